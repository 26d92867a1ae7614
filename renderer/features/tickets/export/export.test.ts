import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { makeRow, REFERENCE } from '../testing/rows.ts';
import { NO_CLOCK } from '../../../replica/row-clock.ts';
import { buildQueue } from '../queue/queue-model.ts';
import type { Queue } from '../queue/queue-model.ts';
import type { GroupColumn, QueueColumn } from '../queue/column-list.ts';
import { indexRows } from '../queue/row-index.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { exportTable } from './export-table.ts';
import { columnName, escapeXml, serialOf } from './sheet-xml.ts';
import { exportFileName } from './use-export.ts';
import { writeTable } from './write-table.ts';
import type { ExportKind } from './write-table.ts';

const OPENED = Date.parse('2027-03-30T08:46:00Z');
const clockOf = () => NO_CLOCK;

function queueOf(rows: readonly TicketRow[], groupBy: GroupColumn | null): Queue {
  return buildQueue({
    index: indexRows(rows),
    kinds: new Set(['incident']),
    test: () => true,
    sort: { id: 'number', dir: 'asc' },
    groupBy,
    reference: REFERENCE,
    locale: 'en',
    clockOf,
    nowMs: OPENED,
  });
}

const COLUMNS: readonly QueueColumn[] = ['number', 'title', 'priority', 'team', 'opened', 'left'];

async function written(
  kind: ExportKind,
  rows: readonly TicketRow[],
  groupBy: GroupColumn | null = null,
  signal = new AbortController().signal,
): Promise<{ readonly blob: Blob; readonly told: readonly number[] }> {
  const table = exportTable(queueOf(rows, groupBy), COLUMNS, {
    reference: REFERENCE,
    clockOf,
    numberOf: () => undefined,
  });
  const told: number[] = [];
  const onProgress = (done: number): void => void told.push(done);
  return { blob: await writeTable(kind, table, 'Open: incidents', { signal, onProgress }), told };
}

async function partsOf(blob: Blob): Promise<Record<string, string>> {
  const files = unzipSync(new Uint8Array(await blob.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

const ROWS = [
  makeRow({ id: 'b', number: 'INC-2', title: '=HYPERLINK("x")', openedAt: OPENED }),
  makeRow({ id: 'a', number: 'INC-1', title: 'A, "b" & <c>', teamId: 'person:print' }),
];

describe('a list as a file', () => {
  it('is CSV in the order of the list, with no formula a title could smuggle in', async () => {
    const { blob, told } = await written('csv', ROWS);
    const lines = new TextDecoder('utf-8', { ignoreBOM: true })
      .decode(await blob.arrayBuffer())
      .split('\r\n');
    expect(lines[0]).toBe('\uFEFFNumber,Title,Priority,Group,Opened,Due,"Time left, minutes"');
    expect(lines[1]).toBe('INC-1,"A, ""b"" & <c>",3,Print and endpoint,1970-01-01T00:00:00.000Z,,');
    expect(lines[2]).toBe('INC-2,"\'=HYPERLINK(""x"")",3,,2027-03-30T08:46:00.000Z,,');
    expect(told.at(-1)).toBe(2);
  });

  it('names the group of every row where the list has groups', async () => {
    const { blob } = await written('csv', ROWS, 'team');
    const [head, ...lines] = (await blob.text()).trim().split('\r\n');
    expect(head).toContain('Group of the list,Number');
    expect(lines.map((line) => line.slice(0, 30))).toEqual([
      'Print and endpoint,INC-1,"A, "',
      'Without: Group,INC-2,"\'=HYPERL',
    ]);
  });

  it('is a workbook whose dates are dates, numbers numbers and texts never formulas', async () => {
    const { blob } = await written('xlsx', ROWS);
    const parts = await partsOf(blob);
    expect(Object.keys(parts).sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
    ]);
    const sheet = parts['xl/worksheets/sheet1.xml']!;
    expect(sheet).toContain('A, "b" &amp; &lt;c&gt;');
    expect(sheet).toContain('<c r="C2"><v>3</v></c>');
    expect(sheet).toContain(`<c r="E3" s="1"><v>${serialOf(OPENED)}</v></c>`);
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('<autoFilter ref="A1:G3"/>');
    expect(parts['xl/workbook.xml']).toContain('name="Open  incidents"');
  });

  it('writes many rows and can be stopped on the way', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      makeRow({ id: `t${n}`, number: `INC-${n}` }),
    );
    const { blob, told } = await written('xlsx', rows);
    const sheet = (await partsOf(blob))['xl/worksheets/sheet1.xml']!;
    expect(sheet.match(/<row /g)).toHaveLength(5_001);
    expect(told.at(-1)).toBe(5_000);
    const abort = new AbortController();
    abort.abort();
    const many = Array.from({ length: 60_000 }, (_, n) => rows[n % 5_000]!);
    await expect(written('xlsx', many, null, abort.signal)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('keeps to what a sheet can hold', () => {
    expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect(escapeXml('a\u0000b\ud800<')).toBe('ab&lt;');
    expect(serialOf(new Date(2027, 0, 1).getTime())).toBe(46_388);
  });

  it('has a name that says what and when', () => {
    const at = new Date(2027, 2, 30, 12).getTime();
    expect(exportFileName('Störungen: Größe', at, 'xlsx')).toBe('storungen-gro-e-2027-03-30.xlsx');
    expect(exportFileName('???', at, 'csv')).toBe('tickets-2027-03-30.csv');
  });
});
