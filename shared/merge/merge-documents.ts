import type { AnyDocument, Documents } from '../model/collections.ts';
import { COLLECTIONS } from '../model/collections.ts';
import type { MergeDecision, MergeRule } from '../model/entry.ts';
import type { CollectionName } from '../model/ids.ts';

/** How one field is decided when both sides changed it. */
type FieldPolicy = 'maximum' | 'union' | 'state-machine' | 'derived' | 'server-first';

/** What a caller knows that this room does not: workflow lives beside it. */
export interface MergeRules {
  /** Later of two states by the kind's state machine. */
  readonly laterState: (kind: string, mine: string, theirs: string) => string;
  /** Recomputes fields that follow from others, e.g. priority from impact and urgency. */
  readonly derive: (document: Record<string, unknown>) => Record<string, unknown>;
}

export interface Merged<C extends CollectionName> {
  readonly document: Documents[C];
  /** One a field that either side changed; those whose rule dropped a text keep it here. */
  readonly decisions: readonly MergeDecision[];
  /** False: theirs already says all of it, nothing has to be written. */
  readonly differsFromTheirs: boolean;
}

/** Bookkeeping, never merged as content. */
const ENVELOPE = new Set([
  'id',
  'schemaVersion',
  'version',
  'mutationId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
]);

const POLICIES: Readonly<Record<string, FieldPolicy>> = {
  activityAt: 'maximum',
  watchers: 'union',
  tags: 'union',
  related: 'union',
  teamIds: 'union',
  auditors: 'union',
  state: 'state-machine',
  open: 'derived',
  priority: 'derived',
};

/** Fields that only mean something together with the state and follow it. */
const FOLLOWS_STATE = new Set([
  'holdReason',
  'resolutionCode',
  'resolution',
  'resolvedAt',
  'closedAt',
]);

type Fields = Readonly<Record<string, unknown>>;

function same(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

/** JSON with sorted keys, so that two spellings of one value are equal. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'undefined'
  );
}

function unionOf(base: unknown, mine: unknown, theirs: unknown): unknown {
  const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
  const [b, m, t] = [asList(base), asList(mine), asList(theirs)];
  const removed = new Set(b.filter((entry) => !m.includes(entry) || !t.includes(entry)));
  return [...new Set([...t, ...m])].filter((entry) => !removed.has(entry));
}

interface Decided {
  readonly kept: unknown;
  readonly rule: MergeRule;
}

function decideBoth(
  field: string,
  kind: string,
  values: { base: unknown; mine: unknown; theirs: unknown },
  rules: MergeRules,
): Decided {
  const { base, mine, theirs } = values;
  switch (POLICIES[field] ?? 'server-first') {
    case 'maximum':
      return { kept: String(mine) > String(theirs) ? mine : theirs, rule: 'maximum' };
    case 'union':
      return { kept: unionOf(base, mine, theirs), rule: 'union' };
    case 'state-machine':
      return { kept: rules.laterState(kind, String(mine), String(theirs)), rule: 'state-machine' };
    case 'derived':
      return { kept: theirs, rule: 'derived' };
    case 'server-first':
      // Client time decides nothing (L6): what the server already took stays, mine is kept in the
      // decision, where both people see it.
      return { kept: theirs, rule: 'server-first' };
  }
}

function decide(
  field: string,
  kind: string,
  [base, mine, theirs]: readonly [Fields, Fields, Fields],
  rules: MergeRules,
): Decided | null {
  const [b, m, t] = [base[field], mine[field], theirs[field]];
  if (same(m, t)) return same(b, m) ? null : { kept: t, rule: 'both-same' };
  if (same(b, m)) return { kept: t, rule: 'theirs-only' };
  if (same(b, t)) return { kept: m, rule: 'mine-only' };
  return decideBoth(field, kind, { base: b, mine: m, theirs: t }, rules);
}

function record(
  field: string,
  sides: readonly [Fields, Fields, Fields],
  decided: Decided,
): MergeDecision {
  const [base, mine, theirs] = sides;
  const optional = (key: string, value: unknown): object =>
    value === undefined ? {} : { [key]: value };
  return {
    field,
    rule: decided.rule,
    ...optional('base', base[field]),
    ...optional('mine', mine[field]),
    ...optional('theirs', theirs[field]),
    ...optional('kept', decided.kept),
  };
}

function fieldsOf(...sides: readonly Fields[]): string[] {
  const names = new Set<string>();
  for (const side of sides) for (const name of Object.keys(side)) names.add(name);
  return [...names].filter((name) => !ENVELOPE.has(name) && !name.startsWith('_')).sort();
}

/** The side whose state was kept gives the fields that belong to that state. */
function followState(
  kept: Record<string, unknown>,
  mine: Fields,
  theirs: Fields,
  decisions: readonly MergeDecision[],
): void {
  const state = decisions.find((decision) => decision.field === 'state');
  if (!state || same(mine['state'], theirs['state'])) return;
  const owner = same(kept['state'], mine['state']) ? mine : theirs;
  for (const field of FOLLOWS_STATE) {
    if (owner[field] === undefined) Reflect.deleteProperty(kept, field);
    else kept[field] = owner[field];
  }
}

/**
 * Three-way merge by field (L8): pure, deterministic, and idempotent on its own result.
 * `base` is what my edit started from, `mine` the local document, `theirs` the server's.
 * A null base (both created the same id) makes every difference a conflict.
 */
export function mergeDocuments<C extends CollectionName>(
  collection: C,
  base: Documents[C] | null,
  mine: Documents[C],
  theirs: Documents[C],
  rules: MergeRules,
): Merged<C> {
  if (mine.mutationId === theirs.mutationId || COLLECTIONS[collection].appendOnly) {
    return { document: theirs, decisions: [], differsFromTheirs: false };
  }
  const sides = [
    (base ?? {}) as unknown as Fields,
    mine as unknown as Fields,
    theirs as unknown as Fields,
  ] as const;
  const kept: Record<string, unknown> = { ...sides[2] };
  const decisions: MergeDecision[] = [];
  for (const field of fieldsOf(...sides)) {
    const decided = decide(field, mine.kind, sides, rules);
    if (!decided) continue;
    decisions.push(record(field, sides, decided));
    if (decided.kept === undefined) Reflect.deleteProperty(kept, field);
    else kept[field] = decided.kept;
  }
  followState(kept, sides[1], sides[2], decisions);
  const derived = rules.derive(kept);
  const differsFromTheirs = fieldsOf(derived, sides[2]).some(
    (field) => !same(derived[field], sides[2][field]),
  );
  if (!differsFromTheirs) return { document: theirs, decisions, differsFromTheirs };
  return {
    document: {
      ...derived,
      version: Math.max(mine.version, theirs.version) + 1,
      mutationId: mine.mutationId,
      updatedAt: mine.updatedAt,
      updatedBy: mine.updatedBy,
      deviceId: mine.deviceId,
    } as unknown as Documents[C],
    decisions,
    differsFromTheirs,
  };
}

/** Decisions in which somebody's value was not kept: what both people must see. */
export function lostValues(decisions: readonly MergeDecision[]): readonly MergeDecision[] {
  return decisions.filter(
    (decision) => decision.rule === 'server-first' || decision.rule === 'state-machine',
  );
}

/** Two documents are the same write. */
export function isSameWrite(a: AnyDocument, b: AnyDocument): boolean {
  return a.version === b.version && a.mutationId === b.mutationId;
}
