import { useEffect, useState } from 'react';

/**
 * The current time, renewed on round multiples of `everyMs`, so that all clocks of a window turn
 * over together.
 *
 * @returns ms since the epoch
 */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(tick, everyMs - (Date.now() % everyMs));
    };
    const tick = (): void => {
      setNow(Date.now());
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
