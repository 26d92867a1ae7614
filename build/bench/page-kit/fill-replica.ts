import type { AnyDocument } from '../../../shared/model/collections.ts';
import type { CollectionName } from '../../../shared/model/ids.ts';
import { openReplica } from '../../../renderer/replica/replica.ts';
import type { Replica, ReplicaSession } from '../../../renderer/replica/replica.ts';
import { putAll } from '../../../renderer/replica/storage.ts';
import { manyTickets } from '../data/many-tickets.ts';
import { openFloorStore, FLOOR_TICKETS } from './cold-floor.ts';
import { putRaw } from './raw-store.ts';

export interface FillRequest {
  readonly replica: string;
  readonly session: ReplicaSession;
  readonly tickets: number;
}

const PORTION = 2_000;
/** Timelines are kept of open tickets and of one in so many others: enough to open records at will. */
const EVERY = 10;

/** Collects documents and writes them in portions. */
class Portions {
  private readonly waiting = new Map<CollectionName, AnyDocument[]>();

  constructor(private readonly replica: Replica) {}

  async add(collection: CollectionName, documents: readonly AnyDocument[]): Promise<void> {
    const all = this.waiting.get(collection) ?? [];
    all.push(...documents);
    this.waiting.set(collection, all);
    if (all.length >= PORTION) await this.write(collection);
  }

  async end(): Promise<void> {
    for (const collection of this.waiting.keys()) await this.write(collection);
  }

  private async write(collection: CollectionName): Promise<void> {
    await putAll(this.replica.collection(collection), this.waiting.get(collection) ?? []);
    this.waiting.set(collection, []);
  }
}

/** Fills a replica, and beside it the raw store that is its floor. Returns the documents written. */
export async function fillReplica(request: FillRequest): Promise<number> {
  const { foundation, stories } = manyTickets({
    count: request.tickets,
    seed: 7,
    nowMs: Date.now(),
  });
  const replica = await openReplica({
    name: request.replica,
    session: request.session,
    now: () => Date.now(),
    random: () => Math.random(),
  });
  const floor = await openFloorStore();
  const portions = new Portions(replica);
  let count = foundation.length;
  for (const { collection, document } of foundation) await portions.add(collection, [document]);
  let forFloor: AnyDocument[] = [];
  let n = 0;
  for (const { ticket, entries } of stories()) {
    const kept = ticket.open === 1 || n % EVERY === 0 ? entries : [];
    n += 1;
    count += 1 + kept.length;
    await portions.add('tickets', [ticket]);
    await portions.add('entries', kept);
    forFloor.push(ticket);
    if (forFloor.length < PORTION) continue;
    await putRaw(floor, FLOOR_TICKETS, forFloor);
    forFloor = [];
  }
  await portions.end();
  await putRaw(floor, FLOOR_TICKETS, forFloor);
  floor.close();
  await replica.close();
  return count;
}
