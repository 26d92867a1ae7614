import { afterEach, describe, expect, it, vi } from 'vitest';
import { BlobQueue } from './blob-queue.ts';
import type { QueueTuning } from './blob-queue.ts';
import { fileStateOf } from './blob-state.ts';
import type { BlobStore } from './blob-store.ts';
import {
  attach,
  fileOf,
  MemoryWire,
  openBlobs,
  QuietTickets,
  RECORD,
  SCOPE,
  shutAllBlobs,
} from '../../build/sync-suite/blob-kit.ts';
import { WireError } from './wire.ts';

const MIB = 1024 * 1024;
const QUICK: Partial<QueueTuning> = { backoffFirstMs: 1, backoffMaxMs: 5, yieldMaxMs: 60_000 };

const stops: (() => Promise<void>)[] = [];

interface Desk {
  readonly store: BlobStore;
  readonly wire: MemoryWire;
  readonly tickets: QuietTickets;
  readonly queue: BlobQueue;
}

async function desk(tuning: Partial<QueueTuning> = QUICK, wire = new MemoryWire()): Promise<Desk> {
  const store = await openBlobs();
  const tickets = new QuietTickets();
  const clock = {
    now: () => Date.now(),
    setTimer: (call: () => void, ms: number) => {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
  };
  const queue = new BlobQueue({ store, wire, tickets, clock, random: () => 0.5, tuning });
  return { store, wire, tickets, queue };
}

function run({ queue }: Desk): () => Promise<void> {
  const stop = new AbortController();
  const done = queue.run(stop.signal);
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  stops.push(end);
  return end;
}

function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 5 });
}

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  await shutAllBlobs();
});

describe('sending', () => {
  it('sends every part once and then counts the file as sent', async () => {
    const at = await desk();
    const row = await attach(at.store, fileOf(9 * MIB));
    run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
    expect(at.wire.puts).toEqual(row.parts);
    expect(fileStateOf(at.store.get(), row.entryId)).toEqual({ kind: 'here' });
  });

  it('goes on where it was cut off: parts that are there are not sent again', async () => {
    const at = await desk();
    const row = await attach(at.store, fileOf(9 * MIB));
    let cut = true;
    at.wire.before = (what, part) => {
      if (what === 'put' && part === row.parts[1] && cut) throw new WireError('wait', 'cut');
    };
    const stop = run(at);
    await until(() => expect(at.wire.puts).toEqual([row.parts[0]]));
    await stop();
    cut = false;
    run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
    expect(at.wire.puts).toEqual(row.parts);
  });

  it('waits for the timeline entry, and sends nothing of an entry that was refused (F42)', async () => {
    const at = await desk();
    const refused = await attach(at.store, fileOf(10, 1));
    const late = await attach(at.store, fileOf(10, 2));
    at.tickets.refused.add(refused.entryId);
    at.tickets.unsent.add(late.entryId);
    const sent = await attach(at.store, fileOf(10, 3));
    run(at);
    await until(() => expect(at.wire.puts).toEqual(sent.parts));
    at.tickets.change(() => at.tickets.unsent.delete(late.entryId));
    await until(() => expect(at.wire.puts).toEqual([...sent.parts, ...late.parts]));
    expect(at.store.get().waiting).toBe(1);
  });

  it('lets tickets go first between two parts', async () => {
    const at = await desk();
    const row = await attach(at.store, fileOf(9 * MIB));
    at.wire.before = (what, part) => {
      if (what === 'put' && part === row.parts[0])
        at.tickets.change(() => (at.tickets.busy = true));
    };
    run(at);
    await until(() => expect(at.wire.puts).toHaveLength(1));
    expect(fileStateOf(at.store.get(), row.entryId)).toMatchObject({ bytes: 4 * MIB });
    at.tickets.change(() => (at.tickets.busy = false));
    await until(() => expect(at.wire.puts).toHaveLength(3));
  });

  it('does not wait for ever for a ticket that the server does not take', async () => {
    const at = await desk({ ...QUICK, yieldMaxMs: 5 });
    await attach(at.store, fileOf(10));
    at.tickets.busy = true;
    run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
  });

  it('sends nothing while the server does not answer, and everything when it does', async () => {
    const at = await desk();
    at.tickets.inContact = false;
    await attach(at.store, fileOf(10));
    run(at);
    at.tickets.change(() => (at.tickets.inContact = true));
    await until(() => expect(at.store.get().waiting).toBe(0));
  });

  it('of a file the server has already costs a question and no upload', async () => {
    const at = await desk();
    const row = await attach(at.store, fileOf(10));
    at.wire.parts.set(row.parts[0]!, new ArrayBuffer(10));
    run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
    expect(at.wire.puts).toEqual([]);
  });
});

