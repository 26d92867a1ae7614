import type { AttachmentEntry } from '../../shared/model/entry.ts';
import type { FileRef } from '../blobs/file-row.ts';
import type { BlobDesk } from '../blobs/hooks.ts';
import type { Workspace } from '../replica/workspace.ts';

/** Files of one's own open tickets come by themselves up to this much, the newest first. */
const OWN_BUDGET_BYTES = 200_000_000;
/** A burst of changes is one look. */
const SETTLE_MS = 3_000;

function refOf(entry: AttachmentEntry): FileRef {
  const { id, scope, recordId, name, mediaType, size, sha256, parts } = entry;
  return { entryId: id, scope, recordId, name, mediaType, size, sha256, parts };
}

async function attachmentsOf(
  { replica }: Workspace,
  recordIds: readonly string[],
): Promise<AttachmentEntry[]> {
  const found: AttachmentEntry[] = [];
  for (const id of recordIds) {
    const entries = await replica.timeline(id);
    found.push(...entries.filter((entry) => entry.kind === 'attachment'));
  }
  return found;
}

/** Newest first, until the budget is used up. */
function within(entries: AttachmentEntry[], bytes: number): readonly AttachmentEntry[] {
  let used = 0;
  return entries
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .filter(({ size }) => (used += size) <= bytes);
}

async function look({ store }: BlobDesk, workspace: Workspace): Promise<void> {
  const { replica, tickets } = workspace;
  const me = replica.reference.get().byUserName.get(replica.session.userName);
  const mine = tickets
    .rows()
    .filter((row) => row.open && me !== undefined && row.assigneeId === me.id)
    .map(({ id }) => id);
  const { files, pinned } = store.get();
  const pins = await attachmentsOf(workspace, [...pinned]);
  const own = within(await attachmentsOf(workspace, mine), OWN_BUDGET_BYTES).filter(
    ({ recordId }) => !pinned.has(recordId),
  );
  const wanted = new Set<string>([...pins, ...own].map(({ id }) => id));
  const noLonger = [...files.values()].filter(
    ({ keep, entryId }) => keep === 'own' && !wanted.has(entryId),
  );
  await store.want(pins.map(refOf), 'pinned');
  await store.want(own.map(refOf), 'own');
  await store.want(noLonger, 'no');
}

/** Keeps on this machine what was pinned, and the files of one's own open tickets. */
export function keepOffline(desk: BlobDesk, workspace: Workspace): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void look(desk, workspace).catch(() => undefined);
    }, SETTLE_MS);
  };
  const stops = [
    workspace.tickets.subscribe(soon),
    workspace.replica.onChanges('entries', ({ written }) => {
      if (written.some(({ kind }) => kind === 'attachment')) soon();
    }),
  ];
  soon();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
