import { expect, it } from 'vitest';
import { oncePerSecond } from './once-per-second.ts';

it('lets one line a second through, the first after a second', () => {
  let nowMs = 5_000;
  const isDue = oncePerSecond(() => nowMs);
  const at = (ms: number) => {
    nowMs = ms;
    return isDue();
  };
  expect([5_000, 5_999, 6_000, 6_001, 6_999, 7_000, 9_500, 10_499].map(at)).toEqual([
    ...[false, false, true, false, false, true, true, false],
  ]);
});
