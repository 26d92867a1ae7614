import { newsOf } from '../../shared/import/plan-ticket.ts';
import type { Said } from '../../shared/import/sentences.ts';
import { BOOKKEEPING_FIELDS } from '../../shared/model/envelope.ts';
import type { Level, Priority, Ticket } from '../../shared/model/ticket.ts';
import type { ImportedContent } from '../../shared/workflow/import-commands.ts';
import { DEFAULT_MATRIX, priorityOf } from '../../shared/workflow/priority.ts';
import { stateSpec } from '../../shared/workflow/states.ts';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTIONS } from '../../shared/model/collections.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { toCouch } from '../couch/write-documents.ts';
import { isImportedState, type ImportedDocument } from './import-row.ts';

/** What the server has under an id; nothing at all is no entry in the map. */
export type Found =
  | { readonly kind: 'document'; readonly document: JsonRecord }
  /** Tombstones are the server's, made by retention; an import never undoes them. */
  | { readonly kind: 'tombstone' };

export type Verdict =
  | {
      readonly kind: 'write';
      readonly body: Record<string, unknown>;
      readonly said?: readonly Said[];
    }
  | { readonly kind: 'unchanged'; readonly said?: readonly Said[] }
  /** A person changed it since. */
  | { readonly kind: 'edited' }
  | { readonly kind: 'removed' }
  /** Written once and for ever, but with other content. */
  | { readonly kind: 'differs' };

/** What to do about a document, given what the server has under its id. */
export function judge(
  { collection, document }: ImportedDocument,
  found: Found | undefined,
): Verdict {
  if (found === undefined) return { kind: 'write', body: toCouch(document) };
  if (found.kind === 'tombstone') return { kind: 'removed' };
  const before = found.document;
  if (before['mutationId'] === document.mutationId) return { kind: 'unchanged' };
  if (COLLECTIONS[collection].appendOnly) {
    // A console's import of the same file wrote it: the id follows from what it says.
    const isSame = !isImportedState(before['mutationId']) || isSameMove(document, before);
    return { kind: isSame ? 'unchanged' : 'differs' };
  }
  if (hasSeen(document) && hasSeen(before)) return mergeTicket(document as Ticket, before);
  if (!isImportedState(before['mutationId'])) return { kind: 'edited' };
  return { kind: 'write', body: next(document, before) };
}

/** The same state at the same instant; the priority of the ticket may have become another since. */
function isSameMove(document: AnyDocument, before: JsonRecord): boolean {
  const move = document as unknown as JsonRecord;
  return move['kind'] === 'state' && move['to'] === before['to'] && move['at'] === before['at'];
}

function hasSeen(document: { readonly source?: unknown }): boolean {
  return asRecord(document.source)['seen'] !== undefined;
}

/** Not the file's to say: the envelope, what follows from other fields, what is only kept here. */
const NOT_CONTENT: ReadonlySet<string> = new Set([
  ...BOOKKEEPING_FIELDS,
  ...['source', 'scope', 'watchers', 'activityAt', 'priority', 'open', 'removedAt'],
]);

/** A ticket with fingerprints of what was imported last: news of the file on top of what stands. */
function mergeTicket(document: Ticket, before: JsonRecord): Verdict {
  const base = { ...before, id: document.id } as unknown as Ticket;
  if (base.removedAt !== undefined) return { kind: 'removed' };
  const content = Object.fromEntries(
    Object.entries(document).filter(([field]) => !NOT_CONTENT.has(field)),
  ) as ImportedContent;
  const { patch, seen, said } = newsOf(base, content);
  if (Object.keys(patch).length === 0) return { kind: 'unchanged', said };
  const merged = { ...base, ...patch } as Ticket;
  const { impact, urgency, kind, state } = merged;
  // What is the same here and there has the priority by the same matrix.
  const isRanked = 'impact' in patch || 'urgency' in patch;
  const full = {
    ...merged,
    priority: isRanked ? rankOf(document, impact, urgency) : merged.priority,
    open: stateSpec(kind, state).open ? 1 : 0,
    activityAt: base.activityAt > document.activityAt ? base.activityAt : document.activityAt,
    source: { ...document.source, seen },
    mutationId: document.mutationId,
    updatedAt: document.updatedAt,
    updatedBy: document.updatedBy,
    deviceId: document.deviceId,
  } as unknown as AnyDocument;
  return { kind: 'write', body: next(full, before), said };
}

/** The file's own, where both ranks are the file's; otherwise by the matrix everybody starts with. */
function rankOf(document: Ticket, impact: Level, urgency: Level): Priority {
  if (document.impact === impact && document.urgency === urgency) return document.priority;
  return priorityOf(DEFAULT_MATRIX, impact, urgency);
}

/** Who made a document, and when, never changes: what was written first stays. */
function next(document: AnyDocument, before: JsonRecord): Record<string, unknown> {
  const version = typeof before['version'] === 'number' ? before['version'] + 1 : 2;
  const { createdAt = document.createdAt, createdBy = document.createdBy } = before;
  const revision = typeof before['_rev'] === 'string' ? before['_rev'] : undefined;
  return { ...toCouch(document, revision), version, createdAt, createdBy };
}

/** What a database holds under some ids. @throws CouchFailure */
export async function readFound(
  server: CouchServer,
  db: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Found>> {
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_all_docs',
    query: { include_docs: true },
    body: { keys: ids },
  });
  const { rows } = asRecord(answer);
  const found = new Map<string, Found>();
  for (const each of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
    const row = asRecord(each);
    if (typeof row['id'] !== 'string') continue;
    const isDeleted = asRecord(row['value'])['deleted'] === true;
    const document = asRecord(row['doc']);
    found.set(row['id'], isDeleted ? { kind: 'tombstone' } : { kind: 'document', document });
  }
  return found;
}
