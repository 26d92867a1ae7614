import type { AnyDocument } from '../../shared/model/collections.ts';
import { mergeDocuments } from '../../shared/merge/merge-documents.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { CommandError } from '../../shared/workflow/command.ts';
import type { CommandResult, Write } from '../../shared/workflow/command.ts';
import type { ReplicaDatabase } from './database.ts';
import type { LocalDocuments } from './local-documents.ts';
import { appendToOutbox, groupByDocument, pendingOf } from './outbox.ts';
import type { OutboxRow } from './outbox-row.ts';
import { getMany, putAll } from './storage.ts';

/** A command may only leave documents behind that every other console can read. */
function checkWrites(writes: readonly Write[]): void {
  for (const { document } of writes) {
    const checked = validateDocument(document);
    if (!checked.ok) throw new CommandError(`This cannot be saved: ${checked.message}.`);
  }
}

/**
 * Since the person looked, another window or the server may have changed the record: the write is
 * merged with what is stored now, so that neither is lost.
 */
async function onCurrent(
  database: ReplicaDatabase,
  write: Write,
  rules: MergeRules,
): Promise<Write> {
  if (write.base === null) return write;
  const store = database.collections[write.collection];
  const [stored] = await getMany<AnyDocument>(store, [write.document.id]);
  if (!stored || isSameWrite(stored, write.base)) return write;
  const merged = mergeDocuments(
    write.collection,
    write.base as never,
    write.document as never,
    stored as never,
    rules,
  );
  return { ...write, base: stored as never, document: merged.document as never };
}

/** Applies rows to their collections; harmless when repeated. */
export async function applyRows(
  database: ReplicaDatabase,
  rows: readonly Pick<OutboxRow, 'collection' | 'document'>[],
): Promise<void> {
  const byCollection = new Map<OutboxRow['collection'], Map<string, AnyDocument>>();
  for (const { collection, document } of rows) {
    const documents = byCollection.get(collection) ?? new Map<string, AnyDocument>();
    documents.set(document.id, document);
    byCollection.set(collection, documents);
  }
  for (const [collection, documents] of byCollection) {
    await putAll(database.collections[collection], [...documents.values()]);
  }
}

/**
 * Carries a command out: outbox first in one transaction, then the documents. Callers hold the
 * replica's lock. Throws `CommandError` for what the person can mend, `StorageError` for the disk.
 */
export async function executeCommand(
  parts: { database: ReplicaDatabase; local: LocalDocuments; rules: MergeRules },
  command: CommandResult,
  label: string,
  now: string,
): Promise<CommandResult> {
  if (command.writes.length === 0) return command;
  checkWrites(command.writes);
  const writes: Write[] = [];
  for (const write of command.writes) {
    writes.push(await onCurrent(parts.database, write, parts.rules));
  }
  const current = { ...command, writes };
  const rows = await appendToOutbox(parts.local, current, label, now);
  await applyRows(parts.database, rows);
  return current;
}

/** At start: what a crash left between outbox and documents is applied now (F9). */
export async function recoverOutbox(
  database: ReplicaDatabase,
  local: LocalDocuments,
): Promise<number> {
  const newest = [...groupByDocument(await local.outbox()).values()].map(pendingOf);
  const missing: { collection: OutboxRow['collection']; document: AnyDocument }[] = [];
  for (const pending of newest) {
    const store = database.collections[pending.collection];
    const [stored] = await getMany<AnyDocument>(store, [pending.documentId]);
    if (!stored || stored.version < pending.document.version) missing.push(pending);
  }
  await applyRows(database, missing);
  return missing.length;
}
