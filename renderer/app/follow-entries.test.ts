import { afterEach, expect, it, vi } from 'vitest';
import { fileOf, openBlobs, shutAllBlobs } from '../../build/sync-suite/blob-kit.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import { attachFiles } from '../../shared/workflow/attachment-commands.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { FileRow } from '../blobs/file-row.ts';
import {
  acknowledgeAll,
  checkpoint,
  closeAfterEach,
  openKit,
  SCOPE_DATABASE,
  sentTicket,
  shown,
} from '../replica/replica-kit.ts';
import type { Replica } from '../replica/replica.ts';
import { followEntries } from './follow-entries.ts';

closeAfterEach();
afterEach(shutAllBlobs);

/** Two entries with a file each: content of the second is on the server, that of the first is not. */
async function twoFiles(): Promise<{
  readonly on: Replica;
  readonly store: BlobStore;
  readonly sent: FileRow;
  readonly unsent: FileRow;
}> {
  const on = await openKit();
  const store = await openBlobs();
  followEntries(store, on);
  const ticket = await sentTicket(on);
  let count = 0;
  const attach = async (seed: number): Promise<FileRow> => {
    const staged = await store.stage('draft', ticket.scope, fileOf(10, seed));
    const entryId = makeEntryId(ticket.id, `01JQK3M6ZT000000000000000${(count += 1)}`);
    const [row] = await store.take([staged.id], ticket, () => entryId);
    await on.run((context) => attachFiles(ticket, [row!], context), 'Attach');
    await store.entriesWritten([entryId]);
    return row!;
  };
  const files = { on, store, unsent: await attach(1), sent: await attach(2) };
  await store.sent(files.sent.entryId);
  return files;
}

function discardedAt(store: BlobStore, { entryId }: FileRow): number | undefined {
  return store.get().files.get(entryId)?.discardedAtMs;
}

it('F27: content that was not uploaded outlives its scope and goes on when it comes back', async () => {
  const { on, store, sent, unsent } = await twoFiles();
  await acknowledgeAll(on);
  const entry = (await on.get('entries', unsent.entryId))!;
  await on.syncPort.scopes.lose(SCOPE_DATABASE);
  expect(await on.get('entries', unsent.entryId)).toBeNull();
  // Entries leave in the order of their ids: what was to happen to the first has happened then.
  await vi.waitFor(() => expect(discardedAt(store, sent)).toBeDefined());
  expect(store.get().waiting).toBe(1);
  expect(discardedAt(store, unsent)).toBeUndefined();
  expect(await store.content(unsent)).not.toBeNull();

  await on.syncPort.scopes.regain(SCOPE_DATABASE);
  await on.syncPort.applyPulled([shown(entry)], checkpoint('1'));
  expect(store.get().files.get(unsent.entryId)).toMatchObject({ unsent: true, here: true });
  expect(discardedAt(store, unsent)).toBeUndefined();
});

it('F27: in a lost scope a person may still discard an entry, and its content with it', async () => {
  const { on, store, unsent } = await twoFiles();
  await on.syncPort.scopes.lose(SCOPE_DATABASE);
  await on.discard(unsent.entryId);
  await vi.waitFor(() => expect(discardedAt(store, unsent)).toBeDefined());
});

it('F42: content of an entry that was deleted on the server goes with it', async () => {
  const { on, store, unsent } = await twoFiles();
  await acknowledgeAll(on);
  await on.syncPort.applyPulled([{ kind: 'deleted', id: unsent.entryId }], checkpoint('1'));
  await vi.waitFor(() => expect(discardedAt(store, unsent)).toBeDefined());
});
