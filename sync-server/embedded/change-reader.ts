import type { Database } from './database.ts';
import { documentText, parseBody, type StoredBody } from './document-text.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { winningSequence, type BodyEntry, type StoredMetadata } from './level-store.ts';
import { revisionTrees } from './revision-tree.ts';
import { formatSequence } from './sequence.ts';

export interface ChangeQuery {
  readonly after: number;
  readonly limit: number;
  readonly descending: boolean;
  readonly includeDocs: boolean;
  readonly conflicts: boolean;
  readonly allLeaves: boolean;
  /** Rows to leave out, by the winning revision's document. */
  readonly matches?: (document: JsonObject) => boolean;
}

export interface ChangePage {
  /** Rows as JSON text. */
  readonly rows: readonly string[];
  /** How far the log has been read, rows that were left out included. */
  readonly lastSeq: number;
  /** Entries of the log up to there, replaced and left-out ones included. */
  readonly entries: number;
}

interface Winner {
  readonly metadata: StoredMetadata;
  readonly seq: number;
  readonly body: StoredBody;
}

const PAGE = 200;

/**
 * The changes after a sequence, in pages: one row a document, at the place of its newest revision.
 * The pages come from one snapshot; a document that changes meanwhile comes again in the next read.
 */
export async function* readChanges(
  database: Database,
  query: ChangeQuery,
): AsyncGenerator<ChangePage> {
  let left = query.limit;
  if (left === 0) return;
  const range = { after: query.descending ? 0 : query.after, descending: query.descending };
  const pageSize = Math.min(PAGE, left);
  const begunAt = await database.updateSequence();
  for await (const entries of database.level.scanBodies(range, pageSize)) {
    const winners = await currentWinners(database, entries, begunAt);
    const rows: string[] = [];
    let lastSeq = entries.at(-1)?.seq ?? query.after;
    for (const winner of winners) {
      if (query.matches?.(winner.body.document) === false) continue;
      rows.push(rowText(winner, query, database.instanceId));
      left -= 1;
      if (left === 0) {
        lastSeq = winner.seq;
        break;
      }
    }
    const consumed = entries.findIndex((entry) => entry.seq === lastSeq) + 1;
    yield { rows, lastSeq, entries: consumed };
    if (left === 0) return;
  }
}

/**
 * The documents whose newest revision is among the entries, in their order. One that was written
 * after the scan began is given where it stood, as it is now: its row must not be missing here only
 * because it will come again later.
 */
async function currentWinners(
  database: Database,
  entries: readonly BodyEntry[],
  begunAt: number,
): Promise<Winner[]> {
  const bodies = entries.map((entry) => parseBody(entry.text));
  const { level } = database;
  const metadata = await level.metadata(bodies.map((each) => String(each.document['_id'])));
  const rows = entries.map(({ seq }, index): Winner | StoredMetadata | undefined => {
    const stored = metadata[index];
    const body = bodies[index];
    if (!stored || !body) return undefined;
    if (stored.seq === seq && winningSequence(stored) === seq)
      return { metadata: stored, seq, body };
    return stored.seq === seq || stored.seq > begunAt ? stored : undefined;
  });
  const elsewhere = rows.map((row) => (row && 'winningRev' in row ? row : undefined));
  const states = await level.states(elsewhere);
  return rows.flatMap((row, index) => {
    if (row && 'body' in row) return [row];
    const state = states[index];
    const seq = entries[index]?.seq ?? 0;
    return state ? [{ metadata: state.metadata, seq, body: parseBody(state.text) }] : [];
  });
}

function rowText({ metadata, seq, body }: Winner, query: ChangeQuery, instanceId: string): string {
  const { winningRev, rev_tree: tree } = metadata;
  const others = query.allLeaves ? revisionTrees.collectLeaves(tree).map((leaf) => leaf.rev) : [];
  const revs = [winningRev, ...others.filter((rev) => rev !== winningRev)];
  const changes = JSON.stringify(revs.map((rev) => ({ rev })));
  const deleted = metadata.deleted ? ',"deleted":true' : '';
  const doc = query.includeDocs ? `,"doc":${documentText(body, metadata, query.conflicts)}` : '';
  const head = `{"seq":"${formatSequence(seq, instanceId)}","id":${JSON.stringify(metadata.id)}`;
  return `${head},"changes":${changes}${deleted}${doc}}`;
}

/** The ids a `_doc_ids` filter lets through, as a predicate. */
export function matchIds(ids: readonly string[]): (document: JsonObject) => boolean {
  const wanted = new Set<unknown>(ids);
  return (document) => isJsonObject(document) && wanted.has(document['_id']);
}
