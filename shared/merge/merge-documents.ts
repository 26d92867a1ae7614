import type { AnyDocument, Documents } from '../model/collections.ts';
import { COLLECTIONS } from '../model/collections.ts';
import { BOOKKEEPING_FIELDS } from '../model/envelope.ts';
import type { MergeDecision } from '../model/entry.ts';
import type { CollectionName } from '../model/ids.ts';
import { FOLLOWS_STATE } from '../model/ticket.ts';
import type { Decided } from './field-policies.ts';
import { policyOf } from './field-policies.ts';
import { isSameValue } from './values.ts';

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

/** Fields that nobody types, and what they follow from. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  priority: ['impact', 'urgency'],
  open: ['state'],
};

type Fields = Readonly<Record<string, unknown>>;

interface Three {
  readonly base: Fields;
  readonly mine: Fields;
  readonly theirs: Fields;
}

function fieldsOf(...sides: readonly Fields[]): string[] {
  const names = new Set<string>();
  for (const side of sides) for (const name of Object.keys(side)) names.add(name);
  return [...names].filter((name) => !BOOKKEEPING_FIELDS.has(name) && !name.startsWith('_')).sort();
}

function isDerived(field: string, { mine, theirs }: Three): boolean {
  return DERIVED[field]?.every((source) => source in mine && source in theirs) ?? false;
}

function toDecision(field: string, { base, mine, theirs }: Three, decided: Decided): MergeDecision {
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

/** The document in the making, with the decision about every field that either side changed. */
class Merging {
  readonly kept: Record<string, unknown>;
  readonly decisions = new Map<string, MergeDecision>();
  private readonly sides: Three;

  constructor(sides: Three) {
    this.sides = sides;
    this.kept = { ...sides.theirs };
  }

  decide(field: string, decided: Decided): void {
    this.decisions.set(field, toDecision(field, this.sides, decided));
    if (decided.kept === undefined) Reflect.deleteProperty(this.kept, field);
    else this.kept[field] = decided.kept;
  }
}

function decideField(
  collection: CollectionName,
  field: string,
  { base: before, mine: local, theirs: remote }: Three,
  rules: MergeRules,
): Decided | null {
  const [base, mine, theirs] = [before[field], local[field], remote[field]];
  if (isSameValue(mine, theirs)) {
    return isSameValue(base, mine) ? null : { kept: theirs, rule: 'both-same' };
  }
  if (isSameValue(base, mine)) return { kept: theirs, rule: 'theirs-only' };
  if (isSameValue(base, theirs)) return { kept: mine, rule: 'mine-only' };
  if (field === 'state') {
    const later = rules.laterState(String(local['kind']), String(mine), String(theirs));
    return { kept: later, rule: 'state-machine' };
  }
  return policyOf(collection, field)({ base, mine, theirs });
}

/**
 * The side whose state was kept gives the fields that belong to it: all of them where both moved
 * the record, else those that both changed.
 */
function followState(merging: Merging, { mine, theirs }: Three): void {
  const state = merging.decisions.get('state');
  if (!state || isSameValue(mine['state'], theirs['state'])) return;
  const owner = isSameValue(merging.kept['state'], mine['state']) ? mine : theirs;
  for (const field of FOLLOWS_STATE) {
    const decision = merging.decisions.get(field);
    const isOpen = state.rule === 'state-machine' || decision?.rule === 'server-first';
    if (!decision || !isOpen || isSameValue(merging.kept[field], owner[field])) continue;
    merging.decide(field, { kept: owner[field], rule: 'state-machine' });
  }
}

/**
 * Derived fields are those of the side whose sources were kept. They are computed only where
 * sources of both sides meet, so that a console with another matrix changes no priority on its own.
 */
function settleDerived(merging: Merging, sides: Three, rules: MergeRules): void {
  const { base, mine, theirs } = sides;
  const { kept } = merging;
  for (const [field, sources] of Object.entries(DERIVED)) {
    if (!isDerived(field, sides)) continue;
    const owner = [theirs, mine].find((side) =>
      sources.every((source) => isSameValue(side[source], kept[source])),
    );
    const value = owner ? owner[field] : rules.derive(kept)[field];
    const isQuiet = [base, mine, theirs].every((side) => isSameValue(side[field], value));
    if (!isQuiet) merging.decide(field, { kept: value, rule: 'derived' });
  }
}

function mergeFields(collection: CollectionName, sides: Three, rules: MergeRules): Merging {
  const merging = new Merging(sides);
  for (const field of fieldsOf(sides.base, sides.mine, sides.theirs)) {
    if (isDerived(field, sides)) continue;
    const decided = decideField(collection, field, sides, rules);
    if (decided) merging.decide(field, decided);
  }
  followState(merging, sides);
  settleDerived(merging, sides, rules);
  return merging;
}

/** What was written once stays as the server has it; another text under its id is told. */
function keepWritten(sides: Three): readonly MergeDecision[] {
  return fieldsOf(sides.mine, sides.theirs)
    .filter((field) => !isSameValue(sides.mine[field], sides.theirs[field]))
    .map((field) => toDecision(field, sides, { kept: sides.theirs[field], rule: 'server-first' }));
}

/**
 * Nobody typed it: what a service level's rule or the server wrote says the same under the same id,
 * whoever was faster, and nothing of it is lost.
 */
function isByRule(document: AnyDocument): boolean {
  if (!('kind' in document)) return false;
  const { kind } = document;
  return kind === 'escalation' || kind === 'verdict' || 'escalationId' in document;
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
  if (isSameWrite(mine, theirs))
    return { document: theirs, decisions: [], differsFromTheirs: false };
  const sides = { base: base ?? {}, mine, theirs } as unknown as Three;
  if (COLLECTIONS[collection].appendOnly) {
    const decisions = isByRule(mine) ? [] : keepWritten(sides);
    return { document: theirs, decisions, differsFromTheirs: false };
  }
  const { kept, decisions: byField } = mergeFields(collection, sides, rules);
  const decisions = [...byField.values()];
  const differsFromTheirs = fieldsOf(kept, sides.theirs).some(
    (field) => !isSameValue(kept[field], sides.theirs[field]),
  );
  if (!differsFromTheirs) return { document: theirs, decisions, differsFromTheirs };
  return {
    document: {
      ...kept,
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

/**
 * Decisions in which somebody's value was not kept, and derived values that are neither side's:
 * what both people must see.
 */
export function lostValues(decisions: readonly MergeDecision[]): readonly MergeDecision[] {
  return decisions.filter(({ rule, kept, mine, theirs }) => {
    if (rule === 'derived') return !isSameValue(kept, mine) && !isSameValue(kept, theirs);
    return rule === 'server-first' || rule === 'state-machine';
  });
}

/** Two documents are the same write. */
export function isSameWrite(a: AnyDocument, b: AnyDocument): boolean {
  return a.version === b.version && a.mutationId === b.mutationId;
}
