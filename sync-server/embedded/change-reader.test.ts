import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { parseAllDocs, renderAllDocs } from './all-docs.ts';
import { readChanges } from './change-reader.ts';
import { Database } from './database.ts';
import { QueryParameters } from './query-parameters.ts';
import { writeDocuments } from './write-documents.ts';

/** Reading while others write, at the moments that matter. */
let database: Database;
const revs = new Map<string, string>();
/** More than two pages. */
const ids = Array.from({ length: 500 }, (_, n) => `doc-${String(n).padStart(3, '0')}`);
const actor = { name: 'admin', roles: ['_admin'], via: 'default' } as const;

async function write(names: readonly string[], part: object): Promise<void> {
  const docs = names.map((_id) => ({
    _id,
    ...part,
    ...(revs.has(_id) ? { _rev: revs.get(_id) } : {}),
  }));
  const options = { newEdits: true, passwordIterations: 1 };
  for (const row of await writeDocuments(database, actor, docs, options)) {
    if (row && 'ok' in row) revs.set(row.id, row.rev);
  }
}

beforeEach(async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-reader-'));
  revs.clear();
  database = await Database.create(path.join(folder, 'db'), 'db', 0);
  await write(ids, { v: 1 });
  return async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
});

const query = {
  after: 0,
  limit: Infinity,
  descending: false,
  includeDocs: true,
  conflicts: false,
  allLeaves: false,
};

interface Row {
  readonly id: string;
  readonly seq: string;
  readonly deleted?: boolean;
  readonly doc: { readonly v: number; readonly _rev: string } | null;
}

it('a document written between two pages of the feed is in its second page as it is now', async () => {
  const pages = readChanges(database, query);
  const rows: Row[] = [];
  let lastSeq = 0;
  for await (const page of pages) {
    if (rows.length === 0) {
      await write(['doc-400'], { v: 2 });
      await write(['doc-401'], { _deleted: true });
    }
    rows.push(...page.rows.map((row) => JSON.parse(row) as Row));
    lastSeq = page.lastSeq;
  }
  expect(rows.map((row) => row.id)).toEqual(ids);
  expect(rows[400]?.doc).toMatchObject({ v: 2, _rev: revs.get('doc-400') });
  expect(rows[401]).toMatchObject({ deleted: true });
  const again: string[] = [];
  for await (const page of readChanges(database, { ...query, after: lastSeq })) {
    again.push(...page.rows.map((row) => (JSON.parse(row) as Row).id));
  }
  expect(again).toEqual(['doc-400', 'doc-401']);
});

it('a document written between two pages of _all_docs is not shown as deleted', async () => {
  const parameters = new QueryParameters({ include_docs: 'true' });
  let text = '';
  for await (const piece of renderAllDocs(database, parseAllDocs(parameters, {}))) {
    if (text === '') await write(['doc-001', 'doc-400'], { v: 2 });
    text += piece;
    if (text.includes('doc-199') && !text.includes('doc-399'))
      await write(['doc-460'], { _deleted: true });
    if (text.includes('doc-199') && !text.includes('doc-399')) await write(['doc-450'], { v: 3 });
  }
  const { rows } = JSON.parse(text) as { rows: Row[] };
  expect(rows.map((row) => row.id)).toEqual(ids.filter((id) => id !== 'doc-460'));
  expect(rows.filter((row) => row.doc === null)).toEqual([]);
  expect(rows[400]?.doc?.v).toBe(2);
  expect(rows[450]?.doc?.v).toBe(3);
});

it('the body of a document that was replaced after its metadata was read is its new one', async () => {
  const before = await database.level.metadata(['doc-000', 'none', 'doc-001']);
  await write(['doc-000'], { v: 2 });
  const [first, none, second] = await database.level.states(before);
  expect(JSON.parse(first?.text ?? '')).toMatchObject({ v: 2, _rev: revs.get('doc-000') });
  expect(first?.metadata.winningRev).toBe(revs.get('doc-000'));
  expect(none).toBeUndefined();
  expect(second?.metadata.id).toBe('doc-001');
});
