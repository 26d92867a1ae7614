import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import type { WrittenDocument } from '../../shared/policy/written-document.ts';
import { hostsImporter } from './hosts.ts';
import { importFile, type Importer } from './import-file.ts';
import { FileBox, incidentRow, SETTINGS } from './import-kit.ts';
import { incidentsImporter } from './incidents.ts';
import { knowledgeImporter } from './knowledge.ts';
import { MemoryCouch } from './memory-couch.ts';
import { netboxImporter } from './netbox.ts';

const box = new FileBox();
const SCOPE_DB = scopeDatabase(SETTINGS.scope);
let server: MemoryCouch;

beforeEach(() => {
  server = new MemoryCouch();
});
afterAll(() => {
  box.remove();
});

const run = (importer: Importer, file: string, patch: { isDryRun?: boolean } = {}) =>
  importFile({
    ...SETTINGS,
    server,
    importer,
    file,
    isDryRun: false,
    onProgress: () => undefined,
    ...patch,
  });

const incidents = (...rows: readonly unknown[]) => box.lines('incidents.jsonl', rows);

/** The same incident with a correction that is no event of its history. */
const correctedRow = (patch: object = {}) => incidentRow({ category: 'Category 56', ...patch });

function ticket(): WrittenDocument {
  return [...server.database(SCOPE_DB).values()].find(({ kind }) => kind === 'incident')!;
}

/** As the console writes: another mutation, the next version. */
function edit(db: string, document: WrittenDocument, patch: object): object {
  const version = Number(document['version']) + 1;
  return server.store(db, { ...document, version, mutationId: '01HX', ...patch });
}

describe('a run', () => {
  it('counts every row once: taken, unchanged or refused', async () => {
    const file = incidents(
      incidentRow(),
      incidentRow({ number: 'INC2', impact: '9' }),
      incidentRow(),
    );
    const report = await run(incidentsImporter, file);
    expect(report).toEqual({
      rows: 3,
      taken: 1,
      unchanged: 0,
      refused: [
        {
          row: 2,
          id: 'INC2',
          reason: '"impact" does not start with a number from 1 to 3: "9".',
        },
        { row: 3, id: 'INC0000045', reason: 'Row 1 is about the same record.' },
      ],
      warnings: [],
      facts: ['The priority is the one the matrix gives. (1 of 3 rows)'],
    });
  });

  it('takes a good row behind a bad one of the same number', async () => {
    const report = await run(
      incidentsImporter,
      incidents(incidentRow({ events: [] }), incidentRow()),
    );
    expect(report).toMatchObject({ taken: 1, refused: [{ row: 1 }] });
  });

  it('refuses what the model does not hold, with the document and the field', async () => {
    const article = {
      ...{ id: 'KB1', title: 'Title', updatedAt: '2020-01-01', markdown: '# x' },
      author: 'a'.repeat(160),
    };
    const good = await run(knowledgeImporter, box.lines('articles.jsonl', [article]));
    expect(good.taken).toBe(1);
    const rack = { id: 1, name: 'R', site: 'a', uHeight: 2.5 };
    const bad = await run(netboxImporter, box.write('n.json', JSON.stringify({ racks: [rack] })));
    expect(bad.refused).toEqual([
      {
        row: 1,
        id: 'racks 1',
        reason: expect.stringMatching(/^place:\w+: field heightUnits: /) as string,
      },
    ]);
    expect(server.database(REFERENCE_DATABASE).size).toBe(1);
  });

  it('says which time zone it does not know before it reads a row', async () => {
    const importing = importFile({
      ...{ scope: 'lab', timezone: 'Mars/Olympus', server, importer: incidentsImporter },
      ...{ file: '/nowhere', isDryRun: false, onProgress: () => undefined },
    });
    await expect(importing).rejects.toThrow(
      '"Mars/Olympus" is no time zone; name one such as Europe/Berlin.',
    );
  });

  it('that is dry writes nothing and says the same', async () => {
    const file = incidents(incidentRow(), incidentRow({ number: null }));
    const dry = await run(incidentsImporter, file, { isDryRun: true });
    expect(server.writes).toBe(0);
    expect(dry).toEqual(await run(incidentsImporter, file));
    expect((await run(incidentsImporter, file, { isDryRun: true })).unchanged).toBe(1);
  });
});

