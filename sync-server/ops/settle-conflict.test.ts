import { describe, expect, it } from 'vitest';
import { aTicket, fakeContext } from '../../shared/testkit/factories.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { workflowMergeRules } from '../../shared/workflow/merge-rules.ts';
import type { JsonRecord } from '../couch/json-record.ts';
import { toCouch } from '../couch/write-documents.ts';
import { settleConflict, type Settlement } from './settle-conflict.ts';

const rules = workflowMergeRules(DEFAULT_MATRIX);
const base: JsonRecord = toCouch(aTicket(fakeContext()()), '1-a');
const leaf = (rev: string, patch: JsonRecord, version = 2): JsonRecord => ({
  ...base,
  version,
  mutationId: rev,
  _rev: rev,
  ...patch,
});
const id = String(base['_id']);
const annas = leaf('2-a', { title: 'Ribbon is empty', updatedBy: 'anna' });
const bens = leaf('2-b', { description: 'Hall 3', updatedBy: 'ben' });

function settle(leaves: readonly JsonRecord[], start: JsonRecord | null = base): Settlement {
  const settled = settleConflict({ id, leaves, base: start }, rules);
  if ('reason' in settled) throw new Error(settled.reason);
  return settled;
}
const documentOf = ({ writes }: Settlement) => writes.find((each) => each['state'] !== undefined);
const entriesOf = ({ writes }: Settlement) => writes.filter((each) => each['kind'] === 'merge');
const tombstonesOf = ({ writes }: Settlement) => writes.filter((each) => each['_deleted'] === true);

describe('settling leaves of one document (F23)', () => {
  it('F23: keeps both fields where their common start is known, under a version above both', () => {
    const settled = settle([annas, bens]);
    expect(documentOf(settled)).toMatchObject({
      title: 'Ribbon is empty',
      description: 'Hall 3',
      version: 3,
    });
    expect(entriesOf(settled)).toEqual([]);
    expect(tombstonesOf(settled)).toHaveLength(1);
  });

  it('F23: without it keeps the higher version and tells both people what lost', () => {
    const settled = settle([annas, leaf('3-b', { title: 'Roller', updatedBy: 'ben' }, 3)], null);
    expect(documentOf(settled)).toMatchObject({ title: 'Roller', version: 4 });
    expect(tombstonesOf(settled)).toEqual([{ _id: id, _rev: '2-a', _deleted: true }]);
    expect(entriesOf(settled)).toEqual([
      expect.objectContaining({
        recordId: id,
        createdBy: 'anna',
        otherUser: 'ben',
        decisions: [
          {
            field: 'title',
            rule: 'server-first',
            mine: 'Ribbon is empty',
            theirs: 'Roller',
            kept: 'Roller',
          },
        ],
      }),
    ]);
  });

  it('F23: decides the same whatever leaf comes first, and the same again', () => {
    const one = settle([annas, bens], null);
    expect(settle([bens, annas], null)).toEqual(one);
    expect(settle([annas, bens], null)).toEqual(one);
  });

  it('F23: takes the leaf away that a sweep left behind when it died, and writes nothing else', () => {
    const first = settle([annas, bens]);
    const written = { ...documentOf(first), _rev: '3-c' };
    const loser = first.losers[0]!;
    const again = settle([written, loser], null);
    expect(again.writes).toEqual([{ _id: id, _rev: loser['_rev'], _deleted: true }]);
  });

  it('F23: never lets a counter or an epoch go back', () => {
    const counter = (rev: string, next: number) => ({ _id: 'numbers:INC', _rev: rev, next });
    const numbers = { id: 'numbers:INC', base: null };
    const low = counter('9-a', 1051);
    expect(settleConflict({ ...numbers, leaves: [low, counter('2-b', 1101)] }, rules)).toEqual({
      writes: [{ _id: 'numbers:INC', _rev: '9-a', _deleted: true }],
      losers: [low],
    });
  });

  it('F23: leaves what nobody here understands to a person', () => {
    const strange = { id: 'thing:1', base: null };
    const leaves = [
      { _id: 'thing:1', _rev: '1-a', a: 1 },
      { _id: 'thing:1', _rev: '1-b', a: 2 },
    ];
    expect(settleConflict({ ...strange, leaves }, rules)).toHaveProperty('reason');
  });
});