describe('when the server says no', () => {
  it('F41: a part refused for ever sets that file aside with the reason, and the next one goes', async () => {
    const at = await desk();
    const bad = await attach(at.store, fileOf(10, 1));
    const good = await attach(at.store, fileOf(10, 2));
    at.wire.before = (what, part) => {
      if (what === 'put' && part === bad.parts[0]) throw new WireError('refused', 'too large');
    };
    run(at);
    await until(() => expect(at.wire.puts).toEqual(good.parts));
    expect(fileStateOf(at.store.get(), bad.entryId)).toEqual({
      kind: 'refused',
      note: { code: 'server', message: 'too large' },
    });
    // The put is answered a moment before the row says so.
    await until(() => expect(at.store.get()).toMatchObject({ waiting: 0, refused: 1 }));
    at.wire.before = () => undefined;
    await at.queue.retry(bad.entryId);
    await until(() => expect(at.wire.puts).toEqual([...good.parts, ...bad.parts]));
  });

  it('F41: the same failure eight times sets the file aside', async () => {
    const at = await desk();
    const bad = await attach(at.store, fileOf(10, 1));
    let tries = 0;
    at.wire.before = (what) => {
      if (what !== 'put') return;
      tries += 1;
      throw new WireError('broken', 'internal error');
    };
    run(at);
    await until(() => expect(fileStateOf(at.store.get(), bad.entryId).kind).toBe('refused'));
    expect(tries).toBe(8);
  });

  it.each(['signed-out', 'no-database'] as const)(
    'asks once and waits for a person: %s',
    async (kind) => {
      const at = await desk();
      let asked = 0;
      at.wire.before = () => {
        asked += 1;
        if (asked === 1) throw new WireError(kind, 'no');
      };
      await attach(at.store, fileOf(10));
      run(at);
      await until(() => expect(at.store.get().trouble).toMatchObject({ code: kind }));
      expect(asked).toBe(1);
      at.queue.poke();
      await until(() => expect(at.store.get().waiting).toBe(0));
      expect(at.store.get().trouble).toBeNull();
    },
  );

  it('F27: files of a lost scope rest with a word why, others go; it comes back, and they go on', async () => {
    const at = await desk();
    at.wire.scopes.add('porto');
    at.tickets.lost.add(SCOPE);
    const kept = await attach(at.store, fileOf(10, 1));
    const other = await attach(at.store, fileOf(10, 2), { id: RECORD.id, scope: 'porto' });
    run(at);
    await until(() => expect(at.wire.puts).toEqual(other.parts));
    await until(() =>
      expect(at.store.get().trouble).toMatchObject({ code: 'no-scope', scopes: [SCOPE] }),
    );
    expect(at.store.get()).toMatchObject({ waiting: 1, refused: 0 });
    at.tickets.change(() => at.tickets.lost.clear());
    await until(() => expect(at.wire.puts).toEqual([...other.parts, ...kept.parts]));
    await until(() => expect(at.store.get().trouble).toBeNull());
  });

  it.each(['before it is sent', 'while it is sent'])(
    'F27: a files database that opens no more, found out %s, refuses and discards nothing',
    async (when) => {
      const at = await desk();
      at.wire.scopes.add('porto');
      let isClosed = when === 'before it is sent';
      at.wire.before = (what, about) => {
        if (what === 'put' && about === kept.parts[0]) {
          isClosed = true;
          throw new WireError('refused', 'forbidden');
        }
        if (what === 'identity' && about === SCOPE && isClosed) {
          throw new WireError('no-database', 'You are not allowed to access this db.');
        }
      };
      const kept = await attach(at.store, fileOf(10, 1));
      const other = await attach(at.store, fileOf(10, 2), { id: RECORD.id, scope: 'porto' });
      run(at);
      await until(() => expect(at.wire.puts).toEqual(other.parts));
      await until(() => expect(at.store.get().trouble).toMatchObject({ code: 'no-database' }));
      expect(fileStateOf(at.store.get(), kept.entryId)).toEqual({ kind: 'waiting' });
      at.wire.before = () => undefined;
      at.queue.poke();
      await until(() => expect(at.wire.puts).toEqual([...other.parts, ...kept.parts]));
      await until(() => expect(at.store.get()).toMatchObject({ trouble: null, waiting: 0 }));
    },
  );

  it('a full server keeps the file waiting, with a word why, and refuses nothing', async () => {
    const at = await desk();
    let full = true;
    at.wire.before = (what) => {
      if (what === 'put' && full) throw new WireError('no-room', 'disk full');
    };
    await attach(at.store, fileOf(10));
    run(at);
    await until(() => expect(at.store.get().trouble).toMatchObject({ code: 'no-room' }));
    full = false;
    await until(() => expect(at.store.get()).toMatchObject({ waiting: 0, refused: 0 }));
  });

  it('another workspace behind the address gets nothing (F16)', async () => {
    const at = await desk();
    await attach(at.store, fileOf(10, 1));
    const stop = run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
    await stop();
    at.wire.server = { databaseId: 'two', epoch: 1, scope: SCOPE };
    at.queue.poke();
    await attach(at.store, fileOf(10, 2));
    run(at);
    await until(() => expect(at.store.get().trouble).toMatchObject({ code: 'no-database' }));
    expect(at.wire.puts).toHaveLength(1);
  });

  it('a restored server is offered again what it lost (F13)', async () => {
    const at = await desk();
    const row = await attach(at.store, fileOf(10, 1));
    const stop = run(at);
    await until(() => expect(at.store.get().waiting).toBe(0));
    await stop();
    at.wire.parts.clear();
    at.wire.server = { databaseId: 'one', epoch: 2, scope: SCOPE };
    at.queue.poke();
    await attach(at.store, fileOf(10, 2));
    run(at);
    await until(() => expect(at.wire.parts.has(row.parts[0]!)).toBe(true));
  });
});

