import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemId, PersonId, PlaceId } from '../../../shared/model/ids.ts';
import type { ItemRow } from '../../replica/rows.ts';
import {
  filterItems,
  ItemEntry,
  ItemIndex,
  naturalKey,
  NO_FACETS,
  parseFacets,
} from './filter-items.ts';
import type { ItemFilter, SortKey } from './filter-items.ts';

function row(n: number, own: Partial<ItemRow> = {}): ItemRow {
  return {
    id: `item:${n}` as ItemId,
    number: `CI-${String(n).padStart(6, '0')}`,
    name: `PRN-LEJ-${n}`,
    className: 'label-printer',
    status: 'operational',
    criticality: 'medium',
    updatedAt: n,
    ...own,
  };
}

const everything: ItemFilter = {
  text: '',
  facets: { className: null, placeId: null, status: null, criticality: null, teamId: null },
  addresses: [],
};

const rows = [
  row(1, { name: 'print-srv-02', className: 'server', serial: 'LEJAB12', assetTag: 'NL-20001' }),
  row(2, { manufacturer: 'Zebra', model: 'ZT411', status: 'down' }),
  row(3, { name: 'Küche Waage', placeId: 'place:hall' as PlaceId, teamId: 'person:t' as PersonId }),
];

function found(filter: Partial<ItemFilter>): number[] {
  return filterItems(
    rows.map((each) => new ItemEntry(each)),
    { ...everything, ...filter },
  ).map((each) => each.row.updatedAt);
}

describe('filterItems', () => {
  it.each([
    ['', [1, 2, 3]],
    ['srv print', [1]],
    ['nl-20001', [1]],
    ['lejab', [1]],
    ['CI-000002', [2]],
    ['zebra zt411', [2]],
    ['kuche', [3]],
    ['zebra srv', []],
  ])('%j finds %j', (text, expected) => {
    expect(found({ text })).toEqual(expected);
  });

  it('finds an item by its network address', () => {
    const addresses = [{ id: 'item:2', address: '10.20.5.7' }];
    expect(found({ text: '10.20.5', addresses })).toEqual([2]);
    expect(found({ text: '10.20.5 zebra', addresses })).toEqual([2]);
  });

  it('keeps what is among the chosen in every list', () => {
    const facets = { ...everything.facets, status: new Set(['down', 'degraded']) };
    expect(found({ facets })).toEqual([2]);
    expect(found({ facets: { ...facets, className: new Set(['server']) } })).toEqual([]);
    expect(found({ facets: { ...everything.facets, placeId: new Set(['place:hall']) } })).toEqual([
      3,
    ]);
  });
});

describe('parseFacets', () => {
  it.each([undefined, '', 'nonsense', '[]', 'null', '{"status":7,"teamId":[1,null]}'])(
    '%j is no filter',
    (text) => {
      expect(parseFacets(text)).toEqual(NO_FACETS);
    },
  );

  it('comes back as it was kept', () => {
    const facets = { ...NO_FACETS, status: ['down'], teamId: ['person:t'] };
    expect(parseFacets(JSON.stringify(facets))).toEqual(facets);
  });
});

const byName: SortKey = (each) => naturalKey(each.name);

function order(list: readonly ItemRow[], keyOf: SortKey): number[] {
  const index = new ItemIndex();
  index.update(list);
  return index.sorted('any', keyOf).map((each) => each.row.updatedAt);
}

describe('ItemIndex', () => {
  it('counts numbers in names', () => {
    const list = [row(1, { name: 'sw-10' }), row(2, { name: 'sw-9' }), row(3, { name: 'SW-1' })];
    expect(order(list, byName)).toEqual([3, 2, 1]);
  });

  it('keeps equals in the order they came', () => {
    const list = [row(2, { status: 'down' }), row(1, { status: 'down' }), row(3)];
    expect(order(list, (each) => each.status)).toEqual([2, 1, 3]);
  });

  it('sorts many different keys as it sorts few', () => {
    const list = Array.from({ length: 5000 }, (_, n) => row((n * 7919) % 5000));
    expect(order(list, (each) => each.updatedAt)).toEqual(
      Array.from({ length: 5000 }, (_, n) => n),
    );
  });

  it('is right after rows came, went and changed', () => {
    const round = fc.array(fc.tuple(fc.nat(12), fc.nat(5)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(round, fc.boolean()), { maxLength: 6 }), (rounds) => {
        const index = new ItemIndex();
        for (const [changes, isLooked] of rounds) {
          const byId = new Map(
            changes.map(([n, name]) => [n, row(n, { name: `sw-${name}` })] as const),
          );
          const list = [...byId.values()];
          index.update(list);
          // Orders that are asked for later must catch up on all that happened between.
          if (!isLooked) continue;
          const sorted = index.sorted('name', byName).map((each) => each.row);
          expect(new Set(sorted)).toEqual(new Set(list));
          expect(sorted).toHaveLength(list.length);
          expect(sorted.map(byName)).toEqual(list.map(byName).sort());
        }
      }),
    );
  });

  it('does nothing again for the same rows', () => {
    const index = new ItemIndex();
    index.update(rows);
    const first = index.sorted('name', byName);
    index.update(rows);
    expect(index.sorted('name', byName)).toBe(first);
  });
});
