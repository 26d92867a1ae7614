import { useEffect, useState } from 'react';

let readClock = (): number => Date.now();

/** Another source of the time that is shown: the server's, where the machine's clock is wrong. */
export function followClock(now: () => number): void {
  readClock = now;
}

/**
 * The current time, renewed on round multiples of `everyMs`, so that all clocks of a window turn
 * over together.
 *
 * @returns ms since the epoch
 */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => readClock());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(tick, everyMs - (readClock() % everyMs));
    };
    const tick = (): void => {
      setNow(readClock());
      wait();
    };
    wait();
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [everyMs]);
  return now;
}
