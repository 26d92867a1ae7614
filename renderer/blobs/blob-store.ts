import { partRanges } from '../../shared/model/blob.ts';
import { Books } from './books.ts';
import { countFiles, EMPTY_SNAPSHOT } from './blob-state.ts';
import type { BlobSnapshot, FetchNote, QueueTrouble, Transfer } from './blob-state.ts';
import { sha256Of } from './digest.ts';
import { forgetCached, forgetLeftovers, wantedParts } from './housekeeping.ts';
import type { FileRefusalNote, FileRef, FileRow, StagedFile } from './file-row.ts';
import { PartStore, WINDOW_BINARY } from './part-store.ts';
import type { BinaryForm, Exclusive } from './part-store.ts';
import { splitFile } from './split-file.ts';

/** The part of `BroadcastChannel` that is used. */
export interface BlobChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface BlobStoreOptions {
  /** Begins the names of its databases. */
  readonly name: string;
  readonly now: () => number;
  /** A new ULID at every call. */
  readonly newId: () => string;
  readonly exclusive: Exclusive;
  /** Between the windows of one person. */
  readonly channel?: BlobChannel;
  readonly binary?: BinaryForm;
  readonly rotateAboveBytes?: number;
  readonly cacheBytes?: number;
}

/** A file as a person chose it. */
export interface ChosenFile {
  readonly content: Blob;
  readonly name: string;
  readonly mediaType: string;
  /** Base64, see `preview` of the entry. */
  readonly preview?: string;
}

/** A file's content on this machine is gone or not what its name says. */
export class ContentLostError extends Error {
  readonly canRetry = false;

  constructor(name: string) {
    super(`The content of ${name} on this machine is damaged.`);
    this.name = 'ContentLostError';
  }
}

/**
 * Content of files on this machine: what is unsent, what is kept, what was looked at. Knows nothing
 * of the network and nothing of records (see ARCHITECTURE.md).
 */
export class BlobStore {
  readonly books: Books;
  readonly parts: PartStore;
  private snapshot: BlobSnapshot = EMPTY_SNAPSHOT;
  private readonly transfers = new Map<string, Transfer>();
  private readonly notes = new Map<string, FetchNote>();
  private trouble: QueueTrouble | null = null;
  private readonly listeners = new Set<() => void>();
  private readonly options: BlobStoreOptions;
  private readonly onMessage = (event: { readonly data: unknown }): void => void this.hear(event);
  private reading: Promise<void> = Promise.resolve();

  private constructor(options: BlobStoreOptions) {
    this.options = options;
    this.books = new Books(`${options.name}-files`);
    this.parts = new PartStore({
      name: `${options.name}-files`,
      books: this.books,
      exclusive: options.exclusive,
      binary: options.binary ?? WINDOW_BINARY,
      ...(options.rotateAboveBytes === undefined
        ? {}
        : { rotateAboveBytes: options.rotateAboveBytes }),
    });
  }

  /** Opens the store and puts in order what a crash left. */
  static async open(options: BlobStoreOptions): Promise<BlobStore> {
    const store = new BlobStore(options);
    await store.books.open();
    options.channel?.addEventListener('message', store.onMessage);
    await store.parts.tidy();
    await forgetLeftovers(store.books, options.now());
    await store.read();
    return store;
  }

  get = (): BlobSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /**
   * Takes a chosen file into a draft. Its name in the books comes first, so that no rotation takes
   * its parts away.
   */
  async stage(draft: string, scope: string, file: ChosenFile): Promise<StagedFile> {
    const { sha256, parts } = await splitFile(file.content);
    const { content, name, mediaType, preview } = file;
    const row: StagedFile = {
      id: this.options.newId(),
      draft,
      scope,
      name,
      mediaType,
      size: content.size,
      sha256,
      parts,
      addedAtMs: this.options.now(),
      ready: false,
      ...(preview === undefined ? {} : { preview }),
    };
    await this.books.staged.put(row);
    try {
      const ranges = partRanges(content.size);
      for (const [index, { start, end }] of ranges.entries()) {
        await this.parts.put(scope, parts[index]!, await content.slice(start, end).arrayBuffer());
      }
      const done = { ...row, ready: true };
      await this.books.staged.put(done);
      await this.changed();
      return done;
    } catch (error) {
      await this.books.staged.delete(row.id);
      throw error;
    }
  }

  async unstage(ids: readonly string[]): Promise<void> {
    await this.books.staged.bulkDelete([...ids]);
    await this.changed();
  }

