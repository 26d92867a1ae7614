import type { SlaEvaluation, SlaInput } from './evaluate-sla.ts';
import { evaluateSla, nowOf } from './evaluate-sla.ts';
import { parseInstant } from './instant.ts';
import { orderLog } from './order-log.ts';
import type { SlaEvent, SlaPolicy, SlaTargetResult, SlaTerms } from './sla-types.ts';

/** Something that has not happened. All but `policy` and `calendar` would happen now. */
export type WhatIf =
  | { readonly kind: 'priority'; readonly priority: number }
  /** One priority more urgent; 1 stays 1. */
  | { readonly kind: 'raise' }
  /** `until` is ISO 8601 and ahead of now; absent: nobody knows. */
  | { readonly kind: 'hold'; readonly reason: string; readonly until?: string }
  | { readonly kind: 'resume' }
  | { readonly kind: 'assign'; readonly teamId?: string; readonly assigneeId?: string }
  /** As if this policy had applied from the start, whatever its conditions say. */
  | { readonly kind: 'policy'; readonly policyId: string }
  /** As if these hours had counted from the start. */
  | { readonly kind: 'calendar'; readonly calendarId: string };

/** One target with and without the change; null where it does not exist then. */
export interface WhatIfTarget {
  readonly metric: SlaTargetResult['metric'];
  readonly policyKind: SlaTargetResult['policyKind'];
  readonly before: SlaTargetResult | null;
  readonly after: SlaTargetResult | null;
}

/** Turns records as they are into records as they would be; nothing is written. */
export type Supposing = (input: SlaInput) => SlaInput;

/**
 * Prepares a change for any number of records: policies are rewritten once for each list of them.
 * A hold with an end moves `now` to that end, since nothing is due before it.
 */
export function suppose(change: WhatIf): Supposing {
  if (change.kind === 'policy' || change.kind === 'calendar') {
    const known = new WeakMap<readonly SlaPolicy[], readonly SlaPolicy[]>();
    return (input) => {
      let policies = known.get(input.policies);
      if (!policies) {
        policies = policiesIf(input.policies, change);
        known.set(input.policies, policies);
      }
      return { ...input, policies };
    };
  }
  return (input) => {
    const events = eventsIf(input, change);
    if (events.length === 0) return input;
    const now = change.kind === 'hold' ? laterOf(input.now, change.until) : input.now;
    return { ...input, now, events: [...input.events, ...events] };
  };
}

/** Every target of a record before and after, those of the present first. */
export function compareWhatIf(input: SlaInput, supposing: Supposing): readonly WhatIfTarget[] {
  return pairTargets(evaluateSla(input), evaluateSla(supposing(input)));
}

/** Is a target missed by an instant, in epoch milliseconds, if nothing else happens? */
export function isMissedBy(target: SlaTargetResult | null, untilMs: number): boolean {
  if (target === null) return false;
  if (target.state === 'breached') return true;
  if (target.stoppedAt !== null || target.dueAt === null) return false;
  const dueMs = parseInstant(target.dueAt);
  return dueMs !== null && dueMs <= untilMs;
}

function pairTargets(before: SlaEvaluation, after: SlaEvaluation): readonly WhatIfTarget[] {
  const rest = [...after.targets];
  const pairs = before.targets.map(({ metric, policyKind }, index): WhatIfTarget => {
    const at = rest.findIndex((each) => each.metric === metric && each.policyKind === policyKind);
    const [found] = at < 0 ? [] : rest.splice(at, 1);
    return { metric, policyKind, before: before.targets[index]!, after: found ?? null };
  });
  const added = rest.map((target): WhatIfTarget => {
    const { metric, policyKind } = target;
    return { metric, policyKind, before: null, after: target };
  });
  return [...pairs, ...added];
}

/* Policies -------------------------------------------------------------------------- */

function policiesIf(
  policies: readonly SlaPolicy[],
  change: WhatIf & { kind: 'policy' | 'calendar' },
): readonly SlaPolicy[] {
  if (change.kind === 'calendar') {
    return policies.map(({ earlier, ...policy }) => ({
      ...onCalendar(policy, change.calendarId),
      ...(earlier ? { earlier: earlier.map((each) => onCalendar(each, change.calendarId)) } : {}),
    }));
  }
  const chosen = policies.find(({ id }) => id === change.policyId);
  if (!chosen) return policies;
  const others = policies.filter(({ kind }) => kind !== chosen.kind);
  return [unconditional(chosen), ...others];
}

function onCalendar<T extends SlaTerms>(terms: T, calendarId: string): T {
  return { ...terms, calendarId, calendarSource: 'fixed' };
}

/** The same terms for every record, at any time. */
function unconditional({
  ticketKinds: _kinds,
  conditions: _conditions,
  validFrom: _from,
  validTo: _to,
  earlier: _earlier,
  ...policy
}: SlaPolicy): SlaPolicy {
  return policy;
}

/* Events ---------------------------------------------------------------------------- */

type EventChange = Exclude<WhatIf, { kind: 'policy' | 'calendar' }>;

/** None where the record is not born yet or the change would change nothing. */
function eventsIf(input: SlaInput, change: EventChange): readonly SlaEvent[] {
  const present = presentOf(input);
  if (present === null) return [];
  const base = { id: 'what-if', at: input.now };
  switch (change.kind) {
    case 'priority':
      return [{ ...base, kind: 'priority', priority: change.priority }];
    case 'raise':
      return present.priority === null || present.priority <= 1
        ? []
        : [{ ...base, kind: 'priority', priority: present.priority - 1 }];
    case 'hold': {
      const hold = { ...base, kind: 'state', state: 'on-hold', reason: change.reason } as const;
      if (change.until === undefined) return [hold];
      const state = present.state === 'on-hold' ? 'in-progress' : present.state;
      return [hold, { id: 'what-if then', at: change.until, kind: 'state', state }];
    }
    case 'resume':
      return present.state === 'on-hold' ? [{ ...base, kind: 'state', state: 'in-progress' }] : [];
    case 'assign':
      return assignEvents(base, change);
  }
}

function assignEvents(
  base: { readonly id: string; readonly at: string },
  { teamId, assigneeId }: WhatIf & { kind: 'assign' },
): SlaEvent[] {
  const facts = {
    ...(teamId === undefined ? {} : { teamId }),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  };
  const events: SlaEvent[] = [{ ...base, kind: 'facts', facts }];
  if (assigneeId !== undefined) events.push({ ...base, kind: 'assignment', isAssigned: true });
  return events;
}

interface Present {
  readonly state: string;
  readonly priority: number | null;
}

/** What the record is at `now`; null before it exists. */
function presentOf(input: SlaInput): Present | null {
  let present = null as Present | null;
  for (const { event } of orderLog(input.events, nowOf(input)).entries) {
    if (event.kind === 'created') present = { state: event.state, priority: event.priority };
    else if (!present) continue;
    else if (event.kind === 'state') present = { ...present, state: event.state };
    else if (event.kind === 'priority') present = { ...present, priority: event.priority };
  }
  return present;
}

function laterOf(now: string, until: string | undefined): string {
  if (until === undefined) return now;
  const [nowMs, untilMs] = [parseInstant(now), parseInstant(until)];
  return nowMs !== null && untilMs !== null && untilMs > nowMs ? until : now;
}
