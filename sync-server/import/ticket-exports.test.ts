import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { importFile } from './import-file.ts';
import { FileBox, SETTINGS } from './import-kit.ts';
import { MemoryCouch } from './memory-couch.ts';
import { ticketExports, type ExportOptions } from './ticket-exports.ts';

const SCOPE_DB = 'outpost-scope-lab';
const box = new FileBox();
let server = new MemoryCouch();

beforeEach(() => {
  server = new MemoryCouch();
});
afterAll(() => box.remove());

const HEADER = 'Number,Title,State,Priority,Group,Customer,Owner,Created at,Close at';
const ROWS = [
  '67001,Printer,closed,3 high,Desktop,ada@example.org,,2024-01-24T09:00:00Z,2024-01-25T09:00:00Z',
  '67002,Phone,open,2 normal,Desktop,Grace,,2024-01-24T09:00:00Z,',
  '67003,Screen,strange,2 normal,Desktop,Grace,,2024-01-24T09:00:00Z,',
];

function csv(name: string, rows: readonly string[], header = HEADER): string {
  return box.write(name, [header, ...rows].join('\n'));
}

function run(file: string, isDryRun = false, more: Partial<ExportOptions> = {}) {
  const importer = ticketExports({ server, format: undefined, mappingFile: undefined, ...more });
  return importFile({ ...SETTINGS, server, importer, file, isDryRun, onProgress: () => undefined });
}

function tickets() {
  return [...server.database(SCOPE_DB).values()].filter(({ kind }) => kind === 'incident');
}

describe('exports of other tools on the command line', () => {
  it('are known by their header, and a dry run says what a run does', async () => {
    const file = csv('zammad.csv', ROWS);
    const dry = await run(file, true);
    expect(server.writes).toBe(0);
    const report = await run(file);
    expect(report).toEqual(dry);
    expect(report).toMatchObject({ rows: 3, taken: 2, unchanged: 0 });
    expect(report.refused).toEqual([
      {
        row: 4,
        id: '67003',
        reason: '"State": “strange” has no meaning here yet. Choose one in the table of values.',
      },
    ]);
    expect(tickets().map(({ number, state, priority }) => [number, state, priority])).toEqual([
      ['ZAM-67001', 'closed', 2],
      ['ZAM-67002', 'in-progress', 3],
    ]);
  });

  it('change nothing the second time, whatever the order of their rows', async () => {
    await run(csv('forward.csv', ROWS.slice(0, 2)));
    const { writes } = server;
    const again = await run(csv('backward.csv', [...ROWS.slice(0, 2)].reverse()));
    expect(again).toMatchObject({ taken: 0, unchanged: 2, warnings: [] });
    expect(server.writes).toBe(writes);
  });

  it('bring news into a ticket that somebody edited here, and leave what was edited', async () => {
    await run(csv('first.csv', ROWS.slice(0, 2)));
    const before = tickets().find(({ number }) => number === 'ZAM-67002')!;
    const edited = { ...before, title: 'My phone', version: 2, mutationId: '01HX' };
    expect(server.store(SCOPE_DB, edited)).toMatchObject({ ok: true });
    const newer = ROWS[1]!.replace('Phone', 'Telephone').replace('2 normal', '3 high');
    const report = await run(csv('newer.csv', [ROWS[0]!, newer]));
    expect(report).toMatchObject({ taken: 1, unchanged: 1 });
    expect(report.warnings).toEqual([
      'title: changed here and in the file since the last import. What stands here stays. (ZAM-67002)',
    ]);
    const after = tickets().find(({ number }) => number === 'ZAM-67002');
    expect(after).toMatchObject({ title: 'My phone', priority: 2, version: 3 });
  });

  it('follow a mapping that says what a word means and who is made', async () => {
    const mapping = box.write(
      'mapping.json',
      JSON.stringify({ words: { state: { strange: 'resolved' } }, unknown: { teams: 'create' } }),
    );
    const report = await run(csv('mapped.csv', ROWS), false, { mappingFile: mapping });
    expect(report).toMatchObject({ taken: 3, refused: [] });
    expect(new Set(tickets().map(({ teamId }) => teamId)).size).toBe(1);
  });

  it('name the file where nothing can be read', async () => {
    const dates = ['1,A,open,2 normal,,,,01/02/2024,', '2,B,open,2 normal,,,,03/04/2024,'];
    await expect(run(csv('dates.csv', dates))).rejects.toThrow(
      /dates\.csv": Say whether dates such as 01\/02\/2024 begin with the day or with the month\./,
    );
    await expect(run(box.write('empty.csv', ''))).rejects.toThrow(
      /empty\.csv": The file is empty\./,
    );
    await expect(run(box.write('book.csv', new Uint8Array([0x50, 0x4b, 3, 4])))).rejects.toThrow(
      /This is a workbook/,
    );
    await expect(
      run(csv('none.csv', ROWS), true, { mappingFile: `${box.folder}/none.json` }),
    ).rejects.toThrow(/The mapping ".*none\.json" cannot be read/);
  });
});
