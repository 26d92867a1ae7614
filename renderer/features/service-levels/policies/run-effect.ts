import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { EffectTally, effectDocuments } from '../../../../shared/sla/policy-effect.ts';
import type { PolicyEffect } from '../../../../shared/sla/policy-effect.ts';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import type { ItemPlaceOf } from '../../../../shared/sla/ticket-facts.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { SlaHistory, SlaPeriod, SlaRecord } from '../../../replica/sla-history.ts';

/** A slice leaves half of a frame of 16 ms to the rest of the window. */
const SLICE_MS = 8;

/** `read`: of the period's tickets, how many are in memory. `count`: how many were evaluated. */
export type EffectStep = 'read' | 'count';

export interface EffectJob {
  readonly reference: ReferenceSnapshot;
  readonly history: Pick<SlaHistory, 'load'>;
  readonly itemPlaceOf: ItemPlaceOf;
  /** As it stands in the form. */
  readonly policy: SlaPolicyDocument;
  readonly period: SlaPeriod;
  readonly signal: AbortSignal;
  readonly onProgress: (step: EffectStep, done: number, total: number) => void;
  /** Milliseconds that only go up, of `performance`. */
  readonly clock: () => number;
}

/**
 * What an edited policy would have changed in a period, in slices that let frames through. Rejects
 * with an AbortError when the signal fires.
 */
export async function runEffect(job: EffectJob): Promise<PolicyEffect> {
  const { reference, history, policy, period, signal, onProgress, itemPlaceOf } = job;
  const records = await history.load(period, signal, (done, total) =>
    onProgress('read', done, total),
  );
  const { before, after } = effectDocuments(reference.policies.values(), policy);
  const rulesOf = (policies: typeof before) =>
    slaRules({
      policies,
      people: reference.people.values(),
      places: reference.places.values(),
      catalog: reference.catalog.values(),
    });
  const now = new Date(period.toMs).toISOString();
  const rules = { before: rulesOf(before), after: rulesOf(after) };
  const tally = new EffectTally(policy.id, rules, now, itemPlaceOf);
  await inSlices(records, tally, job);
  return tally.result();
}

async function inSlices(
  records: readonly SlaRecord[],
  tally: EffectTally,
  { signal, onProgress, clock }: EffectJob,
): Promise<void> {
  let at = 0;
  while (at < records.length) {
    signal.throwIfAborted();
    const endAt = clock() + SLICE_MS;
    do {
      const { ticket, entries } = records[at]!;
      tally.add(ticket, entries);
      at += 1;
    } while (at < records.length && clock() < endAt);
    onProgress('count', at, records.length);
    await nextTask();
  }
}

/** A task later than timers would be: they wait four milliseconds from the fifth on (HTML, "timers"). */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
