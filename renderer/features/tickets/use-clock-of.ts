import { useMemo } from 'react';
import { useClocks } from '../../replica/clocks.ts';
import type { RowClock } from '../../replica/clocks.ts';

export type ClockOf = (id: string) => RowClock;

/** The same for a filter, which asks for every row there is. */
export function useFilterClockOf(isAsked: boolean): ClockOf {
  const clocks = useClocks();
  const version = isAsked ? clocks.getVersion() : null;
  return useMemo(() => {
    const view = { version, of: (id: string): RowClock => clocks.filterClock(id) };
    return view.of;
  }, [clocks, version]);
}

/** Reads clocks of rows; a new function after any of them moved, so that lists draw them again. */
export function useClockOf(): ClockOf {
  const clocks = useClocks();
  const version = clocks.getVersion();
  return useMemo(() => {
    const view = { version, of: (id: string): RowClock => clocks.of(id) };
    return view.of;
  }, [clocks, version]);
}
