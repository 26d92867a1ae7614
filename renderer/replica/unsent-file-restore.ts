import type { AnyDocument } from '../../shared/model/collections.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import { madeAnew, mergeRows, REFUSED } from './merge-rows.ts';
import type { NewRow } from './outbox.ts';
import { appendToOutbox, countUnsent, groupByDocument } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';
import { getMany } from './storage.ts';
import { readUnsentRow } from './unsent-file.ts';

/** What bringing unsent work back would do. */
export interface RestorePlan {
  /** Will be queued, oldest first. */
  readonly rows: readonly OutboxRow[];
  /** In the outbox, or stored as the server has it: nothing to do. */
  readonly alreadyHere: readonly OutboxRow[];
  /** Cannot be taken; each with a sentence that says which and why. They stay where they are. */
  readonly refused: readonly { readonly row: unknown; readonly reason: string }[];
}

/** Of a chain of edits, those up to the state that is stored here are here already. */
function splitAt(
  rows: readonly OutboxRow[],
  stored: AnyDocument | undefined,
  here: readonly OutboxRow[],
): readonly [alreadyHere: readonly OutboxRow[], missing: readonly OutboxRow[]] {
  const known = [...here.map(({ document }) => document), ...(stored ? [stored] : [])];
  const last = rows.findLastIndex((row) => known.some((each) => isSameWrite(each, row.document)));
  return [rows.slice(0, last + 1), rows.slice(last + 1)];
}

/**
 * Sorts what somebody wants back: a vault's records or a file's rows, which may be anything. Writes
 * nothing.
 */
export async function planRestore(
  { database, local, context }: Pick<ReplicaParts, 'database' | 'local' | 'context'>,
  values: readonly unknown[],
): Promise<RestorePlan> {
  const { userName } = context();
  const read = values.map((value, at) => readUnsentRow(value, at, userName));
  const refused = read.flatMap((each, at) =>
    each.ok ? [] : [{ row: values[at], reason: each.reason }],
  );
  const sound = read.flatMap((each) => (each.ok ? [each.row] : []));
  const groups = groupByDocument(sound.toSorted((a, b) => a.seq - b.seq));
  const here = groupByDocument(await local.outbox());
  const rows: OutboxRow[] = [];
  const alreadyHere: OutboxRow[] = [];
  for (const [documentId, group] of groups) {
    const store = database.collections[group[0]!.collection];
    const [stored] = await getMany<AnyDocument>(store, [documentId]);
    const [known, missing] = splitAt(group, stored, here.get(documentId) ?? []);
    alreadyHere.push(...known);
    rows.push(...missing);
  }
  return { rows: rows.toSorted((a, b) => a.seq - b.seq), alreadyHere, refused };
}

function toNewRow(row: OutboxRow): NewRow {
  const { mutationId, collection, base, startedFrom, document, label, writtenAt, refused } = row;
  const waits = refused ? { refused } : {};
  const started = startedFrom ? { startedFrom } : {};
  return { mutationId, collection, base, ...started, document, label, writtenAt, ...waits };
}

/** What was refused is tried again; what the server had deleted is made anew: a person says so. */
function reopen(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const isMadeAnew = rows[0]!.refused?.status === REFUSED.deleted;
  return rows.map(({ refused: _refused, ...row }, at) =>
    isMadeAnew && at === 0 ? madeAnew(row) : row,
  );
}

interface Queued {
  readonly rows: readonly NewRow[];
  readonly entry: NewRow | null;
  readonly document: Pick<OutboxRow, 'collection' | 'document'>;
}

/** One document's rows on top of what is stored here now. */
async function queueGroup(parts: ReplicaParts, group: readonly OutboxRow[]): Promise<Queued> {
  const rows = reopen(group);
  const last = rows.at(-1)!;
  const { collection, documentId, label, writtenAt } = last;
  const [stored] = await getMany<AnyDocument>(parts.database.collections[collection], [documentId]);
  if (!stored) return { rows: rows.map(toNewRow), entry: null, document: last };
  const merged = mergeRows(rows, stored, parts.rules(), parts.context());
  const { entry } = merged;
  return {
    rows: merged.rows.map(toNewRow),
    entry: entry && {
      mutationId: entry.mutationId,
      collection: 'entries',
      base: null,
      document: entry,
      label,
      writtenAt,
    },
    document: { collection, document: merged.document },
  };
}

/**
 * Queues rows under new sequence numbers, each on top of what is stored here; what both sides changed
 * is merged like news of the server. Callers hold the lock.
 * @returns How many things a person did came back.
 */
export async function restoreRows(
  parts: ReplicaParts,
  rows: readonly OutboxRow[],
  together: { readonly remove?: readonly string[] } = {},
): Promise<number> {
  const queued: Queued[] = [];
  for (const group of groupByDocument(rows).values()) queued.push(await queueGroup(parts, group));
  const news = queued.flatMap((each) => [...each.rows, ...(each.entry ? [each.entry] : [])]);
  const appended = await appendToOutbox(parts.local, news, together);
  const entries = appended.filter(
    ({ document }) => 'kind' in document && document.kind === 'merge',
  );
  await storeDocuments(parts.database, [...queued.map(({ document }) => document), ...entries]);
  return countUnsent(rows);
}
