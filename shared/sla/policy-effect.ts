import type { Entry } from '../model/entry.ts';
import type { Policy, SlaPolicyDocument } from '../model/policy.ts';
import type { Priority, Ticket } from '../model/ticket.ts';
import { evaluateSla } from './evaluate-sla.ts';
import type { SlaRules } from './sla-rules.ts';
import type { SlaMetric, SlaTargetResult } from './sla-types.ts';
import type { ItemPlaceOf } from './ticket-facts.ts';
import { ticketSlaInput } from './ticket-sla.ts';

/** How a target of a record ended or stands: `open` runs or is paused and was not breached. */
export type EffectVerdict = 'met' | 'breached' | 'open' | 'none';

export interface EffectCell {
  readonly met: number;
  readonly breached: number;
  readonly open: number;
}

/** One metric at one priority, under the stored rules and under the edited ones. */
export interface EffectRow {
  readonly metric: SlaMetric;
  readonly priority: Priority;
  readonly before: EffectCell;
  readonly after: EffectCell;
}

/** A target that is breached under one of the two and not under the other. */
export interface EffectFlip {
  readonly ticketId: string;
  readonly number: string;
  readonly title: string;
  readonly metric: SlaMetric;
  readonly priority: Priority;
  readonly before: EffectVerdict;
  readonly after: EffectVerdict;
  /** Seconds of open time beyond the target, 0 where it was kept. */
  readonly overBeforeSeconds: number;
  readonly overAfterSeconds: number;
}

export interface PolicyEffect {
  /** Records that were evaluated. */
  readonly records: number;
  /** Records the policy applies to. */
  readonly appliesBefore: number;
  readonly appliesAfter: number;
  /** In the order of metrics and priorities, those alone that the policy has or had a say in. */
  readonly rows: readonly EffectRow[];
  /** In the order in which the records came. */
  readonly flips: readonly EffectFlip[];
}

/** The documents of both sides of a comparison. */
export interface EffectDocuments {
  readonly before: readonly Policy[];
  readonly after: readonly Policy[];
}

/**
 * What is stored, and the same with one policy edited, each as if it had been in force always:
 * former contents are left out, and the validity of the policy that is edited too. Policies of other
 * agreements stay away, since nothing of them changes.
 */
export function effectDocuments(
  stored: Iterable<Policy>,
  edited: SlaPolicyDocument,
): EffectDocuments {
  const documents = [...stored].filter(({ removedAt }) => removedAt === undefined);
  const present = documents.find(
    (each): each is SlaPolicyDocument => each.kind === 'sla' && each.id === edited.id,
  );
  const agreements = new Set([agreementOf(edited), ...(present ? [agreementOf(present)] : [])]);
  const others = documents.flatMap((each): Policy[] => {
    if (each.kind !== 'sla' && each.kind !== 'calendar') return [];
    if (each.id === edited.id) return [];
    if (each.kind === 'sla' && !agreements.has(agreementOf(each))) return [];
    return [withoutEarlier(each)];
  });
  return {
    before: present ? [...others, always(present)] : others,
    after: [...others, always(edited)],
  };
}

function agreementOf({ agreement }: SlaPolicyDocument): string {
  return agreement ?? 'sla';
}

function withoutEarlier<P extends Policy & { readonly earlier?: unknown }>(policy: P): P {
  const { earlier: _earlier, ...rest } = policy;
  return rest as P;
}

function always(policy: SlaPolicyDocument): SlaPolicyDocument {
  const { validFrom: _from, validTo: _to, ...rest } = withoutEarlier(policy);
  return rest;
}

const METRICS: readonly SlaMetric[] = ['assignment', 'response', 'next-update', 'resolution'];
const PRIORITIES: readonly Priority[] = [1, 2, 3, 4];
const NOTHING: EffectCell = { met: 0, breached: 0, open: 0 };

/** Counts what an edited policy changes, record by record, so that a caller can do it in slices. */
export class EffectTally {
  private readonly policyId: string;
  private readonly before: SlaRules;
  private readonly after: SlaRules;
  private readonly now: string;
  private readonly itemPlaceOf: ItemPlaceOf;
  private readonly rows = new Map<string, { before: EffectCell; after: EffectCell }>();
  private readonly flips: EffectFlip[] = [];
  private records = 0;
  private appliesBefore = 0;
  private appliesAfter = 0;

