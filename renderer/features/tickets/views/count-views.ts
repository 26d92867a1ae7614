import type { SavedView } from '../../../../shared/model/policy.ts';
import {
  asksForClocks,
  asksForTime,
  parseTicketQuery,
} from '../../../../shared/query/ticket-query.ts';
import type { ParsedQuery } from '../../../../shared/query/ticket-query.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { compileFilter } from '../queue/compile-filter.ts';
import type { FilterContext } from '../queue/compile-filter.ts';

/** What a count was made of; equal parts give equal counts. */
interface Basis {
  readonly query: string;
  readonly kinds: string;
  readonly parts: readonly unknown[];
}

interface Counted {
  readonly view: SavedView;
  readonly parsed: ParsedQuery;
  readonly basis: Basis;
  readonly test: (row: TicketRow) => boolean;
  readonly rows: readonly TicketRow[];
  /** One byte a row: does it count? */
  readonly hits: Uint8Array;
  readonly count: number;
}

export interface CountContext extends FilterContext {
  /** Another one after any clock moved. */
  readonly clockVersion: number;
  /** The instant of this minute, for views about how long ago something was. */
  readonly minuteMs: number;
}

/** Only what a filter asks for makes its count old. */
function basisOf(view: SavedView, parsed: ParsedQuery, context: CountContext): Basis {
  const { reference, unsentIds, meId, userName, clockVersion, minuteMs } = context;
  const keys = new Set(parsed.terms.map(({ key }) => key));
  const asks = (...wanted: readonly (typeof parsed.terms)[number]['key'][]): boolean =>
    wanted.some((key) => keys.has(key));
  return {
    query: view.query,
    kinds: view.ticketKinds.join(),
    parts: [
      meId,
      userName,
      asks('assignee', 'team', 'requester', 'watcher', 'is') ? reference.people : null,
      asks('site') ? reference.places : null,
      asks('service') ? reference.catalog : null,
      asks('is') ? unsentIds : null,
      asksForClocks(parsed) ? clockVersion : null,
      asksForTime(parsed) ? minuteMs : null,
    ],
  };
}

function isSame(a: Basis, b: Basis): boolean {
  return (
    a.query === b.query && a.kinds === b.kinds && a.parts.every((part, at) => part === b.parts[at])
  );
}

/** Places at which another row stands than before; null where so many moved that all are asked. */
function changedPlaces(
  before: readonly TicketRow[],
  rows: readonly TicketRow[],
): readonly number[] | null {
  if (rows.length < before.length) return null;
  const places: number[] = [];
  for (let at = 0; at < rows.length; at += 1) if (before[at] !== rows[at]) places.push(at);
  return places;
}

/**
 * Counts again, asking only the rows at some places.
 * @param hits Of the rows before; changed in place where there are as many.
 */
export function countAgain(
  rows: readonly TicketRow[],
  test: (row: TicketRow) => boolean,
  before: Pick<Counted, 'hits' | 'count'>,
  places: readonly number[],
): Pick<Counted, 'hits' | 'count'> {
  let { hits, count } = before;
  if (hits.length < rows.length) {
    hits = new Uint8Array(rows.length);
    hits.set(before.hits);
  }
  for (const at of places) {
    const hit = test(rows[at]!) ? 1 : 0;
    count += hit - hits[at]!;
    hits[at] = hit;
  }
  return { hits, count };
}

function countAll(
  rows: readonly TicketRow[],
  test: (row: TicketRow) => boolean,
): Pick<Counted, 'hits' | 'count'> {
  const hits = new Uint8Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at += 1) {
    if (!test(rows[at]!)) continue;
    hits[at] = 1;
    count += 1;
  }
  return { hits, count };
}

function testOf(view: SavedView, parsed: ParsedQuery, context: CountContext) {
  const kinds = new Set<string>(view.ticketKinds);
  const passes = compileFilter(parsed, context);
  return (row: TicketRow): boolean => kinds.has(row.kind) && passes(row, row.title.toLowerCase());
}

/** Counters of views that stay right while rows change, without asking every row each time. */
export class ViewCounter {
  private readonly counted = new Map<string, Counted>();
  private readonly parsed = new Map<string, ParsedQuery>();
  private readonly changes = new Map<readonly TicketRow[], readonly number[] | null>();
  /** Rows asked since it was made; for tests and benchmarks. */
  asked = 0;

  /** How many rows each view shows now, by its id. */
  count(
    views: readonly SavedView[],
    rows: readonly TicketRow[],
    context: CountContext,
  ): ReadonlyMap<string, number> {
    const shown = new Set<string>(views.map(({ id }) => id));
    for (const id of this.counted.keys()) if (!shown.has(id)) this.counted.delete(id);
    this.changes.clear();
    return new Map(views.map((view) => [view.id, this.one(view, rows, context)]));
  }

  private one(view: SavedView, rows: readonly TicketRow[], context: CountContext): number {
    const parsed = this.parse(view.query);
    const basis = basisOf(view, parsed, context);
    const last = this.counted.get(view.id);
    const before = last && isSame(last.basis, basis) ? last : null;
    if (before?.rows === rows) return before.count;
    // The numbers of parents are read anew; what else the old test knows still holds.
    const test = before?.test ?? testOf(view, parsed, context);
    const places = before && this.placesSince(before.rows, rows);
    const counted =
      before && places ? countAgain(rows, test, before, places) : countAll(rows, test);
    this.asked += places?.length ?? rows.length;
    this.counted.set(view.id, { view, parsed, basis, test, rows, ...counted });
    return counted.count;
  }

  /** Worked out once for all views that were counted over the same rows. */
  private placesSince(
    before: readonly TicketRow[],
    rows: readonly TicketRow[],
  ): readonly number[] | null {
    let places = this.changes.get(before);
    if (places === undefined) {
      places = changedPlaces(before, rows);
      this.changes.set(before, places);
    }
    return places;
  }

  private parse(query: string): ParsedQuery {
    let parsed = this.parsed.get(query);
    if (!parsed) {
      parsed = parseTicketQuery(query);
      this.parsed.set(query, parsed);
    }
    return parsed;
  }
}
