import { describe, expect, it } from 'vitest';
import { periodRanges } from '../../../../shared/sla/report-periods.ts';
import type { ReportRecord, ReportRow } from '../../../../shared/sla/report-rows.ts';
import { selectedRows } from './selected-rows.ts';
import { figuresCsv, recordsCsv } from './report-export.ts';
import { filterSentence, groupLabel } from './report-words.ts';
import { reportOf } from './use-report.ts';

const NOW = Date.parse('2027-03-30T06:46:00Z');
const NAMES = { people: new Map(), places: new Map(), policies: new Map() };
const record = (id: string, more: Partial<ReportRecord> = {}): ReportRecord => ({
  id,
  number: id.toUpperCase(),
  title: `Title of ${id}`,
  kind: 'incident',
  teamId: null,
  assigneeId: null,
  siteId: null,
  category: null,
  openedMs: NOW,
  breachReason: null,
  breachNote: null,
  ...more,
});
const row = (id: string, settledAt: string, more: Partial<ReportRow> = {}): ReportRow => ({
  record: record(id),
  policyId: 'policy:desk',
  agreement: 'sla',
  metric: 'resolution',
  priority: 2,
  outcome: 'met',
  startedMs: NOW,
  settledMs: Date.parse(settledAt),
  stoppedMs: Date.parse(settledAt),
  targetSeconds: 3_600,
  elapsedSeconds: 1_800,
  overSeconds: 0,
  basis: 'here',
  ...more,
});
const breached = { outcome: 'breached', elapsedSeconds: 5_400, overSeconds: 1_800 } as const;
const asked = { countedAt: 'settled', filter: {}, timezone: 'UTC' } as const;
const ranges = periodRanges({ kind: 'month', back: 0 }, 'UTC', NOW)!;
const dataOf = (rows: readonly ReportRow[]) => ({
  rows,
  records: rows.length,
  unreadable: 0,
  nowMs: NOW,
  period: { fromMs: ranges.before.fromMs, toMs: ranges.range.toMs },
});

describe('a report by week', () => {
  const rows = [
    row('a', '2027-02-02T10:00Z'),
    row('b', '2027-03-03T10:00Z', breached),
    row('c', '2027-03-17T10:00Z'),
  ];
  const report = reportOf(dataOf(rows), ranges, { ...asked, groupBy: 'week' });

  it('has the weeks in which nothing was decided too, so that gaps show', () => {
    expect(report.groups.map(({ key, runs }) => [key, runs])).toEqual([
      ['2027-03-01', 1],
      ['2027-03-08', 0],
      ['2027-03-15', 1],
      ['2027-03-22', 0],
      ['2027-03-29', 0],
    ]);
    expect(report.groups[1]?.shareMet).toBeNull();
  });

  it('stands beside the weeks of the month before by their place', () => {
    expect(report.groupsBefore.get('2027-03-01')).toMatchObject({ key: '2027-02-01', met: 1 });
    expect(report.total.runs).toBe(2);
    expect(report.totalBefore.runs).toBe(1);
  });
});

describe('the records behind a figure', () => {
  const rows = [
    row('a', '2027-03-03T10:00Z', breached),
    row('b', '2027-03-04T10:00Z', { ...breached, elapsedSeconds: 9_000, overSeconds: 5_400 }),
    row('c', '2027-03-04T10:00Z'),
    row('d', '2027-03-04T10:00Z', {
      ...breached,
      record: record('d', { breachReason: 'capacity', teamId: 'person:net' }),
    }),
  ];
  const report = reportOf(dataOf(rows), ranges, { ...asked, groupBy: 'team' });
  const ids = (groupKey: string | null, more: object = {}) =>
    selectedRows(report, { groupKey, groupLabel: '', outcome: 'breached', ...more }, asked).map(
      (each) => each.record.id,
    );

  it('are as many as the figure says, the furthest over first', () => {
    const group = report.groups.find(({ key }) => key === '');
    expect(ids('')).toEqual(['b', 'a']);
    expect(group?.breached).toBe(2);
  });

  it('of a reason are those with that reason, of whatever team', () => {
    expect(ids(null, { reason: 'capacity' })).toEqual(['d']);
    expect(ids(null, { reason: null })).toEqual(['b', 'a']);
  });
});

describe('exports', () => {
  const hostile = row('a', '2027-03-03T10:00Z', {
    record: record('a', { title: '=HYPERLINK("http://x","y")', teamId: 'person:net' }),
  });
  const names = { ...NAMES, people: new Map([['person:net', { name: 'Network, Hall 3' }]]) };

  const csvOf = async (rows: readonly ReportRow[]): Promise<string> => {
    const csv = await recordsCsv(rows, names as never, new AbortController().signal);
    return csv.text();
  };

  it('give every run with names for people and figures for machines', async () => {
    const [head, line] = (await csvOf([hostile])).split('\r\n');
    expect(head?.split(',').length).toBe(24);
    expect(line).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(line).toContain('"Network, Hall 3"');
    expect(line).toContain('2027-03-03T10:00:00.000Z');
    expect(line).toContain(',3600,1800,0,50,');
  });

  it('leave a share empty where nothing was decided, instead of 0', () => {
    const running = { ...hostile, outcome: 'running', settledMs: null } as const;
    const report = reportOf(dataOf([running]), ranges, { ...asked, groupBy: 'team' });
    const [, line] = figuresCsv(report, names as never).split('\r\n');
    expect(line).toBe(
      'person:net,"Network, Hall 3",2027-03-01,2027-03-31,,,0,0,1,,,,,1,1,0,2027-03-30T06:46:00.000Z',
    );
  });
});

describe('names of groups', () => {
  it('say that there is none, and keep what is not known here any more', () => {
    expect(groupLabel('team', '', NAMES)).toBe('No team');
    expect(groupLabel('assignee', 'person:gone', NAMES)).toBe('person:gone');
    expect(groupLabel('quarter', '2027-04-01', NAMES)).toBe('Q2 2027');
  });

  it('tell on paper what was left out', () => {
    expect(filterSentence({}, NAMES)).toBe('All targets, without a filter');
    expect(filterSentence({ priority: 1, teamId: '' }, NAMES)).toBe('Priority: P1 · Team: No team');
  });
});
