import { useSyncExternalStore } from 'react';

/**
 * How wide the window is, in CSS px (zoom counts): `wide` above 1400, `laptop` above 1180,
 * `narrow` above 860, `compact` above 640 (one pane at a time), `field` below.
 */
export type Breakpoint = 'wide' | 'laptop' | 'narrow' | 'compact' | 'field';

/** Widest window of each layout that gives something up. */
export const BREAKPOINTS = { laptop: 1400, narrow: 1180, compact: 860, field: 640 } as const;

function readBreakpoint(): Breakpoint {
  if (typeof window === 'undefined' || typeof window.matchMedia !== 'function') return 'wide';
  for (const name of ['field', 'compact', 'narrow', 'laptop'] as const) {
    if (window.matchMedia(`(max-width: ${BREAKPOINTS[name]}px)`).matches) return name;
  }
  return 'wide';
}

function subscribe(listener: () => void): () => void {
  const queries = Object.values(BREAKPOINTS).map((width) =>
    window.matchMedia(`(max-width: ${width}px)`),
  );
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

/** The layout of this window; renders again when it changes. */
export function useBreakpoint(): Breakpoint {
  return useSyncExternalStore(subscribe, readBreakpoint, () => 'wide' as const);
}
