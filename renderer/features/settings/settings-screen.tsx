import { Suspense, useEffect, useRef } from 'react';
import type { KeyboardEvent, MouseEvent, ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { pathOf } from '../../state/routes.ts';
import type { SettingsPage } from '../../state/routes.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { Pane } from '../../ui/pane.tsx';
import { Select } from '../../ui/select.tsx';
import { undoLast } from '../../ui/undo.ts';
import { useCommands } from '../../ui/use-commands.ts';
import {
  GROUP_NAMES,
  SETTINGS_GROUPS,
  SETTINGS_PAGE_LIST,
  settingsPageOf,
} from './settings-pages.ts';
import type { SettingsPageDescription } from './settings-pages.ts';
import './settings.css';

interface SettingsScreenProps {
  readonly page: SettingsPage;
  /** What is open on the page; null: nothing is. */
  readonly id: string | null;
}

const PANEL_ID = 'settings-page';

function goTo(page: SettingsPage): void {
  useNavigation.getState().go({ kind: 'settings', page });
}

function ReadOnlyNote({ text }: { readonly text: string }): ReactElement {
  return (
    <span className="set-read-only t3 t12">
      <Icon name="lock" size={12} />
      <span className="cut">{t(text)}</span>
    </span>
  );
}

interface PageListProps {
  readonly shown: SettingsPageDescription | undefined;
}

/** Up and Down go through the links, as in every list. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  event.preventDefault();
  links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
}

function PageLink(props: {
  readonly entry: SettingsPageDescription;
  readonly isShown: boolean;
}): ReactElement {
  const { page, icon, name } = props.entry;
  const onClick = (event: MouseEvent): void => {
    event.preventDefault();
    goTo(page);
  };
  return (
    <a
      className="set-nav__link"
      href={pathOf({ kind: 'settings', page })}
      aria-current={props.isShown ? 'page' : undefined}
      onClick={onClick}
    >
      <Icon name={icon} size={14} />
      <span className="cut">{t(name)}</span>
    </a>
  );
}

/** The pages in their groups. */
function PageList({ shown }: PageListProps): ReactElement {
  return (
    <nav className="set-nav" aria-label={t('Pages of the settings')} onKeyDown={moveFocus}>
      {SETTINGS_GROUPS.map((group) => {
        const pages = SETTINGS_PAGE_LIST.filter((each) => each.group === group);
        if (pages.length === 0) return null;
        return (
          <section key={group} aria-label={t(GROUP_NAMES[group])}>
            <h2 className="set-nav__head">{t(GROUP_NAMES[group])}</h2>
            {pages.map((entry) => (
              <PageLink key={entry.page} entry={entry} isShown={entry === shown} />
            ))}
          </section>
        );
      })}
    </nav>
  );
}

function PageSelect({ shown }: PageListProps): ReactElement {
  return (
    <div className="set-select">
      <Select<SettingsPage>
        label={t('Pages of the settings')}
        value={shown?.page ?? 'templates'}
        options={SETTINGS_PAGE_LIST.map(({ page, name }) => ({ value: page, label: t(name) }))}
        onChange={goTo}
      />
    </div>
  );
}

/** What was opened or closed takes the focus along with its button: keys then go on from the page. */
function useFocusOnPage(page: SettingsPage | undefined, id: string | null) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) panel.current?.focus({ preventScroll: true });
  }, [page, id]);
  return panel;
}

/** What managers and agents set up: each page on its own, the list of them at the left. */
export function SettingsScreen({ page, id }: SettingsScreenProps): ReactElement {
  const { session } = useReplica();
  const breakpoint = useBreakpoint();
  const isSingle = breakpoint === 'compact' || breakpoint === 'field';
  const shown = settingsPageOf(page);
  const panel = useFocusOnPage(shown?.page, id);
  const note = shown?.readOnly(session.roles) ?? null;
  useCommands([
    {
      id: 'item.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group: t('Settings'),
      icon: 'undo',
      run: undoLast,
    },
  ]);
  return (
    <Pane kind="record" as="main" label={t('Settings')} className="set-screen">
      <PaneBar title={t('Settings')}>{note === null ? null : <ReadOnlyNote text={note} />}</PaneBar>
      <div className="set-screen__parts">
        {isSingle ? <PageSelect shown={shown} /> : <PageList shown={shown} />}
        <div
          ref={panel}
          id={PANEL_ID}
          tabIndex={-1}
          role="region"
          aria-label={shown ? t(shown.name) : t('Settings')}
          className="set-screen__page"
        >
          {shown === undefined ? null : (
            <Suspense fallback={null}>
              <shown.Page key={shown.page} id={shown.page === page ? id : null} />
            </Suspense>
          )}
        </div>
      </div>
    </Pane>
  );
}
