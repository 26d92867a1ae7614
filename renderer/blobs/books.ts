import Dexie from 'dexie';
import type { Table } from 'dexie';
import type { FileRow, GenerationRow, ServerRow, StagedFile } from './file-row.ts';

/** A record whose files are kept on this machine because a person said so. */
export interface PinRow {
  readonly recordId: string;
}

/**
 * The books of the blob store: small rows beside the parts, in a database that can delete. Writes
 * are on the disk before they end, because they say what is unsent.
 */
export class Books extends Dexie {
  readonly files!: Table<FileRow, string>;
  readonly staged!: Table<StagedFile, string>;
  readonly pins!: Table<PinRow, string>;
  readonly generations!: Table<GenerationRow, string>;
  readonly servers!: Table<ServerRow, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      files: 'entryId, recordId',
      staged: 'id, draft',
      pins: 'recordId',
      generations: 'scope',
      servers: 'scope',
    });
  }

  /** Changes a row that is there. */
  async changeFile(entryId: string, patch: Partial<FileRow>): Promise<void> {
    await this.transaction('rw', this.files, async () => {
      const row = await this.files.get(entryId);
      if (row) await this.files.put({ ...row, ...patch });
    });
  }
}
