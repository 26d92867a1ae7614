import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../shared/model/entry.ts';
import { historyRows } from './history-rows.ts';

function entry(own: object): Entry {
  return {
    id: 'entry:01:02',
    at: '2027-03-30T06:00:00.000Z',
    createdBy: 'tobias.brandt',
    ...own,
  } as unknown as Entry;
}

describe('historyRows', () => {
  it('shows each attribute that changed, and no other', () => {
    const rows = historyRows([
      entry({
        kind: 'change',
        changes: [
          {
            field: 'attributes',
            before: { memory: 32, driver: '8.3.9', cores: 4 },
            after: { memory: 64, cores: 4, ports: ['a'] },
          },
          { field: 'serial', after: 'X1' },
        ],
      }),
    ]);
    expect(rows.map(({ field, before, after }) => [field, before, after])).toEqual([
      [{ kind: 'base', name: 'serial' }, undefined, 'X1'],
      [{ kind: 'attribute', name: 'ports' }, undefined, ['a']],
      [{ kind: 'attribute', name: 'driver' }, '8.3.9', undefined],
      [{ kind: 'attribute', name: 'memory' }, 32, 64],
    ]);
  });

  it('puts the newest first and says how the item began', () => {
    const rows = historyRows([
      entry({ id: 'entry:01:01', kind: 'state', from: null, to: 'operational' }),
      entry({ kind: 'state', from: 'operational', to: 'down' }),
    ]);
    expect(rows.map((row) => [row.before, row.after, row.through.kind])).toEqual([
      ['operational', 'down', 'hand'],
      [undefined, 'operational', 'new'],
    ]);
  });

  it('shows a relation that went as what was there before', () => {
    const [gone] = historyRows([
      entry({ kind: 'link', relation: 'runs-on', otherId: 'item:1', removed: true }),
    ]);
    expect(gone).toMatchObject({
      field: { kind: 'relation', type: 'runs-on' },
      before: 'item:1',
      after: undefined,
    });
  });

  it('shows what a merge kept over what was lost, and with whom', () => {
    const [row] = historyRows([
      entry({
        kind: 'merge',
        otherUser: 'clara.bouchard',
        decisions: [
          { field: 'model', mine: 'R660', theirs: 'R650', kept: 'R660', rule: 'mine-only' },
        ],
      }),
    ]);
    expect(row).toMatchObject({
      before: 'R650',
      after: 'R660',
      through: { kind: 'merge', userName: 'clara.bouchard' },
    });
  });

  it('keeps a key of its own for every line', () => {
    const rows = historyRows([
      entry({ kind: 'change', changes: [{ field: 'name' }, { field: 'model' }] }),
    ]);
    expect(new Set(rows.map((row) => row.key)).size).toBe(2);
  });
});