  /**
   * Turns drafts' files into files of a record whose entries are still to be written; until
   * `entriesWritten` a crash in between is made up for by whoever asks `unfinished`.
   */
  async take(
    ids: readonly string[],
    record: { readonly id: string; readonly scope: string },
    entryIdOf: (staged: StagedFile) => string,
  ): Promise<readonly FileRow[]> {
    const found = await this.books.staged.bulkGet([...ids]);
    const staged = found.filter((each) => each?.ready === true) as StagedFile[];
    for (const each of staged) await this.moveParts(each, record.scope);
    const now = this.options.now();
    const rows = staged.map(({ id: _id, draft: _draft, ready: _ready, ...each }): FileRow => ({
      ...each,
      entryId: entryIdOf(staged.find((other) => other.id === _id)!),
      recordId: record.id,
      scope: record.scope,
      addedAtMs: now,
      usedAtMs: now,
      entryWritten: false,
      unsent: true,
      here: true,
      keep: 'no',
    }));
    await this.books.transaction('rw', this.books.files, this.books.staged, async () => {
      await this.books.files.bulkPut(rows);
      await this.books.staged.bulkDelete(staged.map(({ id }) => id));
    });
    await this.changed();
    return rows;
  }

  async entriesWritten(entryIds: readonly string[]): Promise<void> {
    for (const id of entryIds) await this.books.changeFile(id, { entryWritten: true });
    await this.changed();
  }

  /** The command failed: the files are a draft again. */
  async putBack(rows: readonly FileRow[], draft: string): Promise<void> {
    const staged = rows.map((row): StagedFile => ({
      id: this.options.newId(),
      draft,
      scope: row.scope,
      name: row.name,
      mediaType: row.mediaType,
      size: row.size,
      sha256: row.sha256,
      parts: row.parts,
      addedAtMs: row.addedAtMs,
      ready: true,
      ...(row.preview === undefined ? {} : { preview: row.preview }),
    }));
    await this.books.transaction('rw', this.books.files, this.books.staged, async () => {
      await this.books.staged.bulkPut(staged);
      await this.books.files.bulkDelete(rows.map(({ entryId }) => entryId));
    });
    await this.changed();
  }

  /** Files whose entry a crash kept from being written. */
  unfinished(): readonly FileRow[] {
    return [...this.snapshot.files.values()].filter((row) => !row.entryWritten);
  }

  /** A part as it was, checked against its name; null when it is not here or not what it was. */
  async checkedPart(scope: string, part: string): Promise<ArrayBuffer | null> {
    const bytes = await this.parts.get(scope, part);
    return bytes && (await sha256Of(bytes)) === part ? bytes : null;
  }

  /**
   * The whole file, every part checked; null when it is not here.
   * @throws ContentLostError when it is here no longer as it was and the server has no other.
   */
  async content(ref: FileRef): Promise<Blob | null> {
    const row = this.snapshot.files.get(ref.entryId);
    if (!row?.here) return null;
    const bytes: ArrayBuffer[] = [];
    for (const part of row.parts) {
      const checked = await this.checkedPart(row.scope, part);
      if (!checked) return this.lost(row);
      bytes.push(checked);
    }
    void this.books.changeFile(ref.entryId, { usedAtMs: this.options.now() });
    return new Blob(bytes);
  }

  /** The server has all of it. */
  async sent(entryId: string): Promise<void> {
    await this.patch(entryId, { unsent: false });
  }

  /** The server was restored: what is here is offered to it once more, which costs one question. */
  async offerAgain(scope: string): Promise<void> {
    await this.books.files
      .filter((row) => row.scope === scope && row.here)
      .modify({ unsent: true });
    await this.changed();
  }

  async refuse(entryId: string, refused: FileRefusalNote): Promise<void> {
    await this.patch(entryId, { refused });
  }

  /** Tries a refused file again. */
  async retry(entryId: string): Promise<void> {
    const row = await this.books.files.get(entryId);
    if (!row) return;
    const { refused: _refused, ...rest } = row;
    await this.books.files.put(rest);
    await this.changed();
  }

  /** The entry was discarded, or came back: its content waits 30 days with it. */
  async entryGone(entryId: string, isGone: boolean): Promise<void> {
    const row = this.snapshot.files.get(entryId);
    if (!row || (row.discardedAtMs !== undefined) === isGone) return;
    const { discardedAtMs: _at, ...rest } = row;
    const at = isGone ? { discardedAtMs: this.options.now() } : {};
    await this.books.files.put({ ...rest, ...at });
    await this.changed();
  }

  /** Says that content shall come and stay. */
  async want(refs: readonly FileRef[], keep: FileRow['keep']): Promise<void> {
    const now = this.options.now();
    await this.books.transaction('rw', this.books.files, async () => {
      for (const ref of refs) {
        const row = await this.books.files.get(ref.entryId);
        if (row ? row.keep === keep : keep === 'no') continue;
        const fresh: FileRow = {
          ...ref,
          addedAtMs: now,
          usedAtMs: now,
          entryWritten: true,
          unsent: false,
          here: false,
          keep,
        };
        await this.books.files.put(row ? { ...row, keep } : fresh);
      }
    });
    if (refs.length > 0) await this.changed();
  }

