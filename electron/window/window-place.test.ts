import { describe, expect, it } from 'vitest';
import { cascade, restorePlace } from './window-place.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const kept = { x: 1600, y: 100, width: 1200, height: 800, isMaximized: false };

describe('where a window opens', () => {
  it('is where it was left', () => {
    expect(restorePlace(kept, [laptop, monitor])).toEqual(kept);
    expect(restorePlace({ ...kept, isMaximized: true }, [laptop, monitor]).isMaximized).toBe(true);
  });

  it('is a place of the system’s where that monitor is gone', () => {
    expect(restorePlace(kept, [laptop])).toEqual({ width: 1200, height: 800, isMaximized: false });
  });

  it('is never where the title bar cannot be taken hold of', () => {
    for (const place of [
      { ...kept, x: 30, y: -200 },
      { ...kept, x: 30, y: 880 },
      { ...kept, x: -1150, y: 100 },
      { ...kept, x: 3950, y: 100 },
    ]) {
      expect(restorePlace(place, [laptop, monitor])).not.toHaveProperty('x');
    }
  });

  it('is no larger than the screen', () => {
    const place = restorePlace({ ...kept, x: 0, y: 25, width: 4000, height: 3000 }, [laptop]);
    expect(place).toMatchObject({ width: 1440, height: 875 });
  });

  it.each([
    null,
    'x',
    [],
    {},
    { width: 'wide', height: 1 },
    { width: 0, height: 0 },
    { width: 1e9 },
  ])('is the first place for a broken file (%j)', (stored) => {
    expect(restorePlace(stored, [monitor])).toEqual({
      width: 1440,
      height: 900,
      isMaximized: false,
    });
  });
});

it('a further window does not hide the one it was opened from', () => {
  expect(cascade({ x: 10, y: 20, width: 800, height: 600 })).toEqual({
    x: 42,
    y: 52,
    width: 800,
    height: 600,
    isMaximized: false,
  });
});
