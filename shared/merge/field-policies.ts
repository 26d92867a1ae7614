import type { CollectionName } from '../model/ids.ts';
import type { MergeRule } from '../model/entry.ts';
import { mergeText } from './merge-text.ts';
import { isRecord, isSameValue } from './values.ts';

/** What became of a field that both sides changed. */
export interface Decided {
  readonly kept: unknown;
  readonly rule: MergeRule;
}

/** The three values of a field; undefined where it is absent. */
export interface Sides {
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

type FieldPolicy = (sides: Sides) => Decided;

/** A merged text grows; one that was edited by two people stays far below what a field may hold. */
const LONGEST_MERGED_TEXT = 100_000;

/**
 * Client time decides nothing (L6): what the server already took stays, mine is kept in the
 * decision, where both people see it.
 */
export const serverFirst: FieldPolicy = ({ theirs }) => ({ kept: theirs, rule: 'server-first' });

/** Of two instants the later; one that is absent is not later than one that is there. */
const maximum: FieldPolicy = ({ mine, theirs }) => {
  const isMineLater = typeof mine === 'string' && (typeof theirs !== 'string' || mine > theirs);
  return { kept: isMineLater ? mine : theirs, rule: 'maximum' };
};

/** Counters: what both counted since. */
const sum: FieldPolicy = ({ base, mine, theirs }) => {
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  return { kept: count(mine) + count(theirs) - count(base), rule: 'derived' };
};

/** Of two instants the earlier; one that is absent is not earlier than one that is there. */
const minimum: FieldPolicy = ({ mine, theirs }) => {
  const isMineEarlier = typeof mine === 'string' && (typeof theirs !== 'string' || mine < theirs);
  return { kept: isMineEarlier ? mine : theirs, rule: 'derived' };
};

/** Lists of strings: what anybody added is there, what anybody took off is not. */
const union: FieldPolicy = ({ base, mine, theirs }) => {
  const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  const [b, m, t] = [asList(base), asList(mine), asList(theirs)];
  const removed = new Set(b.filter((entry) => !m.includes(entry) || !t.includes(entry)));
  return { kept: [...new Set([...t, ...m])].filter((entry) => !removed.has(entry)), rule: 'union' };
};

/** Records by key: other keys are both kept, of the same key the server's stays. */
const byKey: FieldPolicy = (sides) => {
  const { mine, theirs } = sides;
  if (!isRecord(mine) || !isRecord(theirs)) return serverFirst(sides);
  const base = isRecord(sides.base) ? sides.base : {};
  const kept: [key: string, value: unknown][] = [];
  let hasLost = false;
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const isMineAlone = isSameValue(base[key], theirs[key]);
    hasLost ||=
      !isMineAlone && !isSameValue(base[key], mine[key]) && !isSameValue(mine[key], theirs[key]);
    const value = isMineAlone ? mine[key] : theirs[key];
    if (value !== undefined) kept.push([key, value]);
  }
  return { kept: Object.fromEntries(kept), rule: hasLost ? 'server-first' : 'union' };
};

type Revision = Readonly<Record<string, unknown>>;

/**
 * What a policy said before, by `until`: what either side kept is there. Both keep the same content
 * where both changed it; it counts until the first of the two.
 */
const revisions: FieldPolicy = ({ base, mine, theirs }) => {
  const asList = (value: unknown): Revision[] =>
    Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
  const has = (list: readonly Revision[], one: Revision): boolean =>
    list.some((each) => isSameValue(each, one));
  const [b, m, t] = [asList(base), asList(mine), asList(theirs)];
  const all = [...t, ...m.filter((one) => !has(t, one))]
    .filter((one) => !has(b, one) || (has(m, one) && has(t, one)))
    .sort((x, y) => String(x['until']).localeCompare(String(y['until']), 'en'));
  const kept = all.filter(
    (one, index) => index === 0 || !isSameValue({ ...all[index - 1], until: one['until'] }, one),
  );
  return { kept: kept.length > 0 ? kept : undefined, rule: 'union' };
};

const text: FieldPolicy = (sides) => {
  const { base, mine, theirs } = sides;
  if (typeof base !== 'string' || typeof mine !== 'string' || typeof theirs !== 'string') {
    return serverFirst(sides);
  }
  const kept = mergeText(base, mine, theirs);
  if (kept === null || kept.length > LONGEST_MERGED_TEXT) return serverFirst(sides);
  return { kept, rule: 'text-merge' };
};

const POLICIES: Readonly<Record<string, FieldPolicy>> = {
  activityAt: maximum,
  revisedAt: maximum,
  /** Both removed it: the same thing twice, not a conflict. */
  removedAt: maximum,
  reassignments: sum,
  reopens: sum,
  respondedAt: minimum,
  count: sum,
  watchers: union,
  skills: union,
  appliesTo: union,
  tags: union,
  related: union,
  teamIds: union,
  auditors: union,
  placeIds: union,
  holidays: union,
  holidayRegions: union,
  dayNames: byKey,
  earlier: revisions,
  attributes: byKey,
  answers: byKey,
  checklist: byKey,
  majorRoles: byKey,
  review: byKey,
  checks: byKey,
};

/** Texts that people write together, and that may be long. Short ones are taken whole. */
const TEXTS: Readonly<Partial<Record<CollectionName, ReadonlySet<string>>>> = {
  tickets: new Set([
    'description',
    'workaround',
    'rootCause',
    'symptoms',
    'businessImpact',
    'implementationPlan',
    'backoutPlan',
    'testPlan',
  ]),
  items: new Set(['description']),
  articles: new Set(['markdown']),
};

/** How a field is decided when both sides changed it. */
export function policyOf(collection: CollectionName, field: string): FieldPolicy {
  if (TEXTS[collection]?.has(field)) return text;
  return POLICIES[field] ?? serverFirst;
}
