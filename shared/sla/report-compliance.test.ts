import { describe, expect, it } from 'vitest';
import {
  breachReasons,
  complianceReport,
  figuresOf,
  quantile,
  selectRows,
} from './report-compliance.ts';
import type { ReportFilter } from './report-compliance.ts';
import type { ReportRecord, ReportRow } from './report-rows.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2027-04-10T10:00:00Z');
const record = (id: string, more: Partial<ReportRecord> = {}): ReportRecord => ({
  id,
  number: id,
  title: id,
  kind: 'incident',
  teamId: null,
  assigneeId: null,
  siteId: null,
  category: null,
  openedMs: Date.parse('2027-03-31T20:00:00Z'),
  breachReason: null,
  breachNote: null,
  ...more,
});
const row = (of: ReportRecord, more: Partial<ReportRow> = {}): ReportRow => ({
  record: of,
  policyId: 'policy:desk',
  agreement: 'sla',
  metric: 'resolution',
  priority: 2,
  outcome: 'met',
  startedMs: of.openedMs,
  settledMs: NOW - HOUR,
  stoppedMs: NOW - HOUR,
  targetSeconds: 3_600,
  elapsedSeconds: 1_800,
  overSeconds: 0,
  basis: 'here',
  ...more,
});
const breached = (of: ReportRecord, overSeconds: number): ReportRow =>
  row(of, { outcome: 'breached', elapsedSeconds: 3_600 + overSeconds, overSeconds });
const options = { countedAt: 'settled', timezone: 'Europe/Berlin', nowMs: NOW } as const;

describe('figures', () => {
  it('leave what still runs out of the share met, and say how many that are', () => {
    const rows = [row(record('a')), breached(record('b'), 60), row(record('c'))];
    const running = row(record('d'), { outcome: 'running', settledMs: null });
    expect(figuresOf([...rows, running])).toMatchObject({
      runs: 4,
      records: 4,
      met: 2,
      breached: 1,
      running: 1,
      shareMet: 2 / 3,
    });
  });

  it('give no share where nothing was decided, instead of 0 or 100 per cent', () => {
    const running = row(record('a'), { outcome: 'running', settledMs: null });
    expect(figuresOf([running])).toMatchObject({ shareMet: null, medianPercent: null });
    expect(figuresOf([])).toMatchObject({ runs: 0, shareMet: null, mostOverSeconds: null });
  });

  it('say by how much the breached ones are over, not the met ones', () => {
    const rows = [breached(record('a'), 60), breached(record('b'), 600), row(record('c'))];
    expect(figuresOf(rows)).toMatchObject({ medianOverSeconds: 330, mostOverSeconds: 600 });
  });

  it('count a record with two targets once', () => {
    const one = record('a');
    expect(figuresOf([row(one, { metric: 'response' }), row(one)])).toMatchObject({
      runs: 2,
      records: 1,
    });
  });

  it('have the quantiles of a spreadsheet', () => {
    const values = Float64Array.from([10, 20, 30, 40]);
    expect([0, 0.5, 0.9, 1].map((share) => quantile(values, share))).toEqual([10, 25, 37, 40]);
  });
});

describe('groups', () => {
  const rows = [
    row(record('a', { teamId: 'person:net' })),
    breached(record('b', { teamId: 'person:net' }), 60),
    row(record('c')),
  ];

  it('hold every run once', () => {
    const { total, groups } = complianceReport(rows, 'team', options);
    expect(groups.map(({ key, runs }) => [key, runs])).toEqual([
      ['person:net', 2],
      ['', 1],
    ]);
    expect(total.runs).toBe(3);
  });

  it('put a run into the local day in which it was decided', () => {
    // 22:30 UTC on 31 March is 00:30 on 1 April in Berlin.
    const settledMs = Date.parse('2027-03-31T22:30:00Z');
    const { groups } = complianceReport([row(record('a'), { settledMs })], 'month', options);
    expect(groups).toMatchObject([{ key: '2027-04-01' }]);
  });
});

describe('selection', () => {
  const march = { fromMs: Date.parse('2027-02-28T23:00Z'), toMs: Date.parse('2027-03-31T22:00Z') };
  const rows = [
    row(record('a', { siteId: 'place:1' })),
    row(record('b'), { metric: 'response', priority: 1 }),
    row(record('c'), { outcome: 'running', settledMs: null }),
  ];
  const ids = (filter: ReportFilter, countedAt: 'settled' | 'opened') =>
    selectRows(rows, march, filter, { countedAt, nowMs: NOW }).map((each) => each.record.id);

  it('counts by the decision or by the report, as is chosen', () => {
    expect(ids({}, 'settled')).toEqual([]);
    expect(ids({}, 'opened')).toEqual(['a', 'b', 'c']);
  });

  it('takes all conditions together; an empty one asks for records that have none', () => {
    expect(ids({ siteId: '' }, 'opened')).toEqual(['b', 'c']);
    expect(ids({ siteId: '', metric: 'response' }, 'opened')).toEqual(['b']);
    expect(ids({ priority: 1, metric: 'resolution' }, 'opened')).toEqual([]);
  });
});

it('counts breach reasons by record and those not given last', () => {
  const given = record('a', { breachReason: 'capacity' });
  const rows = [
    breached(given, 1),
    breached(given, 2),
    row(record('m', { breachReason: 'other' })),
    breached(record('b'), 1),
    breached(record('c'), 1),
  ];
  expect(breachReasons(rows)).toEqual([
    { reason: 'capacity', records: 1 },
    { reason: null, records: 2 },
  ]);
});
