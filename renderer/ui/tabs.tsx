import type { JSX, KeyboardEvent, ReactNode } from 'react';
import { cx } from './cx.ts';
import { formatNumber } from './format.ts';
import { useLocale } from './i18n.ts';
import { nextTab } from './tab-strip.tsx';

export interface TabItem<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number | undefined;
}

export interface TabsProps<V extends string> {
  /** Spoken name. */
  readonly label: string;
  readonly value: V;
  onChange(value: V): void;
  readonly tabs: readonly TabItem<V>[];
  /** At the right. */
  readonly end?: ReactNode;
  /** The `id` of the `TabPanel` that all tabs share. */
  readonly panelId?: string;
  readonly className?: string;
}

/** Parts of a record under a line; the chosen one is underlined. Arrow keys choose. */
export function Tabs<V extends string>(props: TabsProps<V>): JSX.Element {
  const { label, value, onChange, tabs, end, panelId, className } = props;
  const locale = useLocale();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = nextTab(
      tabs.map((tab) => tab.value),
      value,
      event.key,
    );
    const tab = tabs.find((each) => each.value === next);
    if (tab === undefined) return;
    event.preventDefault();
    onChange(tab.value);
    event.currentTarget
      .querySelector<HTMLElement>(`[data-value="${CSS.escape(tab.value)}"]`)
      ?.focus();
  };
  return (
    <div className={cx('tl-bar', className)}>
      <div className="tl-bar__tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            className="tl-bar__tab"
            data-value={tab.value}
            aria-selected={tab.value === value}
            aria-controls={panelId}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
          >
            <span className="tab__text" data-text={tab.label}>
              {tab.label}
            </span>
            {tab.count === undefined ? null : (
              <span className="t3 tnum">{formatNumber(locale, tab.count)}</span>
            )}
          </button>
        ))}
      </div>
      <span className="grow" />
      {end}
    </div>
  );
}

export interface TabPanelProps {
  /** As `panelId` of the tabs. */
  readonly id: string;
  /** Spoken name: the chosen tab's label. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What the chosen tab shows. */
export function TabPanel({ id, label, className, children }: TabPanelProps): JSX.Element {
  return (
    <div id={id} role="tabpanel" aria-label={label} className={className}>
      {children}
    </div>
  );
}
