import { useEffect, useState } from 'react';
import type * as Source from './holiday-source.ts';

type HolidaySource = typeof Source;

/** The rules of all countries, once they were read from the disk; an error where they were not. */
export function useHolidaySource(isWanted: boolean): HolidaySource | 'failed' | null {
  const [source, setSource] = useState<HolidaySource | 'failed' | null>(null);
  useEffect(() => {
    if (!isWanted || source !== null) return undefined;
    let isCurrent = true;
    import('./holiday-source.ts').then(
      (found) => {
        if (isCurrent) setSource(found);
      },
      () => {
        if (isCurrent) setSource('failed');
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [isWanted, source]);
  return source;
}