describe('fetching', () => {
  it('brings a file here, every part checked', async () => {
    const one = await desk();
    const row = await attach(one.store, fileOf(9 * MIB));
    run(one);
    await until(() => expect(one.store.get().waiting).toBe(0));
    const two = await desk(QUICK, one.wire);
    await two.queue.fetch(row);
    expect((await two.store.content(row))!.size).toBe(9 * MIB);
  });

  it('fetches a damaged part again, and reports one that stays wrong', async () => {
    const one = await desk();
    const row = await attach(one.store, fileOf(10));
    const bytes = (await one.store.checkedPart(SCOPE, row.parts[0]!))!;
    const two = await desk();
    two.wire.parts.set(row.parts[0]!, new ArrayBuffer(10));
    await expect(two.queue.fetch(row)).rejects.toMatchObject({ note: { code: 'damaged' } });
    expect(await two.store.content(row)).toBeNull();
    let gets = 0;
    two.wire.before = (what) => {
      if (what === 'get' && (gets += 1) === 2) two.wire.parts.set(row.parts[0]!, bytes);
    };
    await two.queue.fetch(row);
    expect(gets).toBe(2);
    expect(await (await two.store.content(row))!.arrayBuffer()).toEqual(bytes);
  });

  it('F42: a ticket without its blob says so, and heals when the blob comes', async () => {
    const at = await desk({ ...QUICK, lookAgainMs: 5 });
    const other = await desk();
    const row = await attach(other.store, fileOf(10));
    await expect(at.queue.fetch(row)).rejects.toMatchObject({ note: { code: 'not-there' } });
    expect(fileStateOf(at.store.get(), row.entryId)).toMatchObject({
      kind: 'absent',
      note: { code: 'not-there' },
    });
    run(at);
    at.wire.parts.set(row.parts[0]!, (await other.store.checkedPart(SCOPE, row.parts[0]!))!);
    await until(() => expect(fileStateOf(at.store.get(), row.entryId)).toEqual({ kind: 'here' }));
  });

  it('brings what is wanted offline, after what is unsent', async () => {
    const other = await desk();
    const wanted = await attach(other.store, fileOf(10, 1));
    const at = await desk();
    const order: string[] = [];
    at.wire.parts.set(wanted.parts[0]!, (await other.store.checkedPart(SCOPE, wanted.parts[0]!))!);
    at.wire.before = (what, part) => {
      if (what === 'put' || what === 'get') order.push(`${what} ${part}`);
    };
    await at.store.want([wanted], 'pinned');
    const unsent = await attach(at.store, fileOf(10, 2));
    run(at);
    await until(() =>
      expect(order).toEqual([`put ${unsent.parts[0]!}`, `get ${wanted.parts[0]!}`]),
    );
  });

  it('can be called off', async () => {
    const other = await desk();
    const row = await attach(other.store, fileOf(9 * MIB));
    const at = await desk();
    at.wire.before = (what) => {
      if (what === 'identity') at.queue.cancelFetch(row.entryId);
    };
    at.wire.get = async (_database, _part) => {
      throw new WireError('aborted', 'aborted');
    };
    await expect(at.queue.fetch(row)).rejects.toThrow();
    expect(at.store.get().files.get(row.entryId)?.keep).toBe('no');
    expect(at.store.get().transfers.size).toBe(0);
  });
});
