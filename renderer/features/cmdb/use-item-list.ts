import { useMemo, useState } from 'react';
import type { Item } from '../../../shared/model/item.ts';
import { ITEM_STATUSES } from '../../../shared/model/item.ts';
import {
  useReference,
  useReplica,
  useRows,
  useVersion,
  useWorkspace,
} from '../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { Projection } from '../../replica/projection.ts';
import type { Replica } from '../../replica/replica.ts';
import type { ItemRow } from '../../replica/rows.ts';
import { usePanels } from '../../state/panels.ts';
import type { Sort } from '../../state/panels.ts';
import { filterItems, ItemIndex, naturalKey, parseFacets } from './filter-items.ts';
import type { FacetName, Facets, ItemEntry, SortColumn, SortKey } from './filter-items.ts';
import { classKeysUnder, classNameOf } from './item-classes.ts';
import { placeIdsUnder, placeText } from './place-path.ts';

const PATH = '/configuration';
const FACETS_PATH = `${PATH}#facets`;
const FIRST_SORT: Sort = { id: 'name', dir: 'asc' };

interface AddressRow {
  readonly id: string;
  readonly address: string;
}

function toAddressRow(item: Item): AddressRow | null {
  const address = item.attributes['address'];
  if (item.removedAt || typeof address !== 'string') return null;
  return { id: item.id, address: address.toLowerCase() };
}

const addressBooks = new WeakMap<Replica, Projection<'items', AddressRow>>();

/** Addresses are no part of the rows; they are read when somebody first looks for something. */
function addressBookOf(replica: Replica): Projection<'items', AddressRow> {
  const present = addressBooks.get(replica);
  if (present) return present;
  const made = new Projection<'items', AddressRow>(replica, 'items', toAddressRow);
  addressBooks.set(replica, made);
  made.load(replica, 'items').catch(() => undefined);
  return made;
}

const NOBODY = { subscribe: () => () => undefined, getVersion: () => 0 };

function useAddresses(needed: boolean): readonly AddressRow[] {
  const replica = useReplica();
  const book = useMemo(() => (needed ? addressBookOf(replica) : null), [needed, replica]);
  useVersion(book ?? NOBODY);
  return book?.rows() ?? NO_ADDRESSES;
}

const NO_ADDRESSES: readonly AddressRow[] = [];
const BY_NAME: SortKey = (row) => naturalKey(row.name);
const BY_NUMBER: SortKey = (row) => naturalKey(row.number);
const BY_STATUS: SortKey = (row) => ITEM_STATUSES.indexOf(row.status);
const BY_UPDATE: SortKey = (row) => row.updatedAt;
const BY_TAG: SortKey = (row) => naturalKey(row.assetTag ?? '');

function sortKey(column: string, reference: ReferenceSnapshot): SortKey {
  const named = new Map<string, string>();
  const once = (id: string, name: () => string): string => {
    const present = named.get(id);
    if (present !== undefined) return present;
    const made = naturalKey(name());
    named.set(id, made);
    return made;
  };
  switch (column as SortColumn) {
    case 'status':
      return BY_STATUS;
    case 'number':
      return BY_NUMBER;
    case 'class':
      return (row) => once(row.className, () => classNameOf(reference.classes, row.className));
    case 'place':
      return (row) => once(row.placeId ?? '', () => placeText(reference.places, row.placeId));
    case 'team':
      return (row) =>
        once(holderIdOf(row), () => reference.people.get(holderIdOf(row))?.name ?? '');
    case 'tag':
      return BY_TAG;
    case 'updated':
      return BY_UPDATE;
    case 'name':
      return BY_NAME;
  }
}

/** Who holds an item: a person where there is one, else the team. */
export function holderIdOf(row: ItemRow): string {
  return row.ownerId ?? row.teamId ?? '';
}

/** What was chosen, with everything below it: a site means its rooms and racks too. */
function widen(facets: Facets, reference: ReferenceSnapshot) {
  const all = (ids: readonly string[], under: (id: string) => ReadonlySet<string>) =>
    ids.length === 0 ? null : new Set(ids.flatMap((id) => [...under(id)]));
  const plain = (ids: readonly string[]) => all(ids, (id) => new Set([id]));
  return {
    className: all(facets.className, (key) => classKeysUnder(reference.classes, key)),
    placeId: all(facets.placeId, (id) => placeIdsUnder(reference.places, id)),
    status: plain(facets.status),
    criticality: plain(facets.criticality),
    teamId: plain(facets.teamId),
  } satisfies Readonly<Record<FacetName, ReadonlySet<string> | null>>;
}

function countByClass(entries: readonly ItemEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { row } of entries) {
    const { className } = row;
    counts.set(className, (counts.get(className) ?? 0) + 1);
  }
  return counts;
}

export interface ItemList {
  readonly rows: readonly ItemEntry[];
  readonly total: number;
  /** Items a class, as filtered by everything but the class. */
  readonly counts: ReadonlyMap<string, number>;
  readonly text: string;
  readonly facets: Facets;
  readonly sort: Sort;
  readonly isComplete: boolean;
  setText(text: string): void;
  setFacet(name: FacetName, values: readonly string[]): void;
  clear(): void;
  toggleSort(column: string): void;
}

/** The list of configuration items as the person wants it; choices are kept with the panels. */
export function useItemList(): ItemList {
  const { items } = useWorkspace();
  const reference = useReference();
  const all = useRows(items);
  const text = usePanels((state) => state.filters[PATH] ?? '');
  const facetText = usePanels((state) => state.filters[FACETS_PATH]);
  const sort = usePanels((state) => state.sorts[PATH] ?? FIRST_SORT);
  const { setFilter, setSort } = usePanels.getState();
  const facets = useMemo(() => parseFacets(facetText), [facetText]);
  const addresses = useAddresses(text !== '');
  const [index] = useState(() => new ItemIndex());
  const keyOf = useMemo(() => sortKey(sort.id, reference), [sort.id, reference]);
  const sorted = useMemo(() => {
    index.update(all);
    const rising = index.sorted(sort.id, keyOf);
    return sort.dir === 'asc' ? rising : [...rising].reverse();
  }, [index, sort, all, keyOf]);
  const wide = useMemo(() => widen(facets, reference), [facets, reference]);
  const ofAnyClass = useMemo(
    () => filterItems(sorted, { text, addresses, facets: { ...wide, className: null } }),
    [sorted, text, wide, addresses],
  );
  const rows = useMemo(() => {
    const { className } = wide;
    return className === null
      ? ofAnyClass
      : ofAnyClass.filter(({ row }) => className.has(row.className));
  }, [ofAnyClass, wide]);
  const counts = useMemo(() => countByClass(ofAnyClass), [ofAnyClass]);
  return {
    rows,
    total: all.length,
    counts,
    text,
    facets,
    sort,
    isComplete: items.state === 'complete',
    setText: (next) => setFilter(PATH, next),
    setFacet: (name, values) =>
      setFilter(FACETS_PATH, JSON.stringify({ ...facets, [name]: values })),
    clear: () => {
      setFilter(PATH, '');
      setFilter(FACETS_PATH, '');
    },
    toggleSort: (id) =>
      setSort(PATH, { id, dir: sort.id === id && sort.dir === 'asc' ? 'desc' : 'asc' }),
  };
}
