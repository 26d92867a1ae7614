import type { ReactElement, ReactNode } from 'react';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { PaneBody } from '../../ui/pane.tsx';

interface PageFrameProps {
  readonly title: string;
  readonly count?: ReactNode;
  /** At the right of the title: what can be done on this page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the settings: its title with its actions, and below what scrolls. */
export function PageFrame({ title, count, actions, children }: PageFrameProps): ReactElement {
  return (
    <div className="set-page">
      <PaneBar level={2} title={title} count={count} className="set-page__bar">
        {actions}
      </PaneBar>
      <PaneBody className="set-page__body">{children}</PaneBody>
    </div>
  );
}
