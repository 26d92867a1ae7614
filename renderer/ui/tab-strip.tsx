import { useEffect, useRef, useState, type JSX, type KeyboardEvent, type MouseEvent } from 'react';
import { cx } from './cx.ts';
import { Icon, type IconName } from './icon.tsx';
import { IconButton } from './button.tsx';
import { t } from './i18n.ts';
import { Menu } from './menu.tsx';
import { UnsentMark } from './sync-mark.tsx';

export interface StripTab {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly unsent?: boolean;
  /** On unless told. */
  readonly closable?: boolean;
}

export interface TabStripProps {
  readonly label: string;
  readonly tabs: readonly StripTab[];
  readonly activeId: string | null;
  onSelect(id: string): void;
  onClose(id: string): void;
}

/** The id of the tab that arrow keys lead to, or null where the key is another. */
export function nextTab(ids: readonly string[], current: string, key: string): string | null {
  const at = ids.indexOf(current);
  if (at < 0) return null;
  const last = ids.length - 1;
  if (key === 'ArrowRight') return ids[at === last ? 0 : at + 1] ?? null;
  if (key === 'ArrowLeft') return ids[at === 0 ? last : at - 1] ?? null;
  if (key === 'Home') return ids[0] ?? null;
  if (key === 'End') return ids[last] ?? null;
  return null;
}

function tabIdAt(target: EventTarget): string | undefined {
  return target instanceof Element
    ? target.closest<HTMLElement>('[data-tab]')?.dataset['tab']
    : undefined;
}

/** The open records. Middle click or Delete closes; what does not fit is in a menu at the end. */
export function TabStrip(props: TabStripProps): JSX.Element {
  const { label, tabs, activeId, onSelect, onClose } = props;
  const strip = useRef<HTMLDivElement>(null);
  const overflows = useOverflow(strip, tabs.length);
  const closable = (id: string | undefined): id is string =>
    tabs.some((tab) => tab.id === id && tab.closable !== false);

  useEffect(() => {
    strip.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [activeId, tabs.length]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const id = tabIdAt(event.target);
    if (id === undefined) return;
    if (event.key === 'Delete' && closable(id)) {
      event.preventDefault();
      onClose(id);
      return;
    }
    const next = nextTab(
      tabs.map((tab) => tab.id),
      id,
      event.key,
    );
    if (next === null) return;
    event.preventDefault();
    onSelect(next);
    strip.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next)}"] [role]`)?.focus();
  };
  const onAuxClick = (event: MouseEvent): void => {
    const id = tabIdAt(event.target);
    if (event.button !== 1 || !closable(id)) return;
    event.preventDefault();
    onClose(id);
  };
  const focusableId = tabs.some((tab) => tab.id === activeId) ? activeId : tabs[0]?.id;
  return (
    <div className="tabs">
      <div
        ref={strip}
        className="tabs__strip"
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        onAuxClick={onAuxClick}
      >
        {tabs.map((tab) => (
          <StripTabView
            key={tab.id}
            tab={tab}
            active={tab.id === activeId}
            focusable={tab.id === focusableId}
            onSelect={onSelect}
            onClose={onClose}
          />
        ))}
      </div>
      {overflows ? (
        <Menu
          label={t('All tabs')}
          trigger={<IconButton icon="chevron-down" label={t('All tabs')} size="sm" />}
          items={tabs.map((tab) => ({
            id: tab.id,
            label: tab.label,
            icon: tab.icon,
            checked: tab.id === activeId,
            onSelect: () => onSelect(tab.id),
          }))}
        />
      ) : null}
    </div>
  );
}

interface StripTabViewProps {
  readonly tab: StripTab;
  readonly active: boolean;
  readonly focusable: boolean;
  onSelect(id: string): void;
  onClose(id: string): void;
}

function StripTabView({
  tab,
  active,
  focusable,
  onSelect,
  onClose,
}: StripTabViewProps): JSX.Element {
  return (
    <div className={cx('tab', active && 'is-on')} data-tab={tab.id} role="presentation">
      <button
        type="button"
        role="tab"
        className="tab__main"
        aria-selected={active}
        aria-keyshortcuts="Delete"
        tabIndex={focusable ? 0 : -1}
        title={tab.label}
        onClick={() => onSelect(tab.id)}
      >
        <Icon name={tab.icon} size={14} />
        <span className="tab__text" data-text={tab.label}>
          <span className="cut">{tab.label}</span>
        </span>
        {tab.unsent === true ? <UnsentMark /> : null}
      </button>
      {tab.closable === false ? null : (
        // Keyboards close with Delete or Ctrl+W: a tab list may hold nothing but tabs.
        <button
          type="button"
          className="tab__close"
          tabIndex={-1}
          aria-hidden="true"
          onClick={() => onClose(tab.id)}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </div>
  );
}

function useOverflow(ref: { readonly current: HTMLElement | null }, count: number): boolean {
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const measure = (): void => setOverflows(element.scrollWidth > element.clientWidth + 1);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, count]);
  return overflows;
}
