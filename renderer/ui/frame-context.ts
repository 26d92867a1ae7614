import { createContext, useContext } from 'react';

/** How the rail stands: with words, as icons, or as a sheet over the window (field layout). */
export type RailMode = 'full' | 'collapsed' | 'sheet';

export interface Frame {
  readonly railMode: RailMode;
  readonly railOpen: boolean;
  setRailOpen(open: boolean): void;
}

export const FrameContext = createContext<Frame>({
  railMode: 'full',
  railOpen: false,
  setRailOpen: () => undefined,
});

/** What the frame around a part of the window decided. */
export function useFrame(): Frame {
  return useContext(FrameContext);
}
