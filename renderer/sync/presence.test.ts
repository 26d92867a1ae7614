import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settle } from '../../build/sync-suite/eventually.ts';
import { ManualClock } from '../../build/sync-suite/manual-clock.ts';
import type { PresenceDocument } from '../../shared/model/presence.ts';
import { createPresence } from './presence.ts';
import type { Presence } from './presence.ts';
import type { PresencePage, PresenceWire } from './presence-wire.ts';
import { TransportError } from './transport-error.ts';

const ONE = 'ticket:01';
const TWO = 'ticket:02';
const DENISE = 'presence:other:denise';

/** A server that keeps what it is told, and answers when the test says so. */
class FakeWire implements PresenceWire {
  readonly said: PresenceDocument[] = [];
  readonly asked: { readonly recordId: string; readonly since: string; readonly waitMs: number }[] =
    [];
  failure: TransportError | null = null;
  private answers: ((page: PresencePage) => void)[] = [];

  say(_id: string, document: PresenceDocument): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    this.said.push(document);
    return Promise.resolve();
  }

  hear(
    recordId: string,
    since: string,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<PresencePage> {
    this.asked.push({ recordId, since, waitMs });
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      const onAbort = (): void => reject(new TransportError({ kind: 'aborted' }, 'presence'));
      signal.addEventListener('abort', onAbort, { once: true });
      this.answers.push((page) => {
        signal.removeEventListener('abort', onAbort);
        resolve(page);
      });
    });
  }

  get requests(): number {
    return this.said.length + this.asked.length;
  }

  answer(page: PresencePage): void {
    for (const resolve of this.answers.splice(0)) resolve(page);
  }
}

let clock: ManualClock;
let wire: FakeWire;
let presence: Presence;

beforeEach(() => {
  clock = new ManualClock();
  wire = new FakeWire();
  presence = createPresence({
    wire,
    clock,
    userName: 'tobias',
    deviceId: 'desk',
    now: () => clock.now(),
    holdsPoll: () => true,
  });
});
afterEach(async () => {
  const stopping = presence.stop();
  await settle();
  clock.advance(5_000);
  await stopping;
});

async function pass(ms: number): Promise<void> {
  await settle(4);
  clock.advance(ms);
  await settle(4);
}

function page(part: Partial<PresenceDocument>, serverNowMs = clock.now()): PresencePage {
  const document: PresenceDocument = {
    ...{ kind: 'presence', userName: 'denise', recordId: ONE, leftId: '' },
    ...{ isEditing: false, at: new Date(serverNowMs).toISOString(), open: true },
    ...part,
  };
  return { since: '1', documents: new Map([[DENISE, document]]), serverNowMs };
}

async function openOne(): Promise<void> {
  presence.setActive(true);
  presence.show(ONE);
  await pass(1_500);
}

const names = (): readonly string[] =>
  presence.peers.get().map(({ userName, isEditing }) => `${userName}${isEditing ? ' edits' : ''}`);

describe('presence', () => {
  it('asks and says nothing while no record is open, hidden, or offline', async () => {
    await pass(3_600_000);
    presence.show(ONE);
    await pass(3_600_000);
    expect(wire.requests).toBe(0);
  });

  it('says nothing of records that one only passes by', async () => {
    presence.setActive(true);
    for (let n = 0; n < 20; n += 1) {
      presence.show(`ticket:${n}`);
      await pass(200);
    }
    expect(wire.requests).toBe(0);
    await pass(1_500);
    expect(wire.said.map(({ recordId }) => recordId)).toEqual(['ticket:19']);
  });

  it('says at once that editing begins, and what was left when one goes on', async () => {
    await openOne();
    presence.setEditing(true);
    await settle();
    presence.show(TWO);
    await pass(1_500);
    presence.show(null);
    await pass(1_500);
    expect(
      wire.said.map(({ recordId, leftId, isEditing, open }) => [recordId, leftId, isEditing, open]),
    ).toEqual([
      [ONE, '', false, true],
      [ONE, '', true, true],
      [TWO, ONE, false, true],
      ['', TWO, false, false],
    ]);
  });

  it('needs fewer than 200 requests for an hour on one quiet record', async () => {
    await openOne();
    for (let second = 0; second < 3_600; second += 10) {
      await pass(10_000);
      // As a server does after the time it was asked to hold the poll.
      if (second % 50 === 40) wire.answer({ since: '1', documents: new Map(), serverNowMs: null });
    }
    expect(wire.requests).toBeGreaterThan(120);
    expect(wire.requests).toBeLessThan(200);
  }, 30_000);

  it('shows who is there, and forgets them when they leave', async () => {
    await openOne();
    wire.answer(page({ isEditing: true }));
    await settle();
    expect(names()).toEqual(['denise edits']);
    await pass(2_000);
    expect(wire.asked.at(-1)).toMatchObject({ since: '1', waitMs: 50_000 });
    wire.answer(page({ recordId: TWO, leftId: ONE }));
    await settle();
    expect(names()).toEqual([]);
  });

  it('forgets by the server’s time those who were heard of last 75 s ago', async () => {
    await openOne();
    const serverNowMs = clock.now() + 3_600_000;
    wire.answer(page({ at: new Date(serverNowMs - 60_000).toISOString() }, serverNowMs));
    await settle();
    expect(names()).toEqual(['denise']);
    await pass(14_000);
    expect(names()).toEqual(['denise']);
    await pass(1_000);
    expect(names()).toEqual([]);
    const late = page({ at: new Date(clock.now() - 76_000).toISOString() });
    await pass(2_000);
    wire.answer(late);
    await settle();
    expect(names()).toEqual([]);
  });

  it('leaves out its own word, and shows nothing of the record before', async () => {
    await openOne();
    const { documents, ...rest } = page({ userName: 'tobias' });
    wire.answer({
      ...rest,
      documents: new Map([['presence:desk:tobias', [...documents.values()][0]!]]),
    });
    await settle();
    expect(names()).toEqual([]);
    await pass(2_000);
    wire.answer(page({}));
    await settle();
    expect(names()).toEqual(['denise']);
    presence.show(TWO);
    expect(names()).toEqual([]);
  });

  it('is silent for ten minutes where the server has no such database', async () => {
    wire.failure = new TransportError(
      { kind: 'not-found', subject: 'database', reason: 'no_db_file' },
      'presence',
    );
    await openOne();
    const first = wire.asked.length;
    for (let minute = 0; minute < 9; minute += 1) await pass(60_000);
    expect(wire.asked).toHaveLength(first);
    wire.failure = null;
    await pass(70_000);
    expect(wire.asked.length).toBeGreaterThan(first);
  });

  it('keeps nothing for later: what could not be said offline is never said', async () => {
    await openOne();
    wire.failure = new TransportError(
      { kind: 'unreachable', message: 'gone', isNormal: true },
      'presence',
    );
    presence.setActive(false);
    await pass(120_000);
    wire.failure = null;
    const before = wire.requests;
    await pass(3_600_000);
    expect(wire.requests).toBe(before);
  });
});