  /** @param now ISO 8601; records are judged as of then. */
  constructor(
    policyId: string,
    rules: { readonly before: SlaRules; readonly after: SlaRules },
    now: string,
    itemPlaceOf: ItemPlaceOf = () => undefined,
  ) {
    this.itemPlaceOf = itemPlaceOf;
    this.policyId = policyId;
    this.before = rules.before;
    this.after = rules.after;
    this.now = now;
  }

  /** Evaluates one record under both sets of rules. */
  add(ticket: Ticket, entries: readonly Entry[]): void {
    this.records += 1;
    const before = this.targetsOf(ticket, entries, this.before);
    const after = this.targetsOf(ticket, entries, this.after);
    if (before.some((target) => this.isOwn(target))) this.appliesBefore += 1;
    if (after.some((target) => this.isOwn(target))) this.appliesAfter += 1;
    for (const metric of METRICS) {
      const old = targetFor(metric, before, this.policyId);
      const next = targetFor(metric, after, this.policyId);
      if ((old && this.isOwn(old)) || (next && this.isOwn(next))) {
        this.count(ticket, metric, old, next);
      }
    }
  }

  result(): PolicyEffect {
    const rows = METRICS.flatMap((metric) =>
      PRIORITIES.flatMap((priority) => {
        const row = this.rows.get(`${metric} ${priority}`);
        return row ? [{ metric, priority, ...row }] : [];
      }),
    );
    const { records, appliesBefore, appliesAfter, flips } = this;
    return { records, appliesBefore, appliesAfter, rows, flips: [...flips] };
  }

  private targetsOf(
    ticket: Ticket,
    entries: readonly Entry[],
    rules: SlaRules,
  ): readonly SlaTargetResult[] {
    const { now, itemPlaceOf } = this;
    return evaluateSla(ticketSlaInput(ticket, entries, rules, now, itemPlaceOf)).targets;
  }

  private isOwn({ policyId }: SlaTargetResult): boolean {
    return policyId === this.policyId;
  }

  private count(
    ticket: Ticket,
    metric: SlaMetric,
    old: SlaTargetResult | undefined,
    next: SlaTargetResult | undefined,
  ): void {
    const before = verdictOf(old);
    const after = verdictOf(next);
    const priority = asPriority(next?.priority ?? old?.priority) ?? ticket.priority;
    const key = `${metric} ${priority}`;
    const row = this.rows.get(key) ?? { before: NOTHING, after: NOTHING };
    this.rows.set(key, { before: plus(row.before, before), after: plus(row.after, after) });
    if ((before === 'breached') === (after === 'breached')) return;
    const { id: ticketId, number, title } = ticket;
    const over = {
      overBeforeSeconds: old?.overSeconds ?? 0,
      overAfterSeconds: next?.overSeconds ?? 0,
    };
    this.flips.push({ ticketId, number, title, metric, priority, before, after, ...over });
  }
}

/** Where an edit moves a policy to another agreement there are two of a metric: its own counts. */
function targetFor(
  metric: SlaMetric,
  targets: readonly SlaTargetResult[],
  policyId: string,
): SlaTargetResult | undefined {
  const found = targets.filter((target) => target.metric === metric);
  return found.find((target) => target.policyId === policyId) ?? found[0];
}

/** A run that was breached counts, however the one after it ends. */
function verdictOf(target: SlaTargetResult | undefined): EffectVerdict {
  if (!target) return 'none';
  if (target.earlierRuns.some(({ state }) => state === 'breached')) return 'breached';
  if (target.state === 'not-started') return 'none';
  return target.state === 'breached' || target.state === 'met' ? target.state : 'open';
}

function plus(cell: EffectCell, verdict: EffectVerdict): EffectCell {
  return verdict === 'none' ? cell : { ...cell, [verdict]: cell[verdict] + 1 };
}

function asPriority(value: number | null | undefined): Priority | undefined {
  return PRIORITIES.find((priority) => priority === value);
}
