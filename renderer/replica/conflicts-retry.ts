import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTIONS } from '../../shared/model/collections.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { CommandError } from '../../shared/workflow/command.ts';
import { sendAgain } from './refused-work.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { storeDocuments } from './replica-parts.ts';

/**
 * Changes refused work where it stands and sends it again: what the server is asked to take is then
 * the mended document. Callers hold the lock.
 * @param patch Fields to be set; undefined takes one off.
 * @throws CommandError where it cannot be saved like that; nothing has changed then.
 */
export async function editRefused(
  parts: Pick<ReplicaParts, 'database' | 'local' | 'context'>,
  documentId: string,
  patch: Readonly<Record<string, unknown>>,
): Promise<void> {
  const last = (await parts.local.outboxOf(documentId)).sort((a, b) => a.seq - b.seq).at(-1);
  if (!last) throw new CommandError('This was sent or discarded in the meantime.');
  const { now, userName, deviceId, ulid } = parts.context();
  // What is written once stays the first version of itself.
  const version = last.document.version + (COLLECTIONS[last.collection].appendOnly ? 0 : 1);
  const written = { version, mutationId: ulid(), updatedAt: now, updatedBy: userName, deviceId };
  const fields = { ...last.document, ...patch, ...written };
  const document = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as unknown as AnyDocument;
  const checked = validateDocument(document);
  if (!checked.ok) throw new CommandError(`This cannot be saved: ${checked.message}.`);
  await parts.local.put([{ ...last, document }]);
  await storeDocuments(parts.database, [{ collection: last.collection, document }]);
  await sendAgain(parts, documentId);
}
