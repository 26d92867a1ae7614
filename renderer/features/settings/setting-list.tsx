import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from 'react';
import type { SettingsPage } from '../../state/routes.ts';
import { pathOf } from '../../state/routes.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { Icon } from '../../ui/icon.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { PageFrame } from './page-frame.tsx';
import { goToPage, NEW_ID } from './use-setting-editor.ts';

export interface SettingRow {
  readonly id: string;
  readonly name: string;
  /** One line of what it says or does. */
  readonly detail: ReactNode;
  /** Short facts at the right. */
  readonly end?: ReactNode;
  readonly icon: IconName;
}

export interface SettingSection {
  readonly title: string;
  readonly rows: readonly SettingRow[];
}

interface SettingListProps {
  readonly page: SettingsPage;
  readonly title: string;
  /** "New macro"; undefined where the person may not make one. */
  readonly create: string | undefined;
  readonly sections: readonly SettingSection[];
  /** Shown where there is nothing. */
  readonly empty: ReactNode;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  event.preventDefault();
  event.stopPropagation();
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
}

function Row(props: { readonly page: SettingsPage; readonly row: SettingRow }): ReactElement {
  const { page, row } = props;
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    goToPage(page, row.id);
  };
  return (
    <li>
      <a
        className="set-row"
        href={pathOf({ kind: 'settings', page, id: row.id })}
        onClick={onClick}
      >
        <Icon name={row.icon} size={14} />
        <span className="set-row__text">
          <span className="med cut">{row.name}</span>
          <span className="t3 t12 cut">{row.detail}</span>
        </span>
        {row.end === undefined ? null : <span className="set-row__end t3 t12">{row.end}</span>}
      </a>
    </li>
  );
}

/** All documents of a page of the settings; arrows go through them, Enter opens. */
export function SettingList(props: SettingListProps): ReactElement {
  const { page, title, create, sections, empty } = props;
  const locale = useLocale();
  const shown = sections.filter(({ rows }) => rows.length > 0);
  const count = shown.reduce((sum, { rows }) => sum + rows.length, 0);
  useCommands([
    {
      id: 'setting.new',
      label: create ?? t('New'),
      keys: 'n',
      group: t('Settings'),
      icon: 'plus',
      when: () => create !== undefined,
      run: () => goToPage(page, NEW_ID),
    },
  ]);
  return (
    <PageFrame
      title={title}
      count={formatNumber(locale, count)}
      actions={
        create === undefined ? null : (
          <Button variant="primary" icon="plus" kbd="n" onClick={() => goToPage(page, NEW_ID)}>
            {create}
          </Button>
        )
      }
    >
      {count === 0 ? (
        empty
      ) : (
        <div onKeyDown={moveFocus}>
          {shown.map((section) => (
            <section
              key={section.title}
              // A single one is named by the page.
              aria-label={sections.length > 1 ? section.title : undefined}
            >
              {sections.length > 1 ? (
                <SectionHead level={3} count={formatNumber(locale, section.rows.length)}>
                  {section.title}
                </SectionHead>
              ) : null}
              <ul className="set-rows">
                {section.rows.map((row) => (
                  <Row key={row.id} page={page} row={row} />
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </PageFrame>
  );
}
