import { createContext, type ReactNode } from 'react';

export type PaneKind = 'list' | 'record' | 'context';

/** What the layout tells the panes in it. */
export interface PaneSurroundings {
  /** The pane that is the main landmark. */
  readonly main: PaneKind;
  /** The line that resizes a pane; it lies inside, so that it belongs to a landmark. */
  readonly edges: Readonly<Partial<Record<PaneKind, ReactNode>>>;
}

export const PaneContext = createContext<PaneSurroundings>({ main: 'record', edges: {} });
