import type { MassRemoval } from '../replica/brake.ts';
import { massRemovalId } from '../replica/brake.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import type { SyncQuestion } from '../replica/sync-question.ts';
import { pause } from './bell.ts';
import { NewWork } from './push-outbox.ts';
import type { FeedPage } from './read-answers.ts';
import type { EngineParts } from './run-loop.ts';
import type { Transport } from './transport.ts';

type RemovalQuestion = Extract<SyncQuestion, { kind: 'mass-removal' }>;

export interface HoldParts {
  readonly engine: EngineParts;
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
}

/** Pages looked at ahead, so that the question names all that would go: about 20,000 changes. */
const PAGES_AHEAD = 40;

/** What the rest of the feed would take away beside the page that was stopped. */
async function countAhead(
  { engine, database, port, transport }: HoldParts,
  collection: string,
  stopped: FeedPage,
): Promise<number> {
  const { signal, tuning } = engine;
  const call = { owner: `look ahead ${database}`, signal };
  let count = 0;
  let since = stopped.lastSeq;
  for (let pages = 0; pages < PAGES_AHEAD; pages += 1) {
    const page = await transport.changesPage(database, since, tuning.pageRows, call);
    count += (await port.questions.removalsIn(page.changes))[collection] ?? 0;
    if (page.rows < tuning.pageRows) break;
    since = page.lastSeq;
  }
  return count;
}

/** The collection that would lose the largest share. */
export function questionAbout({ database, removals }: MassRemoval, nowMs: number): RemovalQuestion {
  const [worst] = Object.entries(removals).sort(
    ([, a], [, b]) => b.removed / b.of - a.removed / a.of,
  );
  const [collection, { removed, of }] = worst!;
  return {
    id: massRemovalId(database),
    kind: 'mass-removal',
    database,
    collection: collection as RemovalQuestion['collection'],
    removed,
    of,
    askedAt: new Date(nowMs).toISOString(),
  };
}

function sentence({ database, collection, removed, of, isKept }: RemovalQuestion): string {
  const size = `The server wants to remove ${removed} of ${of} documents (${collection}) in “${database}” here.`;
  return isKept
    ? `${size} You said to keep them, so nothing new of this database comes in until you decide otherwise. What you write is still sent.`
    : `${size} Nothing was removed. Say whether that is meant; until then nothing new of this database comes in.`;
}

async function askedAs(port: SyncPort, id: string): Promise<RemovalQuestion | null> {
  const all = await port.questions.list();
  const found = all.find((question) => question.id === id);
  return found?.kind === 'mass-removal' ? found : null;
}

/**
 * Asks a person before a feed takes away more than a fifth of a collection (L15), and waits: for an
 * answer of any window, a click, or to look again after a while. The checkpoint stays where it is.
 */
export async function holdFeed(
  parts: HoldParts,
  removal: MassRemoval,
  stopped: FeedPage,
): Promise<void> {
  const { engine, database, port } = parts;
  const { clock, signal, now, board, tuning } = engine;
  const first = questionAbout(removal, clock.now());
  const ahead = await countAhead(parts, first.collection, stopped);
  await port.questions.ask({ ...first, removed: Math.min(first.of, first.removed + ahead) });
  const answered = new NewWork(false);
  const stop = port.questions.onChange(() => answered.announce());
  try {
    const asked = await askedAs(port, first.id);
    if (!asked) return;
    board.trouble(database, 'brake', { phase: 'error', message: sentence(asked) });
    // Answered while it was looked up: look again at once.
    if (answered.take()) return;
    await pause({ clock, signal, bells: [now, answered.bell], ms: tuning.slowCheckMs });
  } finally {
    stop();
  }
}
