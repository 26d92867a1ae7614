import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Entry } from '../../shared/model/entry.ts';
import type { Documents } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { ConvertedRow } from './import-row.ts';
import { readJsonLines, startProgress } from './read-rows.ts';

/** Helpers of the import's tests. */

export const SETTINGS = { scope: 'lab', timezone: 'Etc/UTC' } as const;

/** The documents of one collection, in the order they were made. */
export function documentsOf<C extends CollectionName>(
  { documents }: ConvertedRow,
  collection: C,
): readonly Documents[C][] {
  return documents
    .filter((each) => each.collection === collection)
    .map(({ document }) => document as Documents[C]);
}

/** The timeline as consoles show it and service levels count it: by instant, then by id. */
export function timelineOf(row: ConvertedRow): readonly Entry[] {
  return [...documentsOf(row, 'entries')].sort((a, b) =>
    a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1,
  );
}

/** A folder for the files of one test file, and how to be rid of it. */
export class FileBox {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-import-'));

  write(name: string, content: string | Uint8Array): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  /** The same, packed with gzip. */
  packed(name: string, text: string): string {
    return this.write(name, new Uint8Array(gzipSync(text, { level: 1 })));
  }

  /** The first half of another file. */
  half(file: string): string {
    const bytes = new Uint8Array(readFileSync(file));
    return this.write(`half-${path.basename(file)}`, bytes.subarray(0, bytes.length / 2));
  }

  /** The first lines of another file. */
  async firstLines(file: string, count: number, name: string): Promise<string> {
    const rows: unknown[] = [];
    for await (const source of readJsonLines(file, await startProgress(file))) {
      if ('value' in source) rows.push(source.value);
      if (rows.length === count) break;
    }
    return this.lines(name, rows);
  }

  /** One JSON value a line. */
  lines(name: string, rows: readonly unknown[]): string {
    return this.write(name, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

type Row = Readonly<Record<string, unknown>>;

/** An incident of the log as its file has it, from New to Closed. */
export function incidentRow(patch: Row = {}): Row {
  return {
    number: 'INC0000045',
    incident_state: 'Closed',
    active: false,
    made_sla: true,
    caller_id: 'Caller 2403',
    opened_by: 'Opened by 8',
    opened_at: '2016-02-29T01:16',
    sys_created_by: 'Created by 6',
    sys_created_at: '2016-02-29T01:23',
    sys_updated_by: 'Updated by 908',
    sys_updated_at: '2016-03-05T12:00',
    contact_type: 'Email',
    location: 'Location 143',
    category: 'Category 55',
    subcategory: 'Subcategory 170',
    u_symptom: 'Symptom 72',
    impact: '2 - Medium',
    urgency: '2 - Medium',
    priority: '3 - Moderate',
    assignment_group: 'Group 24',
    assigned_to: 'Resolver 89',
    closed_code: 'code 5',
    resolved_by: 'Resolved by 149',
    resolved_at: '2016-02-29T11:29',
    closed_at: '2016-03-05T12:00',
    events: [
      {
        incident_state: 'New',
        sys_updated_by: 'Updated by 21',
        sys_updated_at: '2016-02-29T01:23',
        assignment_group: 'Group 70',
      },
      { incident_state: 'Active', assignment_group: 'Group 24', assigned_to: 'Resolver 89' },
      { incident_state: 'Resolved', sys_updated_at: '2016-02-29T08:53' },
      { incident_state: 'Closed', sys_updated_at: '2016-03-05T12:00' },
    ],
    ...patch,
  };
}
