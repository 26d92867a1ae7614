import { useMemo, useState, type JSX, type KeyboardEvent, type ReactNode } from 'react';
import { useBreakpoint, type Breakpoint } from './breakpoint.ts';
import { cx } from './cx.ts';
import { FrameContext, type RailMode } from './frame-context.ts';
import { usePaneCycling } from './pane-cycling.ts';

export interface AppFrameProps {
  readonly titlebar: ReactNode;
  readonly rail: ReactNode;
  readonly syncLine: ReactNode;
  /** The person's choice; left out, the width of the window decides. */
  readonly railCollapsed?: boolean | undefined;
  /** Field mode: the content brings its own head, there is no title bar and no rail. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

function railModeOf(breakpoint: Breakpoint, collapsed: boolean | undefined): RailMode {
  if (breakpoint === 'field') return 'sheet';
  return (collapsed ?? (breakpoint === 'narrow' || breakpoint === 'compact'))
    ? 'collapsed'
    : 'full';
}

/** The window: title bar, rail, content, sync line. F6 goes from pane to pane. */
export function AppFrame(props: AppFrameProps): JSX.Element {
  const { titlebar, rail, syncLine, railCollapsed, bare = false, children } = props;
  const railMode = railModeOf(useBreakpoint(), railCollapsed);
  const [railOpen, setRailOpen] = useState(false);
  const frame = useMemo(() => ({ railMode, railOpen, setRailOpen }), [railMode, railOpen]);
  usePaneCycling();

  const closeSheet = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && railMode === 'sheet' && railOpen) {
      event.preventDefault();
      setRailOpen(false);
    }
  };
  return (
    <FrameContext.Provider value={frame}>
      <div
        className={cx('app', bare && 'app--bare')}
        data-rail={railMode}
        data-rail-open={railMode === 'sheet' && railOpen ? '' : undefined}
        onKeyDown={closeSheet}
      >
        {bare ? null : titlebar}
        {bare ? null : rail}
        {!bare && railMode === 'sheet' && railOpen ? (
          <div className="app__scrim" onClick={() => setRailOpen(false)} />
        ) : null}
        <div className="app__content">{children}</div>
        {syncLine}
      </div>
    </FrameContext.Provider>
  );
}
