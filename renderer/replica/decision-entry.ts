import type { AnyDocument, Documents } from '../../shared/model/collections.ts';
import { SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { MergeDecision } from '../../shared/model/entry.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import type { CommandContext } from '../../shared/workflow/command.ts';

/** Who decided, when and where, and ids for what is written about it. */
export type Decider = Pick<CommandContext, 'now' | 'userName' | 'deviceId' | 'ulid'>;

/** The record on whose timeline people read about a document; null for reference data. */
function recordOf(document: AnyDocument): string | null {
  if (!('scope' in document)) return null;
  if ('recordId' in document) return document.recordId;
  if ('auditId' in document) return document.auditId;
  if ('fromId' in document) return document.fromId;
  return document.id;
}

/**
 * The entry that tells both people what a merge decided (L8, F20), or null where the document has
 * no timeline.
 * @param document The merged one; the entry belongs to the same mutation as what was typed.
 */
export function decisionEntry(
  document: AnyDocument,
  decisions: readonly MergeDecision[],
  written: { readonly otherUser: string; readonly mutationId: string },
  by: Decider,
): Documents['entries'] | null {
  const recordId = recordOf(document);
  if (recordId === null || !('scope' in document)) return null;
  return {
    id: makeEntryId(recordId, by.ulid()),
    kind: 'merge',
    scope: document.scope,
    recordId,
    at: by.now,
    decisions,
    otherUser: written.otherUser,
    ...(document.id === recordId ? {} : { documentId: document.id }),
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId: written.mutationId,
    createdAt: by.now,
    createdBy: by.userName,
    updatedAt: by.now,
    updatedBy: by.userName,
    deviceId: by.deviceId,
  };
}