  async pin(recordId: string, isPinned: boolean): Promise<void> {
    if (isPinned) await this.books.pins.put({ recordId });
    else await this.books.pins.delete(recordId);
    await this.changed();
  }

  async arrived(entryId: string): Promise<void> {
    this.notes.delete(entryId);
    const wasAsked = this.snapshot.files.get(entryId)?.keep === 'asked';
    await this.patch(entryId, { here: true, ...(wasAsked ? { keep: 'no' } : {}) });
  }

  /** Progress and outcomes, in memory alone; other windows read them from the channel. */
  report(entryId: string, transfer: Transfer | null): void {
    if (transfer) this.transfers.set(entryId, transfer);
    else this.transfers.delete(entryId);
    this.options.channel?.postMessage({ kind: 'transfer', entryId, transfer });
    this.tell();
  }

  note(entryId: string, note: FetchNote | null): void {
    if (note) this.notes.set(entryId, note);
    else this.notes.delete(entryId);
    this.tell();
  }

  say(trouble: QueueTrouble | null): void {
    if (JSON.stringify(this.trouble) === JSON.stringify(trouble)) return;
    this.trouble = trouble;
    this.options.channel?.postMessage({ kind: 'trouble', trouble });
    this.tell();
  }

  /** Lets go of what nobody wants any more, and of the room it took. Called at start. */
  async collect(): Promise<void> {
    await forgetCached(this.books, this.options.cacheBytes);
    await this.changed();
    for (const [scope, wanted] of await wantedParts(this.books)) {
      if (await this.parts.rotate(scope, wanted)) {
        this.options.channel?.postMessage({ kind: 'rotated' });
      }
    }
  }

  async close(): Promise<void> {
    this.options.channel?.removeEventListener('message', this.onMessage);
    await this.reading;
    await this.parts.close();
    this.books.close();
  }

  /** Reads the books anew and tells everybody. */
  async changed(): Promise<void> {
    await this.read();
    this.options.channel?.postMessage({ kind: 'changed' });
  }

  private async patch(entryId: string, patch: Partial<FileRow>): Promise<void> {
    await this.books.changeFile(entryId, patch);
    await this.changed();
  }

  private async lost(row: FileRow): Promise<null> {
    if (row.unsent) {
      await this.refuse(row.entryId, { code: 'damaged-here', message: '' });
      throw new ContentLostError(row.name);
    }
    await this.patch(row.entryId, { here: false });
    return null;
  }

  /** A draft written in another scope goes to the record's; the parts left behind are unwanted. */
  private async moveParts(staged: StagedFile, scope: string): Promise<void> {
    if (staged.scope === scope) return;
    for (const part of staged.parts) {
      const bytes = await this.checkedPart(staged.scope, part);
      if (!bytes) throw new ContentLostError(staged.name);
      await this.parts.put(scope, part, bytes);
    }
  }

  private read(): Promise<void> {
    const run = async (): Promise<void> => {
      const [files, staged, pins] = await Promise.all([
        this.books.files.toArray(),
        this.books.staged.toArray(),
        this.books.pins.toArray(),
      ]);
      this.snapshot = {
        ...this.snapshot,
        files: new Map(files.map((row) => [row.entryId, row])),
        staged: staged.filter(({ ready }) => ready).sort((a, b) => (a.id < b.id ? -1 : 1)),
        pinned: new Set(pins.map(({ recordId }) => recordId)),
        ...countFiles(files),
      };
      this.tell();
    };
    // In turn, so that an older reading never comes after a newer one.
    this.reading = this.reading.then(run, run);
    return this.reading;
  }

  private async hear({ data }: { readonly data: unknown }): Promise<void> {
    const message = data as {
      readonly kind?: string;
      readonly entryId?: string;
      readonly transfer?: Transfer | null;
      readonly trouble?: QueueTrouble | null;
    };
    if (message.kind === 'changed') await this.read();
    if (message.kind === 'rotated') await this.parts.reopen();
    if (message.kind === 'transfer' && message.entryId !== undefined) {
      if (message.transfer) this.transfers.set(message.entryId, message.transfer);
      else this.transfers.delete(message.entryId);
      this.tell();
    }
    if (message.kind === 'trouble') {
      this.trouble = message.trouble ?? null;
      this.tell();
    }
  }

  private tell(): void {
    this.snapshot = {
      ...this.snapshot,
      transfers: new Map(this.transfers),
      notes: new Map(this.notes),
      trouble: this.trouble,
    };
    for (const listener of this.listeners) listener();
  }
}