describe('a second run', () => {
  it('writes nothing where nothing changed', async () => {
    const file = incidents(incidentRow(), incidentRow({ number: 'INC2' }));
    await run(incidentsImporter, file);
    const { writes } = server;
    expect(await run(incidentsImporter, file)).toMatchObject({ rows: 2, taken: 0, unchanged: 2 });
    expect(server.writes).toBe(writes);
  });

  it('completes what a run that was cut short left out', async () => {
    const file = incidents(incidentRow());
    await run(incidentsImporter, file);
    const whole = new Map(server.database(SCOPE_DB));
    const half = [...whole.keys()].filter((_id, n) => n % 2 === 0);
    for (const id of half) server.database(SCOPE_DB).delete(id);
    expect(await run(incidentsImporter, file)).toMatchObject({ taken: 1, unchanged: 0 });
    expect([...server.database(SCOPE_DB).keys()].sort()).toEqual([...whole.keys()].sort());
  });

  it('changes a record whose row changed, keeps who made it, and rewrites no history', async () => {
    await run(incidentsImporter, incidents(incidentRow(), incidentRow({ number: 'INC2' })));
    const before = ticket();
    const { writes } = server;
    const changed = correctedRow({ sys_created_at: '2016-02-29T01:20' });
    const report = await run(
      incidentsImporter,
      incidents(changed, incidentRow({ number: 'INC2' })),
    );
    expect(report).toMatchObject({ taken: 1, unchanged: 1 });
    expect(server.writes).toBe(writes + 1);
    expect(ticket()).toMatchObject({
      category: 'Category 56',
      version: 2,
      createdAt: before['createdAt'],
    });
    const again = await run(incidentsImporter, incidents(changed));
    expect(again).toMatchObject({ taken: 0, unchanged: 1, warnings: [] });
  });

  it('adds what happened since and says where the past was told otherwise', async () => {
    const events = incidentRow()['events'] as readonly object[];
    await run(incidentsImporter, incidents(incidentRow({ events: events.slice(0, 2) })));
    const count = server.database(SCOPE_DB).size;
    expect(await run(incidentsImporter, incidents(incidentRow()))).toMatchObject({ warnings: [] });
    expect(server.database(SCOPE_DB).size).toBe(count + 2);
    const { writes } = server;
    const retold = [
      { ...events[0], sys_updated_at: '2016-02-29T01:20' },
      { ...events[1], sys_updated_at: '2016-02-29T01:23' },
      ...events.slice(2),
    ];
    const report = await run(incidentsImporter, incidents(incidentRow({ events: retold })));
    expect(report).toMatchObject({
      unchanged: 1,
      warnings: [
        'An event of the history was imported before with other content, perhaps with another --timezone; what was written stays. (INC0000045)',
      ],
    });
    expect(server.writes).toBe(writes);
  });

  it('leaves what a person changed and names it', async () => {
    await run(incidentsImporter, incidents(incidentRow()));
    expect(edit(SCOPE_DB, ticket(), { title: 'Mine' })).toMatchObject({ ok: true });
    const place = [...server.database(REFERENCE_DATABASE).values()].find(
      ({ kind }) => kind === 'site',
    )!;
    edit(REFERENCE_DATABASE, place, { name: 'Leipzig' });
    const { writes } = server;
    const report = await run(incidentsImporter, incidents(correctedRow()));
    expect(report).toMatchObject({ taken: 0, unchanged: 1 });
    expect(report.warnings).toEqual([
      'Changed in Outpost since the import, so it was left as it is. (2 times, e.g. Location 143, INC0000045)',
    ]);
    expect(server.writes).toBe(writes);
    expect(ticket()['title']).toBe('Mine');
  });

  it('does not bring back what the server removed for good', async () => {
    await run(incidentsImporter, incidents(incidentRow()));
    const { _id, _rev } = ticket();
    server.store(SCOPE_DB, { _id, _rev, _deleted: true });
    const { writes } = server;
    const report = await run(incidentsImporter, incidents(incidentRow()));
    expect(report.warnings).toEqual([
      'Removed from the server for good since the import, so it was not brought back. (INC0000045)',
    ]);
    expect(server.writes).toBe(writes);
  });
});

