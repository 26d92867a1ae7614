import { describe, expect, it } from 'vitest';
import { hoursText, moveInterval, parseHours, withInterval } from './week-hours.ts';
import type { Interval } from './week-hours.ts';

describe('typed hours', () => {
  it.each<[string, readonly Interval[]]>([
    ['', []],
    ['closed', []],
    ['24h', [['00:00', '24:00']]],
    ['8-17', [['08:00', '17:00']]],
    [
      '13:00–17:30, 8.15 - 12',
      [
        ['08:15', '12:00'],
        ['13:00', '17:30'],
      ],
    ],
    ['22 bis 24', [['22:00', '24:00']]],
  ])('“%s” are understood', (text, hours) => {
    expect(parseHours(text)).toEqual(hours);
  });

  it.each(['nine to five', '8', '8-25', '8:70-9', '8-12-17'])('“%s” are not', (text) => {
    expect(parseHours(text)).toContain(text);
  });

  it('are taken as typed where they are wrong, so that the person sees what is wrong', () => {
    expect(parseHours('18-7')).toEqual([['18:00', '07:00']]);
  });

  it('read as they are written', () => {
    const text = '08:00–12:00, 13:00–24:00';
    expect(hoursText(parseHours(text) as Interval[])).toBe(text);
  });
});

describe('drawn hours', () => {
  const day: readonly Interval[] = [
    ['08:00', '12:00'],
    ['13:00', '17:00'],
  ];

  it('grow together with those they touch, drawn from either side', () => {
    expect(withInterval(day, 18 * 60, 20 * 60)).toHaveLength(3);
    expect(withInterval(day, 13 * 60, 12 * 60)).toEqual([['08:00', '17:00']]);
  });

  it('do not run into each other, out of the day or away to nothing', () => {
    expect(moveInterval(day, 0, 'both', 600)).toEqual([['09:00', '13:00'], day[1]]);
    expect(moveInterval(day, 1, 'closes', 6_000)[1]).toEqual(['13:00', '24:00']);
    expect(moveInterval(day, 0, 'opens', -6_000)[0]).toEqual(['00:00', '12:00']);
    expect(moveInterval(day, 0, 'opens', 6_000)[0]).toEqual(['11:45', '12:00']);
    expect(moveInterval(day, 7, 'both', 15)).toBe(day);
  });
});
