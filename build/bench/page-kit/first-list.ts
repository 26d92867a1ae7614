/** Milliseconds after the navigation began. */
export interface StartTimes {
  /** The browser has the page and its scripts. */
  readonly scriptsMs: number;
  readonly firstPaintMs: number;
  /** Rows of the queue are on screen. */
  readonly firstListMs: number;
  /** Every record is counted in the sync line. */
  readonly completeMs: number;
}

/**
 * Source of a script that watches a console start from inside and notes when its first list was
 * drawn. It looks once a frame, which costs the page nothing that could be measured.
 */
export const FIRST_LIST_SCRIPT = `
{
  const times = { scriptsMs: 0, firstPaintMs: 0, firstListMs: 0, completeMs: 0, records: 0 };
  globalThis.startTimes = times;
  // A timer from inside a frame runs after that frame was drawn.
  const afterFrame = (note) => setTimeout(() => note(performance.now()), 0);
  const look = () => {
    const rows = document.querySelectorAll('.list__rows [role="gridcell"]').length;
    if (rows > 0 && times.firstListMs === 0) {
      afterFrame((now) => {
        times.firstListMs = now;
        times.scriptsMs = performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd;
        times.firstPaintMs = performance.getEntriesByName('first-paint')[0]?.startTime ?? 0;
      });
    }
    const line = document.querySelector('.sync__end')?.textContent ?? '';
    const records = Number((/([\\d,.\\s]+)/.exec(line)?.[1] ?? '0').replace(/\\D/g, ''));
    if (records > times.records) {
      times.records = records;
      times.completeMs = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
`;