describe('writing beside others', () => {
  it('looks again where somebody was faster, and keeps what they wrote', async () => {
    await run(incidentsImporter, incidents(incidentRow()));
    let isFirst = true;
    server.beforeWrite = (db) => {
      if (isFirst && db === SCOPE_DB) edit(db, ticket(), { title: 'Mine' });
      isFirst = false;
    };
    const report = await run(incidentsImporter, incidents(correctedRow()));
    expect(ticket()['title']).toBe('Mine');
    expect(report.refused).toEqual([]);
    expect(report.warnings).toEqual([expect.stringMatching(/^Changed in Outpost/)]);
  });

  it('refuses a record that never rests', async () => {
    await run(incidentsImporter, incidents(incidentRow()));
    server.beforeWrite = (db) => {
      const { _id, _rev, ...imported } = ticket();
      server.store(db, { _id, _rev, ...imported, version: Number(imported['version']) + 1 });
    };
    const report = await run(incidentsImporter, incidents(correctedRow()));
    expect(report.refused).toMatchObject([{ id: 'INC0000045' }]);
    expect(report.refused[0]!.reason).toMatch(/^The server refused ticket:\w+: it changes all/);
  });

  it('reports what the server refused, in its words', async () => {
    const article = { id: 'KB1', title: 'Title', updatedAt: '2020-01-01', markdown: '# x' };
    const file = (id: string) =>
      box.lines('articles.jsonl', [{ ...article, id, sourcePath: 'a/b.md' }]);
    await run(knowledgeImporter, file('KB1'));
    const report = await run(knowledgeImporter, file('KB2'));
    expect(report.refused).toMatchObject([
      { id: 'KB2', reason: expect.stringContaining('The field number never changes.') as string },
    ]);
    expect(report).toMatchObject({ rows: 1, taken: 0, unchanged: 0 });
  });

  it('leaves item classes of the workspace alone', async () => {
    const hosts = box.lines('hosts.jsonl', [{ hostname: 'a' }, { hostname: 'b', kind: 'cloud' }]);
    await run(hostsImporter, hosts);
    const made = [...server.database(REFERENCE_DATABASE).values()];
    expect(made.map(({ key }) => key).sort()).toEqual(['server', 'virtual-machine']);

    server = new MemoryCouch();
    const own = { ...made.find(({ key }) => key === 'server')!, _rev: undefined };
    server.store(REFERENCE_DATABASE, {
      ...own,
      _id: 'policy:01HX0000000000000000000000',
      attributes: [{ key: 'memory', label: 'Memory', type: 'number' }],
    });
    expect(await run(hostsImporter, hosts)).toMatchObject({ taken: 2 });
    const keys = [...server.database(REFERENCE_DATABASE).values()].map(({ key }) => key);
    expect(keys.sort()).toEqual(['server', 'virtual-machine']);
    expect(await run(hostsImporter, hosts)).toMatchObject({ unchanged: 2 });
  });
});

describe('a long file', () => {
  it('goes up in several batches, is counted to the end, and only then again unchanged', async () => {
    const rows = Array.from({ length: 900 }, (_, n) => incidentRow({ number: `INC${n}` }));
    const file = incidents(...rows);
    const seen: number[] = [];
    const request = { ...SETTINGS, server, importer: incidentsImporter, file, isDryRun: false };
    const report = await importFile({
      ...request,
      onProgress: (count, share) => {
        seen.push(count);
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      },
    });
    expect(report).toMatchObject({ rows: 900, taken: 900, refused: [] });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen.at(-1)).toBe(900);
    expect(await run(incidentsImporter, file)).toMatchObject({ unchanged: 900 });
  });

  it('ends with the first failure of the server', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => incidentRow({ number: `INC${n}` }));
    let requests = 0;
    server.beforeWrite = () => {
      requests += 1;
      if (requests > 4) throw new Error('gone');
    };
    await expect(run(incidentsImporter, incidents(...rows))).rejects.toThrow('gone');
    expect(requests).toBeLessThan(8);
  });
});
