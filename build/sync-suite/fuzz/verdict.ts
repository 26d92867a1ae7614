import { isDeepStrictEqual } from 'node:util';
import { REFERENCE_DATABASE } from '../../../shared/model/collections.ts';
import type { StoredDocument } from './console.ts';
import type { EventLoop } from './event-loop.ts';
import type { Machine } from './machine.ts';
import { refusedOn, SCOPE_DATABASE } from './story.ts';
import type { Story } from './story.ts';

/** So many rounds of waiting, answering and waiting may it take until all agree. */
const MAX_ROUNDS = 120;
/** A page of a feed has 90 s, a long poll 65 s. */
const LONGEST_REQUEST_MS = 100_000;
const QUIET_MS = 10 * 60_000;

type Documents = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Everything works again; people answer what they are asked until nothing is left. */
export async function heal(story: Story, loop: EventLoop): Promise<void> {
  for (const machine of story.machines) {
    machine.user.roles = machine.roles;
    machine.wire.planned.splice(0);
    machine.wire.isOffline = false;
    for (const engine of machine.console.engines) engine.setRoles(machine.roles);
    machine.console.syncNow();
  }
  await loop.settled();
  // A request that was lost before the end is known to be lost when its time limit is over.
  await loop.pass(LONGEST_REQUEST_MS);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await loop.settled();
    if (story.machines.every((machine) => isDone(machine))) return;
    for (const machine of story.machines) await story.answer(machine);
    await loop.settled();
    loop.clock.advance(Math.min(60_000, Math.max(1, loop.clock.nextMs() ?? 1000)));
  }
  const left = story.machines.filter((machine) => !isDone(machine)).map(describe);
  throw new Error(`not at an end after ${MAX_ROUNDS} rounds:\n${left.join('\n')}`);
}

function isDone({ console }: Machine): boolean {
  const { rows } = console.replica.unsent.get();
  return rows.length === 0 && console.engines.every((each) => each.status.get().phase === 'live');
}

function describe(machine: Machine): string {
  const { console, deviceId } = machine;
  const { phase, problem, questions } = console.engines[0]!.status.get();
  const rows = console.replica.unsent
    .get()
    .rows.map(
      ({ documentId, seq, refused }) =>
        `${seq} ${documentId}${refused ? ` (${refused.status} ${refused.reason})` : ''}`,
    );
  const asked = JSON.stringify(questions ?? []);
  const refused = refusedOn(console).length;
  return `${deviceId}: ${phase} ${problem?.message ?? ''} ${asked}, ${refused} refused, unsent: ${rows.join(', ')}`;
}

/** What everybody must agree on at the end. Throws what is not so. */
export async function judge(story: Story, loop: EventLoop): Promise<void> {
  const server: Documents = new Map([
    ...story.couch.all(SCOPE_DATABASE),
    ...story.couch.all(REFERENCE_DATABASE),
  ]);
  for (const machine of story.machines) {
    expectSame(story, server, await machine.console.all(), machine);
  }
  await expectNothingLost(story, server);
  expectNothingBuried(story, server);
  expectNoConflictWithOneself(story, server);
  expectUniqueNumbers(server);
  await expectQuiet(story, loop);
}

function expectSame(story: Story, server: Documents, here: Documents, machine: Machine): void {
  const { deviceId } = machine;
  const ids = new Set([...server.keys(), ...here.keys()]);
  const differing = [...ids].filter(
    (id) =>
      !isDeepStrictEqual(server.get(id), here.get(id)) &&
      !isOrphaned(story, machine, server.get(id), here.get(id)),
  );
  if (differing.length === 0) return;
  const shown = differing
    .slice(0, 3)
    .map(
      (id) =>
        `${id}\n  there ${JSON.stringify(server.get(id))}\n  here  ${JSON.stringify(here.get(id))}`,
    );
  throw new Error(`${deviceId} differs in ${differing.length} documents:\n${shown.join('\n')}`);
}

