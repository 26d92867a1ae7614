import type { AnyDocument } from '../../shared/model/collections.ts';
import { isSameWrite, lostValues, mergeDocuments } from '../../shared/merge/merge-documents.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { CommandError } from '../../shared/workflow/command.ts';
import type { CommandContext, CommandResult, Write } from '../../shared/workflow/command.ts';
import { workflowMergeRules } from '../../shared/workflow/merge-rules.ts';
import { conflictNotes, undoNotes } from './conflicts.ts';
import type { ConflictNotes } from './conflicts.ts';
import type { ReplicaDatabase } from './database.ts';
import { decisionEntry } from './decision-entry.ts';
import type { LocalDocuments } from './local-documents.ts';
import { appendToOutbox, groupByDocument, pendingOf } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';
import { getMany } from './storage.ts';

/** A command may only leave documents behind that every other console can read. */
function checkWrites(writes: readonly Write[]): void {
  for (const { document } of writes) {
    const checked = validateDocument(document);
    if (!checked.ok) throw new CommandError(`This cannot be saved: ${checked.message}.`);
  }
}

/**
 * Since the person looked, another window or the server may have changed the record: the write is
 * merged with what is stored now, so that neither is lost. What of theirs was not kept is told on
 * the timeline; where there is none, they have to look again.
 */
async function onCurrent(
  database: ReplicaDatabase,
  write: Write,
  context: CommandContext,
): Promise<readonly Write[]> {
  const { collection, base, document } = write;
  const store = database.collections[collection];
  const [stored] = await getMany<AnyDocument>(store, [document.id]);
  if (!stored || (base && isSameWrite(stored, base))) return [write];
  const merged = mergeDocuments(
    collection,
    base as never,
    document as never,
    stored as never,
    workflowMergeRules(context.matrix),
  );
  const onStored = { collection, base: stored, document: merged.document } as Write;
  const lost = lostValues(merged.decisions);
  if (lost.length === 0) return [onStored];
  const told = { otherUser: stored.updatedBy, mutationId: document.mutationId };
  const entry = decisionEntry(stored, lost, told, context);
  if (!entry) {
    const fields = lost.map(({ field }) => field).join(', ');
    throw new CommandError(
      `${stored.updatedBy} changed ${fields} in the meantime. Look at it again before you save.`,
    );
  }
  return [onStored, { collection: 'entries', base: null, document: entry }];
}

async function undo(
  local: LocalDocuments,
  rows: readonly OutboxRow[],
  notes: ConflictNotes,
): Promise<void> {
  const { put, remove } = undoNotes(notes);
  try {
    await local.change({ put, remove: [...rows.map(({ id }) => id), ...remove] });
  } catch {
    // The disk takes nothing at all: the rows stay, and the next start applies them.
  }
}

/** A command on what is stored now: what it writes, and of that what is new. */
interface Prepared {
  readonly result: CommandResult;
  readonly news: readonly NewRow[];
}

type NewRow = Parameters<typeof appendToOutbox>[1][number];

async function prepare(
  database: ReplicaDatabase,
  command: CommandResult,
  label: string,
  context: CommandContext,
): Promise<Prepared> {
  const writes: Write[] = [];
  for (const write of command.writes) writes.push(...(await onCurrent(database, write, context)));
  checkWrites(writes);
  const { mutationId } = command;
  const news = writes
    .filter(({ base, document }) => base !== document)
    .map((write) => ({ ...write, mutationId, label, writtenAt: context.now }));
  return { result: { ...command, writes }, news };
}

/** Stores what is new, outbox first in one transaction, then the documents; all of it, or nothing. */
async function store(
  { database, local }: Pick<ReplicaParts, 'database' | 'local'>,
  news: readonly NewRow[],
  userName: string,
): Promise<void> {
  if (news.length === 0) return;
  const told = news.flatMap(({ collection, document }) =>
    collection === 'entries' ? [document] : [],
  );
  const notes = await conflictNotes({ database, local }, told, userName);
  const rows = await appendToOutbox(local, news, notes);
  try {
    await storeDocuments(database, rows);
  } catch (error) {
    await undo(local, rows, notes);
    throw error;
  }
}

/**
 * Carries a command out: outbox first in one transaction, then the documents. Callers hold the
 * replica's lock. Throws `CommandError` for what the person can mend, `StorageError` for the disk;
 * in both cases nothing was done.
 */
export async function executeCommand(
  parts: Pick<ReplicaParts, 'database' | 'local'>,
  command: CommandResult,
  label: string,
  context: CommandContext,
): Promise<CommandResult> {
  if (command.writes.length === 0) return command;
  const { result, news } = await prepare(parts.database, command, label, context);
  await store(parts, news, context.userName);
  return result;
}

/** One of many commands, and what the sync inbox calls it. */
export interface LabelledCommand {
  readonly label: string;
  command(context: CommandContext): CommandResult;
}

/** What came of one of them. */
export type Carried =
  | { readonly ok: true; readonly result: CommandResult }
  | { readonly ok: false; readonly error: unknown };

/**
 * Carries many commands out, each with a mutation of its own, with one transaction for all of them:
 * a disk is waited for once. One that is refused stops no other. No two of them may change the same
 * document. Callers hold the replica's lock. Throws `StorageError`; then nothing was done.
 */
export async function executeEach(
  parts: Pick<ReplicaParts, 'database' | 'local'>,
  commands: readonly LabelledCommand[],
  contextOf: () => CommandContext,
): Promise<readonly Carried[]> {
  const carried: Carried[] = [];
  const news: NewRow[] = [];
  for (const { command, label } of commands) {
    const context = contextOf();
    try {
      const prepared = await prepare(parts.database, command(context), label, context);
      news.push(...prepared.news);
      carried.push({ ok: true, result: prepared.result });
    } catch (error) {
      carried.push({ ok: false, error });
    }
  }
  await store(parts, news, contextOf().userName);
  return carried;
}

/**
 * At start: what a crash left between outbox and documents is applied now (F9). A document with
 * unsent work always shows what its last row says. Callers hold the lock: another window may be at
 * work already.
 */
export async function recoverOutbox({
  database,
  local,
}: Pick<ReplicaParts, 'database' | 'local'>): Promise<number> {
  const groups = groupByDocument(await local.outbox());
  const missing: Pick<OutboxRow, 'collection' | 'document'>[] = [];
  const settled: string[] = [];
  for (const rows of groups.values()) {
    const { collection, base, document } = pendingOf(rows);
    const [stored] = await getMany<AnyDocument>(database.collections[collection], [document.id]);
    if (!stored || !isSameWrite(stored, document)) missing.push({ collection, document });
    // A merge that left nothing to send was cut off before its row was taken away.
    if (base && isSameWrite(base, document)) settled.push(...rows.map(({ id }) => id));
  }
  await storeDocuments(database, missing);
  await local.remove(settled);
  return missing.length;
}
