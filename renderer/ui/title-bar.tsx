import type { JSX, ReactNode } from 'react';
import { useFrame } from './frame-context.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import { Kbd } from './kbd.tsx';

export interface TitleBarProps {
  readonly tabs: ReactNode;
  readonly jump: ReactNode;
  /** Left out where the system draws its own buttons. */
  readonly windowControls?: ReactNode;
}

/** The top of the window: brand, open records, the way to everything else. It drags the window. */
export function TitleBar({ tabs, jump, windowControls }: TitleBarProps): JSX.Element {
  return (
    <header className="titlebar">
      <Brand />
      {tabs}
      {jump}
      {windowControls}
    </header>
  );
}

/** The mark and the name; in the field layout it opens the rail. */
function Brand(): JSX.Element {
  const { railMode, railOpen, setRailOpen } = useFrame();
  if (railMode === 'sheet') {
    return (
      <button
        type="button"
        className="brand brand--menu"
        aria-label={t('Processes and views')}
        aria-expanded={railOpen}
        onClick={() => setRailOpen(!railOpen)}
      >
        <Icon name={railOpen ? 'close' : 'list'} size={20} />
      </button>
    );
  }
  return (
    <div className="brand">
      <Icon name="mark" />
      <span className="brand__name">Outpost</span>
    </div>
  );
}

/** The box in the title bar that opens the palette. */
export function JumpBox({ onOpen }: { onOpen(): void }): JSX.Element {
  return (
    <button type="button" className="jump" aria-keyshortcuts="Control+K Meta+K" onClick={onOpen}>
      <Icon name="search" size={14} />
      <span className="jump__text cut">{t('Find a record or command')}</span>
      <Kbd keys="Ctrl+K" />
    </button>
  );
}

export interface WindowControlsProps {
  onMinimize(): void;
  onToggleMaximize(): void;
  onClose(): void;
}

/** The buttons of a window that draws its own frame. */
export function WindowControls(props: WindowControlsProps): JSX.Element {
  return (
    <div className="win">
      <button type="button" aria-label={t('Minimize window')} onClick={props.onMinimize}>
        <Icon name="minimize" size={14} />
      </button>
      <button type="button" aria-label={t('Maximize window')} onClick={props.onToggleMaximize}>
        <Icon name="maximize" size={12} />
      </button>
      <button type="button" aria-label={t('Close window')} onClick={props.onClose}>
        <Icon name="close" size={14} />
      </button>
    </div>
  );
}
