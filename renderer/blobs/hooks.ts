import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { FileRefusal } from '../../shared/model/blob.ts';
import {
  isPicture,
  MAX_FILES,
  plainMediaType,
  refuseFile,
  safeFileName,
} from '../../shared/model/blob.ts';
import type { AttachmentEntry, Entry } from '../../shared/model/entry.ts';
import { makeEntryId } from '../../shared/model/ids.ts';
import type { Item } from '../../shared/model/item.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { attachFiles } from '../../shared/workflow/attachment-commands.ts';
import type { AttachedFile } from '../../shared/workflow/attachment-commands.ts';
import type { CommandContext, CommandResult } from '../../shared/workflow/command.ts';
import type { BlobQueue } from './blob-queue.ts';
import { EMPTY_SNAPSHOT, fileStateOf } from './blob-state.ts';
import type { BlobSnapshot, FileState } from './blob-state.ts';
import type { BlobStore } from './blob-store.ts';
import { FetchError } from './fetch-file.ts';
import type { FileRef, FileRow, StagedFile } from './file-row.ts';
import { makePreview } from './preview.ts';

/** Files on this machine, and the queue that sends and fetches them. */
export interface BlobDesk {
  readonly store: BlobStore;
  readonly queue: BlobQueue;
  /** A new ULID at every call. */
  readonly newId: () => string;
}

/** Given by the composition root; null where the store of files cannot be opened. */
export const BlobsContext = createContext<BlobDesk | null>(null);

const NEVER = (): (() => void) => () => undefined;
const NOTHING = (): BlobSnapshot => EMPTY_SNAPSHOT;

export function useBlobs(): BlobSnapshot {
  const desk = useContext(BlobsContext);
  return useSyncExternalStore(desk?.store.subscribe ?? NEVER, desk?.store.get ?? NOTHING);
}

/** The part of the replica that writes timeline entries. */
export interface CommandRunner {
  run(command: (context: CommandContext) => CommandResult, label: string): Promise<unknown>;
}

/** A file that was not taken, and why. */
export interface NotTaken {
  readonly name: string;
  readonly refusal: FileRefusal | { readonly kind: 'not-stored'; readonly message: string };
}

export interface DraftFiles {
  readonly files: readonly StagedFile[];
  /** Keeps chosen files with the draft. Resolves with those that were not taken. */
  add(files: readonly File[]): Promise<readonly NotTaken[]>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
  /** Attaches all of them. Throws what the command throws; they are a draft again then. */
  attach(record: Ticket | Item, runner: CommandRunner, label: string): Promise<void>;
}

const UNAVAILABLE = 'The store of files on this machine could not be opened.';

async function stageOne(
  { store }: BlobDesk,
  draft: string,
  scope: string,
  file: File,
): Promise<NotTaken | null> {
  const name = safeFileName(file.name);
  const refusal = refuseFile(file.size);
  if (refusal) return { name, refusal };
  try {
    const mediaType = plainMediaType(file.type);
    const preview = await makePreview(file, mediaType);
    const chosen = { content: file, name, mediaType };
    await store.stage(draft, scope, preview === undefined ? chosen : { ...chosen, preview });
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, refusal: { kind: 'not-stored', message } };
  }
}

function attachedOf(row: FileRow): AttachedFile {
  const { entryId, name, mediaType, size, sha256, parts, preview } = row;
  const file = { entryId, name, mediaType, size, sha256, parts };
  return preview === undefined ? file : { ...file, preview };
}

async function attachStaged(
  { store, newId }: BlobDesk,
  draft: string,
  ids: readonly string[],
  record: Ticket | Item,
  write: (files: readonly AttachedFile[]) => Promise<unknown>,
): Promise<void> {
  const rows = await store.take(ids, record, () => makeEntryId(record.id, newId()));
  if (rows.length === 0) return;
  try {
    await write(rows.map(attachedOf));
  } catch (error) {
    await store.putBack(rows, draft);
    throw error;
  }
  await store.entriesWritten(rows.map(({ entryId }) => entryId));
}

