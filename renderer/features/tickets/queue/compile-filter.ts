import type { TicketRow } from '../../../replica/ticket-row.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { matchesNumber } from '../../../../shared/query/number-term.ts';
import { matchesSla } from '../../../../shared/query/sla-term.ts';
import type { QueryClock } from '../../../../shared/query/sla-term.ts';
import { matchesHold } from '../../../../shared/query/ticket-query.ts';
import type { ParsedQuery, Term, TermKey } from '../../../../shared/query/ticket-query.ts';
import { timeTest } from '../../../../shared/query/time-term.ts';
import type { QueryTime } from '../../../../shared/query/time-term.ts';

/** Does the row at this place of the index satisfy it? */
export type RowTest = (row: TicketRow, foldedTitle: string) => boolean;

export interface FilterContext {
  readonly reference: ReferenceSnapshot;
  readonly unsentIds: ReadonlySet<string>;
  /** The person behind `assignee:me`. */
  readonly meId: string | null;
  /** The user behind `watcher:me`. */
  readonly userName: string;
  /** By which `opened:<7d` is judged. */
  readonly time: QueryTime;
  /** Asked by terms about service levels alone. */
  readonly clockOf: (id: string) => QueryClock;
  /** The number of another ticket, for `parent:`. */
  readonly numberOf: (id: string) => string | undefined;
}

type Values = readonly string[];

/**
 * Asks each name once instead of once a row: the ids whose name contains one of the values, and
 * whether rows without a name pass.
 */
function byName(
  named: ReadonlyMap<string, { readonly name: string }>,
  values: Values,
): (id: string | undefined) => boolean {
  const ids = new Set<string>();
  for (const [id, { name }] of named) {
    const folded = name.toLowerCase();
    if (values.some((value) => (value === 'none' ? folded === '' : folded.includes(value)))) {
      ids.add(id);
    }
  }
  const nobody = values.includes('none');
  return (id) => {
    if (id !== undefined && named.has(id)) return ids.has(id);
    return nobody;
  };
}

function byText(values: Values): (text: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (text = '') => {
    let hit = known.get(text);
    if (hit === undefined) {
      const folded = text.toLowerCase();
      hit = values.some((value) => (value === 'none' ? folded === '' : folded.includes(value)));
      known.set(text, hit);
    }
    return hit;
  };
}

/** Few different values, judged once each. */
function once<T>(judge: (value: T) => boolean): (value: T) => boolean {
  const known = new Map<T, boolean>();
  return (value) => {
    let hit = known.get(value);
    if (hit === undefined) {
      hit = judge(value);
      known.set(value, hit);
    }
    return hit;
  };
}

function byNumber(values: Values): (number: number | undefined) => boolean {
  return once((number) => values.some((value) => matchesNumber(number, value)));
}

function byTime(values: Values, time: QueryTime): (at: number | undefined) => boolean {
  const tests = values.map((value) => timeTest(value, time));
  return (at) => tests.some((test) => test(at));
}

function isTest(values: Values, context: FilterContext): RowTest {
  const { people } = context.reference;
  const wants = new Set(values);
  return (row) => {
    if (wants.has('major') && row.major) return true;
    if (wants.has('known-error') && row.knownError) return true;
    if (wants.has('unsent') && context.unsentIds.has(row.id)) return true;
    if (wants.has('watched') && row.watchers.includes(context.userName)) return true;
    if (!wants.has('vip') || row.requesterId === undefined) return false;
    const requester = people.get(row.requesterId);
    return requester?.kind === 'person' && requester.vip !== undefined;
  };
}

function assigneeTest(values: Values, context: FilterContext): RowTest {
  const { meId, reference } = context;
  const rest = values.filter((value) => value !== 'me');
  const named = byName(reference.people, rest);
  const mine = values.includes('me') && meId !== null;
  return (row) => (mine && row.assigneeId === meId) || named(row.assigneeId);
}

function watcherTest(values: Values, { reference, userName }: FilterContext): RowTest {
  const names = values.filter((value) => value !== 'me' && value !== 'none');
  const none = values.includes('none');
  const mine = values.includes('me');
  const named = once((watcher: string) => {
    const name = (reference.byUserName.get(watcher)?.name ?? watcher).toLowerCase();
    return names.some((value) => name.includes(value));
  });
  return ({ watchers }) => {
    if (watchers.length === 0) return none;
    return (mine && watchers.includes(userName)) || watchers.some(named);
  };
}

