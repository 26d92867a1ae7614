import { describe, expect, it } from 'vitest';
import { groupRecords } from '../../../shared/desk/desk-record.ts';
import { dayText, periodRanges } from '../../../shared/sla/report-periods.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import { exportName, figuresCsv, recordsCsv } from './dashboard-export.ts';
import { toDeskRecord } from './desk-records.ts';
import { roundRange } from './round-range.ts';
import type { Dashboard } from './use-dashboard.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2027, 2, 3, 12);
const NAMES = { people: new Map(), places: new Map(), catalog: new Map() };

function row(part: Partial<TicketRow>): TicketRow {
  return {
    id: 'ticket:1',
    number: 'INC-1',
    title: '=HYPERLINK("http://example.com")',
    kind: 'incident',
    state: 'in-progress',
    open: true,
    priority: 2,
    openedAt: NOW - 30 * HOUR,
    activityAt: NOW,
    reassignments: 0,
    reopens: 0,
    ...part,
  } as TicketRow;
}

const ROWS = [
  row({}),
  row({
    id: 'ticket:2',
    number: 'INC-2',
    title: 'Printer, blank labels',
    state: 'resolved',
    open: false,
    openedAt: NOW - 10 * HOUR,
    respondedAt: NOW - 9 * HOUR,
    resolvedAt: NOW - 8 * HOUR,
    category: 'Print',
    satisfaction: 4,
  }),
  row({ id: 'ticket:3', number: 'INC-3', open: false, openedAt: 0, resolvedAt: HOUR }),
];

function dashboard(): Dashboard {
  const records = ROWS.map(toDeskRecord);
  const ranges = periodRanges({ kind: 'days', days: 2 }, 'UTC', NOW)!;
  const groups = groupRecords(records, 'category').map((group) => ({
    ...group,
    label: group.key ?? 'No category',
  }));
  const { range } = ranges;
  const slot = { key: dayText(range.firstDay), label: 'both', ...range };
  return { ...ranges, groupBy: 'category', records, groups, unit: 'day', slots: [slot], atMs: NOW };
}

function lines(csv: string): readonly string[] {
  return csv.replace('\uFEFF', '').trimEnd().split('\r\n');
}

describe('the figures as a file', () => {
  it('say for all, for every group and for every day what the screen says', () => {
    const [head, ...rows] = lines(figuresCsv(dashboard()));
    expect(head).toMatch(/^part,key,label,open,opened,resolved,mtta_mean_seconds/);
    expect(rows).toEqual([
      'total,,,1,2,1,3600,3600,7200,7200,7200,1,0,0,4,1',
      'category,,No category,1,1,0,,,,,,,,,,0',
      'category,Print,Print,0,1,1,3600,3600,7200,7200,7200,1,0,0,4,1',
      'day,2027-03-02,both,1,2,1,3600,3600,7200,7200,7200,1,0,0,4,1',
    ]);
    expect(exportName(dashboard().range, 'figures', 'csv')).toBe(
      'outpost-desk-2027-03-02-2027-03-03-figures.csv',
    );
  });

  it('name the records that count and no others, and run nothing in a spreadsheet', () => {
    const byId = new Map(ROWS.map((each) => [each.id, each]));
    const [, ...rows] = lines(recordsCsv(dashboard(), (id) => byId.get(id), NAMES));
    expect(rows.map((line) => line.split(',')[0])).toEqual(['INC-1', 'INC-2']);
    expect(rows[0]).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    expect(rows[1]).toContain('"Printer, blank labels"');
    expect(rows[1]).toContain('2027-03-03T04:00:00.000Z');
  });
});

describe('a record that was reopened', () => {
  it('has not ended, whatever it says of its first resolution', () => {
    const record = toDeskRecord(row({ resolvedAt: NOW - HOUR, reopens: 1 }));
    expect(record).toMatchObject({ endedMs: null, resolvedMs: null, reopens: 1 });
  });

  it('ended when it was closed where it was never resolved', () => {
    const record = toDeskRecord(row({ open: false, state: 'cancelled', closedAt: NOW }));
    expect(record).toMatchObject({ endedMs: NOW, resolvedMs: null });
  });
});

describe('the scale of a chart', () => {
  it.each([
    [[], 4],
    [[3], 4],
    [[5], 8],
    [[28], 40],
    [[41], 80],
    [[161], 200],
    [[1000], 1600],
    [[null, 12], 16],
  ])('of %j goes to %i', (values, high) => {
    expect(roundRange(values)).toEqual([0, high]);
  });
});
