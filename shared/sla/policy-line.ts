import type { SlaCondition } from '../model/policy.ts';
import type { CompiledCalendar } from './calendar.ts';
import { calendarAt } from './calendar.ts';
import type { EpochMs } from './instant.ts';
import { parseInstant } from './instant.ts';
import type { OrderedLog } from './order-log.ts';
import type { SlaEvent, SlaFacts, SlaPolicy, SlaTerms } from './sla-types.ts';

/** What is in force for a record at one instant. */
export interface InForce {
  readonly policy: SlaPolicy;
  readonly terms: SlaTerms;
  readonly calendarId: string;
  /** Undefined: no such calendar is known here. */
  readonly calendar: CompiledCalendar | undefined;
}

/** One step of a replay: an event, or an instant at which a policy or a calendar changed. */
export interface LineStep {
  readonly ms: EpochMs;
  readonly event: SlaEvent | null;
  /** From this step on, its event included; null: no policy of the line applies. */
  readonly inForce: InForce | null;
}

/** What choosing reads beside the log. */
export interface Choice {
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
  /** Id of a place or a team → id of its calendar. */
  readonly calendarOf?: ReadonlyMap<string, string>;
}

export interface LinePlan {
  readonly steps: readonly LineStep[];
  /** The first change of a policy or calendar that lies ahead of now. */
  readonly nextChangeMs: EpochMs | null;
}

/** Policies by line, in the order they come in; one without a line is alone in its own. */
export function policyLines(policies: readonly SlaPolicy[]): readonly (readonly SlaPolicy[])[] {
  const lines = new Map<string, SlaPolicy[]>();
  for (const policy of policies) {
    const key = policy.line ?? `policy ${policy.id}`;
    const line = lines.get(key);
    if (line) line.push(policy);
    else lines.set(key, [policy]);
  }
  return [...lines.values()];
}

/** The steps of a record's replay under one line of policies, oldest first. */
export function planLine(line: readonly SlaPolicy[], log: OrderedLog, choice: Choice): LinePlan {
  const boundaries = boundariesOf(line, choice.calendars);
  const steps: LineStep[] = [];
  const [first] = log.entries;
  if (!first) return { steps, nextChangeMs: null };
  let facts: SlaFacts = {};
  let priority: number | null = null;
  let inForce: InForce | null = null;
  let next = boundaries.findIndex((ms) => ms > first.ms);
  if (next < 0) next = boundaries.length;
  const cross = (untilMs: EpochMs): void => {
    for (; next < boundaries.length && boundaries[next]! <= untilMs; next += 1) {
      const ms = boundaries[next]!;
      inForce = inForceAt(line, choice, facts, priority, ms);
      steps.push({ ms, event: null, inForce });
    }
  };
  for (const { ms, event } of log.entries) {
    cross(ms);
    if (event.kind === 'created' || event.kind === 'priority') priority = event.priority;
    if (event.kind === 'created' || event.kind === 'facts') facts = { ...facts, ...event.facts };
    if (event.kind === 'created' || event.kind === 'priority' || event.kind === 'facts') {
      inForce = inForceAt(line, choice, facts, priority, ms);
    }
    steps.push({ ms, event, inForce });
  }
  cross(log.nowMs);
  return { steps, nextChangeMs: boundaries[next] ?? null };
}

/** The policy of a line that applies to these facts at an instant, with its terms and calendar. */
export function inForceAt(
  line: readonly SlaPolicy[],
  choice: Choice,
  facts: SlaFacts,
  priority: number | null,
  ms: EpochMs,
): InForce | null {
  for (const policy of line) {
    if (!isValidAt(policy, ms)) continue;
    const terms = termsAt(policy, ms);
    if (!matchesFacts(terms, facts, priority)) continue;
    const calendarId = calendarIdOf(terms, facts, choice.calendarOf);
    const calendar = choice.calendars.get(calendarId);
    return { policy, terms, calendarId, calendar: calendar && calendarAt(calendar, ms) };
  }
  return null;
}

/** Whether the terms of a policy are meant for such a record. */
export function matchesFacts(terms: SlaTerms, facts: SlaFacts, priority: number | null): boolean {
  const { ticketKinds, conditions } = terms;
  if (ticketKinds && !ticketKinds.includes(facts.ticketKind ?? '')) return false;
  return (conditions ?? []).every((condition) => holdsFor(condition, facts, priority));
}

/** One condition of a policy. */
export function holdsFor(
  { field, anyOf, not }: SlaCondition,
  facts: SlaFacts,
  priority: number | null,
): boolean {
  const values = valuesOf(field, facts, priority);
  return values.some((value) => anyOf.includes(value)) !== (not ?? false);
}

function valuesOf(
  field: SlaCondition['field'],
  facts: SlaFacts,
  priority: number | null,
): readonly string[] {
  switch (field) {
    case 'priority':
      return priority === null ? [] : [String(priority)];
    case 'vip':
      return [facts.vip === true ? 'yes' : 'no'];
    case 'major':
      return [facts.major === true ? 'yes' : 'no'];
    case 'contract':
      return facts.contractIds ?? [];
    case 'category':
    case 'subcategory':
    case 'origin':
      return given(facts[field]);
    case 'service':
    case 'site':
    case 'team':
      return given(facts[`${field}Id`]);
  }
}

function given(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function calendarIdOf(
  { calendarSource, calendarId }: SlaTerms,
  facts: SlaFacts,
  calendarOf: Choice['calendarOf'],
): string {
  const owner = ownerOf(calendarSource ?? 'fixed', facts);
  return (owner === undefined ? undefined : calendarOf?.get(owner)) ?? calendarId;
}

function ownerOf(source: NonNullable<SlaTerms['calendarSource']>, facts: SlaFacts) {
  switch (source) {
    case 'fixed':
      return undefined;
    case 'site':
      return facts.siteId;
    case 'requester-site':
      return facts.requesterSiteId;
    case 'item-site':
      return facts.itemSiteId;
    case 'team':
      return facts.teamId;
  }
}

function isValidAt({ validFrom, validTo }: SlaPolicy, ms: EpochMs): boolean {
  if (validFrom !== undefined && ms < instantOf(validFrom)) return false;
  return validTo === undefined || ms < instantOf(validTo);
}

function termsAt(policy: SlaPolicy, ms: EpochMs): SlaTerms {
  return policy.earlier?.find(({ until }) => ms < instantOf(until)) ?? policy;
}

/** Every instant at which a policy of the line, or a calendar, changed or will; ascending. */
function boundariesOf(
  line: readonly SlaPolicy[],
  calendars: Choice['calendars'],
): readonly EpochMs[] {
  const found = new Set<EpochMs>();
  for (const { validFrom, validTo, earlier } of line) {
    if (validFrom !== undefined) found.add(instantOf(validFrom));
    if (validTo !== undefined) found.add(instantOf(validTo));
    for (const { until } of earlier ?? []) found.add(instantOf(until));
  }
  for (const { earlier } of calendars.values()) {
    for (const { untilMs } of earlier) found.add(untilMs);
  }
  return found.size === 0 ? NONE : [...found].sort((a, b) => a - b);
}

const NONE: readonly EpochMs[] = [];

function instantOf(text: string): EpochMs {
  const ms = parseInstant(text);
  if (ms === null) throw new RangeError(`"${text}" is not an instant of a policy.`);
  return ms;
}