/**
 * A console puts back what its own person wrote. A state whose author's console lost the record to a
 * deletion that the restored server forgot has nobody to bring it back; the comparison with the
 * server shows it as newer here, and it goes along with the next edit of the record.
 */
function isOrphaned(
  story: Story,
  { user }: Machine,
  there: Readonly<Record<string, unknown>> | undefined,
  here: Readonly<Record<string, unknown>> | undefined,
): boolean {
  if (!story.wasRestored || !there || !here || !story.hasDeleted(String(here['id']))) return false;
  return Number(here['version']) > Number(there['version']) && here['updatedBy'] !== user.name;
}

async function expectNothingLost(story: Story, server: Documents): Promise<void> {
  const kept: StoredDocument[] = [];
  for (const { console } of story.machines) kept.push(...(await console.discarded()));
  const everything = JSON.stringify([[...server.values()], kept, [...story.removed]]);
  const lost = [...story.typed].filter(([text]) => !everything.includes(text));
  if (lost.length === 0) return;
  throw new Error(
    `lost: ${lost.map(([text, { deviceId }]) => `${text} (${deviceId})`).join(', ')}`,
  );
}

interface Decision {
  readonly mine?: unknown;
  readonly theirs?: unknown;
}

interface FieldChange {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * A value that somebody gave a field is there, or somebody replaced it who saw it, or a merge says
 * what became of it. A restored server is another matter: what it forgot comes back in pieces.
 */
function expectNothingBuried(story: Story, server: Documents): void {
  if (story.wasRestored) return;
  const entries = [...server.values()];
  const changes = entries.flatMap((entry) => {
    if (entry['kind'] !== 'change' || entry['resolves'] !== undefined) return [];
    const made = entry['changes'] as readonly FieldChange[];
    return made.map((change) => ({ ...change, recordId: String(entry['recordId']) }));
  });
  const replaced = new Set(changes.map(({ before }) => before));
  const decided = new Set(
    entries.flatMap((entry) =>
      entry['kind'] === 'merge'
        ? (entry['decisions'] as readonly Decision[]).flatMap(({ mine, theirs }) => [mine, theirs])
        : [],
    ),
  );
  const buried = changes.filter(({ field, after, recordId }) => {
    const record = server.get(recordId);
    const isTyped = story.typed.has(String(after)) && !story.hasDeleted(recordId);
    if (!record || !isTyped || story.givenUp.has(recordId)) return false;
    return record[field] !== after && !replaced.has(after) && !decided.has(after);
  });
  if (buried.length > 0) throw new Error(`buried without a word: ${JSON.stringify(buried)}`);
}

function expectNoConflictWithOneself(story: Story, server: Documents): void {
  const by = (value: unknown): string | undefined => story.typed.get(String(value))?.deviceId;
  for (const entry of server.values()) {
    if (entry['kind'] !== 'merge') continue;
    for (const { mine, theirs } of entry['decisions'] as readonly Decision[]) {
      // Others may hold an older state of what one console typed twice.
      if (entry['deviceId'] === by(mine) && by(mine) === by(theirs)) {
        throw new Error(`a conflict of ${String(by(mine))} with itself: ${JSON.stringify(entry)}`);
      }
    }
  }
}

function expectUniqueNumbers(server: Documents): void {
  const seen = new Set<unknown>();
  for (const { number } of server.values()) {
    if (number === undefined) continue;
    if (seen.has(number)) throw new Error(`two tickets have the number ${JSON.stringify(number)}`);
    seen.add(number);
  }
}

/** All agree, so nobody writes any more. */
async function expectQuiet(story: Story, loop: EventLoop): Promise<void> {
  const { writes } = story.couch;
  await loop.pass(QUIET_MS);
  const more = story.couch.writes - writes;
  if (more > 0) throw new Error(`${more} writes after all agreed`);
}