/** Files chosen for a draft; kept like its text, and attached when it is sent. */
export function useDraftFiles(draft: string, scope: string): DraftFiles {
  const desk = useContext(BlobsContext);
  const { staged } = useBlobs();
  const files = useMemo(() => staged.filter((each) => each.draft === draft), [staged, draft]);
  return useMemo(
    () => ({
      files,
      async add(chosen) {
        const room = MAX_FILES - files.length;
        const count = files.length + chosen.length;
        const tooMany = chosen.slice(room).map(({ name }): NotTaken => ({
          name: safeFileName(name),
          refusal: { kind: 'too-many', count },
        }));
        const outcomes: (NotTaken | null)[] = [...tooMany];
        for (const file of chosen.slice(0, room)) {
          const lost: NotTaken = {
            name: safeFileName(file.name),
            refusal: { kind: 'not-stored', message: UNAVAILABLE },
          };
          outcomes.push(desk ? await stageOne(desk, draft, scope, file) : lost);
        }
        return outcomes.filter((each) => each !== null);
      },
      remove: async (id) => desk?.store.unstage([id]),
      clear: async () => desk?.store.unstage(files.map(({ id }) => id)),
      async attach(record, runner, label) {
        if (!desk || files.length === 0) return;
        const ids = files.map(({ id }) => id);
        await attachStaged(desk, draft, ids, record, (attached) =>
          runner.run((context) => attachFiles(record, attached, context), label),
        );
      },
    }),
    [desk, files, draft, scope],
  );
}

/** A file of a record, for its row. */
export interface RecordFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly createdBy: string;
  readonly at: string;
  /** Base64 of a small picture. */
  readonly preview: string | undefined;
  /** May be shown in the viewer. */
  readonly isPicture: boolean;
  readonly state: FileState;
}

export interface RecordFiles {
  /** Newest last. */
  readonly files: readonly RecordFile[];
  readonly isPinned: boolean;
  setPinned(isPinned: boolean): Promise<void>;
  /** The content, fetched if it is not here; null while it cannot be had, which its row then says. */
  open(id: string): Promise<Blob | null>;
  cancel(id: string): void;
  retry(id: string): Promise<void>;
}

function refOf(entry: AttachmentEntry): FileRef {
  const { id, scope, recordId, name, mediaType, size, sha256, parts } = entry;
  return { entryId: id, scope, recordId, name, mediaType, size, sha256, parts };
}

function fileOf(entry: AttachmentEntry, snapshot: BlobSnapshot): RecordFile {
  const { id, name, mediaType, size, createdBy, at, preview } = entry;
  const state = fileStateOf(snapshot, id);
  const picture = isPicture(mediaType);
  return { id, name, mediaType, size, createdBy, at, preview, isPicture: picture, state };
}

async function contentOf(desk: BlobDesk, ref: FileRef): Promise<Blob | null> {
  const here = await desk.store.content(ref);
  if (here) return here;
  try {
    await desk.queue.fetch(ref);
  } catch (error) {
    // Its row says why; anything else was called off.
    if (error instanceof FetchError) return null;
    return null;
  }
  return desk.store.content(ref);
}

/** The files on a record's timeline and where each of them stands. */
export function useRecordFiles(recordId: string, entries: readonly Entry[]): RecordFiles {
  const desk = useContext(BlobsContext);
  const snapshot = useBlobs();
  const attachments = useMemo(
    () => entries.filter((entry): entry is AttachmentEntry => entry.kind === 'attachment'),
    [entries],
  );
  return useMemo(
    () => ({
      files: attachments.map((entry) => fileOf(entry, snapshot)),
      isPinned: snapshot.pinned.has(recordId),
      async setPinned(isPinned) {
        await desk?.store.pin(recordId, isPinned);
        await desk?.store.want(attachments.map(refOf), isPinned ? 'pinned' : 'no');
      },
      async open(id) {
        const entry = attachments.find((each) => each.id === id);
        return desk && entry ? contentOf(desk, refOf(entry)) : null;
      },
      cancel: (id) => desk?.queue.cancelFetch(id),
      retry: async (id) => desk?.queue.retry(id),
    }),
    [desk, attachments, snapshot, recordId],
  );
}
