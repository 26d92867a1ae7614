import { describe, expect, it } from 'vitest';
import { applySabotage, FAULTS, faultyEntry, loadSabotages } from './registry.ts';

const sabotages = await loadSabotages();

describe('the sabotages', () => {
  it.each(sabotages.map((each) => [each.fault, each.breaks, each] as const))(
    '%s: %s: fits the sources as they are',
    (_fault, _breaks, sabotage) => {
      expect(faultyEntry(sabotage)).toBeNull();
    },
  );

  it('refuse a text that is not there exactly once', () => {
    const entry = { ...sabotages[0]!, find: 'twice' };
    expect(() => applySabotage('once and again', entry)).toThrow('0 times');
    expect(() => applySabotage('twice and twice', entry)).toThrow('2 times');
    expect(applySabotage('not twice', { ...entry, replace: 'thrice' })).toBe('not thrice');
  });

  it('take every fault’s law away at least once', () => {
    const covered = new Set(sabotages.map(({ fault }) => fault));
    expect(FAULTS.filter((fault) => !covered.has(fault))).toEqual([]);
  });
});