function parentTest(values: Values, { numberOf }: FilterContext): RowTest {
  const passes = byText(values);
  return ({ parentId }) =>
    passes(parentId === undefined ? '' : (numberOf(parentId) ?? parentId.toLowerCase()));
}

function stateTest(values: Values): RowTest {
  const wanted = new Set(values);
  const open = wanted.has('open');
  const done = wanted.has('done');
  return (row) => (row.open ? open : done) || wanted.has(row.state);
}

function majorTest(values: Values): RowTest {
  const wanted = new Set(values);
  return (row) => wanted.has(row.majorStage ?? 'none');
}

function oneOf(values: Values, of: (row: TicketRow) => string): RowTest {
  const wanted = new Set(values);
  return (row) => wanted.has(of(row));
}

type MakeTest = (values: Values, context: FilterContext) => RowTest;

/** A test of one part of the row. */
function on<T>(
  of: (row: TicketRow) => T,
  make: (values: Values, context: FilterContext) => (part: T) => boolean,
): MakeTest {
  return (values, context) => {
    const passes = make(values, context);
    return (row) => passes(of(row));
  };
}

const TESTS: Readonly<Record<TermKey, MakeTest>> = {
  state: stateTest,
  priority: on((row) => row.priority, byNumber),
  assignee: assigneeTest,
  team: on(
    (row) => row.teamId,
    (values, { reference }) => byName(reference.people, values),
  ),
  requester: on(
    (row) => row.requesterId,
    (values, { reference }) => byName(reference.people, values),
  ),
  site: on(
    (row) => row.siteId,
    (values, { reference }) => byName(reference.places, values),
  ),
  service: on(
    (row) => row.serviceId,
    (values, { reference }) => byName(reference.catalog, values),
  ),
  category: on((row) => row.category, byText),
  subcategory: on((row) => row.subcategory, byText),
  origin: (values) => oneOf(values, (row) => row.origin),
  kind: (values) => oneOf(values, (row) => row.kind),
  number: (values) => (row) => {
    const folded = row.number.toLowerCase();
    return values.some((value) => (value === 'none' ? folded === '' : folded.includes(value)));
  },
  opened: on(
    (row) => row.openedAt,
    (values, { time }) => byTime(values, time),
  ),
  activity: on(
    (row) => row.activityAt,
    (values, { time }) => byTime(values, time),
  ),
  resolved: on(
    (row) => row.resolvedAt,
    (values, { time }) => byTime(values, time),
  ),
  hold: on(
    (row) => row.holdReason ?? '',
    (values) => once((reason) => values.some((value) => matchesHold(reason, value))),
  ),
  reopens: on((row) => row.reopens, byNumber),
  reassignments: on((row) => row.reassignments, byNumber),
  satisfaction: on((row) => row.satisfaction, byNumber),
  watcher: watcherTest,
  parent: parentTest,
  major: majorTest,
  sla: (values, { clockOf }) => {
    return (row) => {
      const clock = clockOf(row.id);
      return values.some((wanted) => matchesSla(clock, wanted));
    };
  },
  is: isTest,
};

function termTest(term: Term, context: FilterContext): RowTest {
  if (term.key !== 'text') return TESTS[term.key](term.values, context);
  const { words } = term;
  return (row, foldedTitle) =>
    foldedTitle.includes(words) || row.number.toLowerCase().includes(words);
}

/** Texts and clocks are the dearest; rows that fail elsewhere never come to them. */
function cost({ key }: Term): number {
  if (key === 'sla') return 3;
  return key === 'text' ? 2 : Number(key === 'opened' || key === 'activity' || key === 'number');
}

/**
 * One test for a whole query, the same verdict as `matchesQuery` of shared/query, made so that
 * 100,000 rows take a few milliseconds: names are looked up once, not once a row.
 */
export function compileFilter(query: ParsedQuery, context: FilterContext): RowTest {
  const tests = query.terms
    .toSorted((a, b) => cost(a) - cost(b))
    .map((term) => ({ not: term.not, test: termTest(term, context) }));
  return (row, foldedTitle) => {
    for (const { not, test } of tests) if (test(row, foldedTitle) === not) return false;
    return true;
  };
}
