import { describe, expect, it } from 'vitest';
import type { Entry, EntryKind } from '../../../../shared/model/entry.ts';
import { countEntries, filtersOf, isShown, TIMELINE_FILTERS } from './timeline-filters.ts';

const KINDS: readonly EntryKind[] = [
  'comment',
  'note',
  'state',
  'change',
  'time',
  'link',
  'merge',
  'attachment',
  'verdict',
  'escalation',
  'communication',
  'approval',
];

const entry = (kind: EntryKind, more: object = {}): Entry => ({ kind, ...more }) as Entry;

describe('filters of the timeline', () => {
  it.each(KINDS)('show %s under All and under one other', (kind) => {
    const shown = TIMELINE_FILTERS.filter((filter) => isShown(entry(kind), filter));
    expect(shown).toHaveLength(2);
    expect(shown[0]).toBe('all');
  });

  it('count so that the parts add up to all', () => {
    const entries = KINDS.flatMap((kind) => [entry(kind), entry(kind)]);
    const { all, ...parts } = countEntries(entries);
    expect(all).toBe(entries.length);
    expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(all);
  });

  it('put the settling of a merge beside the merge', () => {
    expect(isShown(entry('change', { resolves: 'entry:1' }), 'sync')).toBe(true);
    expect(isShown(entry('change', { resolves: 'entry:1' }), 'changes')).toBe(false);
  });

  it('are offered where they show something, and the chosen one stays', () => {
    const counts = countEntries([entry('approval')]);
    expect(filtersOf(counts, 'all')).toEqual(['all', 'comments', 'notes', 'time', 'approvals']);
    expect(filtersOf(countEntries([]), 'sync')).toContain('sync');
  });
});
