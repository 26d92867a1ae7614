import { describe, expect, it } from 'vitest';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { SlaRecord } from '../../../replica/sla-history.ts';
import { runEffect } from './run-effect.ts';
import type { EffectStep } from './run-effect.ts';

const policy = {
  kind: 'sla',
  id: 'policy:desk',
  ticketKinds: ['incident'],
  order: 1,
  calendarId: 'policy:none',
  targets: [],
  pauseReasons: [],
} as unknown as SlaPolicyDocument;
const reference = {
  policies: new Map(),
  people: new Map(),
  places: new Map(),
  catalog: new Map(),
} as unknown as ReferenceSnapshot;
const records = Array.from({ length: 40 }, (_each, i) => ({
  ticket: { id: `ticket:${i}`, kind: 'task', openedAt: '2027-01-01T00:00:00Z' },
  entries: [],
})) as unknown as readonly SlaRecord[];

function job(signal: AbortSignal, onProgress: (step: EffectStep, done: number) => void) {
  let ms = 0;
  return {
    reference,
    history: { load: () => Promise.resolve(records) },
    itemPlaceOf: () => undefined,
    policy,
    period: { fromMs: 0, toMs: Date.parse('2027-03-30T00:00:00Z') },
    signal,
    onProgress,
    // Three milliseconds a record: three of them fill a slice.
    clock: () => (ms += 3),
  };
}

describe('working out an effect', () => {
  it('goes on in slices, and says after each how far it has come', async () => {
    const steps: number[] = [];
    const running = runEffect(job(new AbortController().signal, (_step, done) => steps.push(done)));
    const effect = await running;
    expect(effect.records).toBe(40);
    expect(steps.at(-1)).toBe(40);
    expect(steps.length).toBeGreaterThan(10);
  });

  it('stops in the middle when it is cancelled', async () => {
    const stop = new AbortController();
    let last = 0;
    const running = runEffect(
      job(stop.signal, (_step, done) => {
        last = done;
        if (done > 10) stop.abort();
      }),
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(last).toBeLessThan(20);
  });
});
