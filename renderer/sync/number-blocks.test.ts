import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import {
  engineFixture,
  live,
  REFERENCE,
  refuseConnection,
} from '../../build/sync-suite/engine-fixture.ts';
import { eventually, settle } from '../../build/sync-suite/eventually.ts';
import { planLease } from './number-blocks.ts';

const world = engineFixture('numbers');
const counter = (next: unknown, prefix = 'INC'): Record<string, unknown> => ({
  _id: `numbers:${prefix}`,
  kind: 'numbers',
  prefix,
  next,
});

describe('L5: blocks of human numbers', () => {
  it('are leased while online, used up offline, and replaced before they run out', async () => {
    world.couch.put(REFERENCE, counter(1001));
    const on = await world.open({ numberPrefixes: ['INC'] });
    await live(on);
    const left = (): Promise<Readonly<Record<string, number>>> => on.replica.syncPort.numbersLeft();
    await eventually(async () => expect(await left()).toEqual({ INC: 50 }));
    expect(world.couch.get(REFERENCE, 'numbers:INC')).toMatchObject({
      next: 1051,
      kind: 'numbers',
    });
    for (let n = 0; n < 40; n += 1) await on.replica.takeNumber('INC');
    expect((await on.create('The 41st')).number).toBe('INC-1041');
    await eventually(async () => expect(await left()).toEqual({ INC: 59 }));
    expect(world.couch.get(REFERENCE, 'numbers:INC')).toMatchObject({ next: 1101 });
  });

  it('never overlap with those of a machine that leases at the same moment', async () => {
    world.couch.put(REFERENCE, counter(1001));
    let races = 0;
    world.fault((request) => {
      if (request.rest !== '_bulk_docs' || request.database !== REFERENCE || races >= 3) {
        return undefined;
      }
      races += 1;
      const { next } = world.couch.get(REFERENCE, 'numbers:INC') as { next: number };
      world.couch.put(REFERENCE, counter(next + 50));
      return undefined;
    });
    const on = await world.open({ numberPrefixes: ['INC'] });
    await live(on);
    await world.inTime(async () =>
      expect(await on.replica.syncPort.numbersLeft()).toEqual({ INC: 50 }),
    );
    expect(races).toBe(3);
    expect(await on.replica.takeNumber('INC')).toBe('INC-1151');
    expect(world.couch.get(REFERENCE, 'numbers:INC')).toMatchObject({ next: 1201 });
  });

  it('whose answer is lost are never used: a gap, no duplicate', async () => {
    world.couch.put(REFERENCE, counter(1001));
    let lost = 0;
    world.fault((request, forward) => {
      if (request.rest !== '_bulk_docs' || lost > 0) return undefined;
      lost += 1;
      return forward().then(() => refuseConnection(request, forward) as Promise<Response>);
    });
    const on = await world.open({ numberPrefixes: ['INC'] });
    on.engine.start();
    await world.inTime(async () =>
      expect(await on.replica.syncPort.numbersLeft()).toEqual({ INC: 50 }),
    );
    expect(await on.replica.takeNumber('INC')).toBe('INC-1051');
  });

  it('are done without by who may not lease; the numbers are visibly of this machine', async () => {
    world.couch.put(REFERENCE, counter(1001));
    world.couch.validate = ({ kind }) => (kind === 'numbers' ? 'Not for you.' : null);
    const on = await world.open({ numberPrefixes: ['INC'] });
    await live(on);
    await eventually(() => expect(world.requestsTo('_bulk_docs')).toHaveLength(1));
    expect((await on.create('Mine')).number).toBe('INC-K7Q2-1');
    await settle();
    expect(world.requestsTo('_bulk_docs', REFERENCE), 'asked once').toHaveLength(1);
  });

  it.each([
    ['is missing', { kind: 'missing' } as const],
    ['was deleted', { kind: 'deleted', rev: '3-a' } as const],
    ['counts in words', document({ kind: 'numbers', prefix: 'INC', next: 'many' })],
    ['is below one', document({ kind: 'numbers', prefix: 'INC', next: 0 })],
    ['is of another series', document({ kind: 'numbers', prefix: 'CHG', next: 5 })],
  ])('are not leased from a counter that %s: it would give numbers out twice', (_what, state) => {
    expect(planLease('INC', state, 50)).toBeNull();
  });
});

function document(fields: Readonly<Record<string, unknown>>) {
  return { kind: 'document', rev: '1-a', document: fields, attachments: undefined } as const;
}
