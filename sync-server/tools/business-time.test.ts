import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCase } from './case-row.ts';
import { RowError } from './row-reader.ts';

const root = path.resolve(import.meta.dirname, '../..');
const casesFolder = path.resolve(root, '../shared/cases');
const folder = mkdtempSync(path.join(tmpdir(), 'business-time-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a user runs it. */
function run(...args: string[]) {
  const script = path.join(root, 'sync-server/tools/business-time.ts');
  const command = ['--import', 'tsx', script, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, stdout, stderr, lines };
}

function fileOf(content: unknown): string {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const calendar = {
  timezone: 'Europe/Berlin',
  hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] },
  holidays: ['2027-12-25'],
};
const due = {
  id: 'due-1',
  op: 'due',
  calendar,
  start: '2027-06-07T16:30:00+02:00',
  amountMinutes: 60,
  expected: '2027-06-08T09:30:00+02:00',
};
const elapsed = {
  id: 'elapsed-1',
  op: 'elapsed',
  calendar,
  start: '2027-06-07T06:00:00Z',
  end: '2027-06-07T08:00:30Z',
  expected: 3630,
};

describe('the command', () => {
  it('prints one line a row and exits 0 when every row passes', () => {
    const skipped = { ...due, id: 'skip-1', boundary: 'advance' };
    const { status, lines, stderr } = run(fileOf([due, elapsed, skipped]));
    expect(lines.slice(0, 2)).toEqual([
      '{"id":"due-1","expected":"2027-06-08T09:30:00+02:00","actual":"2027-06-08T09:30:00+02:00","pass":true}',
      '{"id":"elapsed-1","expected":3630,"actual":3630,"pass":true}',
    ]);
    expect(JSON.parse(lines[2]!)).toMatchObject({ id: 'skip-1', pass: null, actual: null });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('exits 1 when a row fails, and prints all of them', () => {
    const { status, lines } = run(fileOf([{ ...elapsed, expected: 3631 }, due]));
    expect(status).toBe(1);
    expect(lines.map((line) => (JSON.parse(line) as { pass: boolean }).pass)).toEqual([
      false,
      true,
    ]);
  });

  it('exits 2 when a row is malformed, names it by index and field, and runs the others', () => {
    const bad = { ...due, id: 'due-2', calendar: { ...calendar, timezone: 'Mars/Phobos' } };
    const { status, lines, stderr } = run(fileOf([due, bad, 7]));
    expect(status).toBe(2);
    expect(lines).toHaveLength(1);
    expect(stderr).toContain('Row 1 ("due-2"), field calendar.timezone: "Mars/Phobos" is no IANA');
    expect(stderr).toContain('Row 2, field row: 7 is not an object.');
  });

  it.each<[title: string, args: () => string[], message: string]>([
    ['no file named', () => [], 'Give one file.'],
    ['two files named', () => ['a.json', 'b.json'], 'Give one file.'],
    ['no such file', () => [path.join(folder, 'none.json')], 'none.json cannot be read'],
    ['a folder', () => [folder], 'cannot be read'],
    ['no JSON', () => [fileOf('[{]')], 'is not JSON'],
    ['NaN is no JSON', () => [fileOf('[{"amountMinutes": NaN}]')], 'is not JSON'],
    ['no array', () => [fileOf({ rows: [] })], 'does not hold an array of rows'],
  ])('exits 2 and says why: %s', (_title, args, message) => {
    const { status, stdout, stderr } = run(...args());
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('FILE.json');
  });
});

describe('a malformed row', () => {
  const dueDays = { ...due, op: undefined, kind: 'dueBusinessDays', amountBusinessDays: 2 };
  const paused = { ...due, kind: 'dueWithPauses', pauses: [] };
  const overridden = { ...due, kind: 'dueWithDateOverrides', dateOverrides: {} };
  const local = {
    id: 'l',
    kind: 'localToInstant',
    calendar,
    local: '2027-03-28 02:30',
    expected: due.expected,
  };

  it.each<[title: string, row: unknown, field: string]>([
    ['id missing', { ...due, id: undefined }, 'id'],
    ['id a number', { ...due, id: 3 }, 'id'],
    ['op missing', { ...due, op: undefined }, 'op'],
    ['op unknown', { ...due, op: 'overdue' }, 'op'],
    ['op of every object', { ...due, op: 'constructor' }, 'op'],
    ['kind unknown', { ...due, kind: 'dueSoon' }, 'kind'],
    ['calendar missing', { ...due, calendar: undefined }, 'calendar'],
    ['calendar a list', { ...due, calendar: [] }, 'calendar'],
    ['hours missing', { ...due, calendar: { timezone: 'UTC' } }, 'calendar.hours'],
    [
      'hour 25',
      { ...due, calendar: { ...calendar, hours: { mon: [['09:00', '25:00']] } } },
      'calendar.hours.mon[0][1]',
    ],
    [
      'reversed interval',
      { ...due, calendar: { ...calendar, hours: { mon: [['17:00', '09:00']] } } },
      'calendar.hours.mon[0]',
    ],
    [
      'holiday',
      { ...due, calendar: { ...calendar, holidays: ['2027-02-29'] } },
      'calendar.holidays[0]',
    ],
    ['start missing', { ...due, start: undefined }, 'start'],
    ['start without offset', { ...due, start: '2027-06-07T16:30:00' }, 'start'],
    ['start a date that is none', { ...due, start: '2027-02-30T00:00:00Z' }, 'start'],
    ['start in the year 1', { ...due, start: '0001-01-01T00:00:00Z' }, 'start'],
    ['amount missing', { ...due, amountMinutes: undefined }, 'amountMinutes'],
    ['amount a text', { ...due, amountMinutes: '60' }, 'amountMinutes'],
    ['amount null (NaN in JSON)', { ...due, amountMinutes: null }, 'amountMinutes'],
    ['amount NaN', { ...due, amountMinutes: Number.NaN }, 'amountMinutes'],
    ['amount without end', { ...due, amountMinutes: Infinity }, 'amountMinutes'],
    ['amount negative', { ...due, amountMinutes: -1 }, 'amountMinutes'],
    ['expected missing', { ...due, expected: undefined }, 'expected'],
    ['expected no instant', { ...due, expected: 60 }, 'expected'],
    ['end missing', { ...elapsed, end: undefined }, 'end'],
    ['expected no seconds', { ...elapsed, expected: '3630' }, 'expected'],
    ['tolerance', { ...elapsed, tolerance: -1 }, 'tolerance'],
    ['half days', { ...dueDays, amountBusinessDays: 1.5 }, 'amountBusinessDays'],
    ['end of day', { ...dueDays, endOfWorkingDay: 'yes' }, 'endOfWorkingDay'],
    ['pauses missing', { ...paused, pauses: undefined }, 'pauses'],
    ['a pause', { ...paused, pauses: [{ from: due.start }] }, 'pauses[0].to'],
    [
      'a reversed pause',
      { ...paused, pauses: [{ from: due.expected, to: due.start }] },
      'pauses[0]',
    ],
    ['overrides', { ...overridden, dateOverrides: [] }, 'dateOverrides'],
    ['a date', { ...overridden, dateOverrides: { tomorrow: [] } }, 'dateOverrides.tomorrow'],
    [
      'its hours',
      { ...overridden, dateOverrides: { '2027-06-07': 9 } },
      'dateOverrides.2027-06-07',
    ],
    ['local time', { ...local, local: '2027-03-28' }, 'local'],
    ['its zone', { ...local, calendar: { timezone: 3 } }, 'calendar.timezone'],
  ])('is named by its field: %s', (_title, row, field) => {
    let caught: unknown;
    try {
      runCase(row);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(RowError);
    expect((caught as RowError).field).toBe(field);
    expect((caught as RowError).message).toMatch(/\.$/);
  });
});

describe('our own rows of every kind', () => {
  const at = (time: string) => `2027-06-${time}:00Z`;
  it.each<[kind: string, row: object, expected: unknown]>([
    ['due', { start: at('07T07:00'), amountMinutes: 0.5 }, '2027-06-07T07:00:30Z'],
    ['elapsed', { start: at('07T08:00'), end: at('07T07:00') }, 0],
    ['backward', { start: at('08T07:30'), amountMinutes: 60 }, at('07T14:30')],
    ['dueBusinessDays', { start: at('07T07:00'), amountBusinessDays: -1 }, '2027-06-01T07:00:00Z'],
    [
      'dueBusinessDays',
      { start: at('07T07:00'), amountBusinessDays: 1, endOfWorkingDay: true },
      at('08T15:00'),
    ],
    [
      'dueWithPauses',
      {
        start: at('07T07:00'),
        amountMinutes: 60,
        pauses: [{ from: at('07T07:30'), to: at('08T07:30') }],
      },
      at('08T08:00'),
    ],
    [
      'dueWithPauses',
      { start: at('07T07:00'), amountMinutes: 60, pauses: [{ from: at('07T07:30'), to: null }] },
      null,
    ],
    [
      'elapsedWithPauses',
      {
        start: at('07T07:00'),
        end: at('07T09:00'),
        pauses: [{ from: at('07T08:00'), to: at('07T08:30') }],
      },
      5400,
    ],
    [
      'dueBusinessDaysWithPauses',
      {
        start: at('07T07:00'),
        amountBusinessDays: 1,
        pauses: [{ from: at('07T08:00'), to: at('07T09:00') }],
      },
      at('08T08:00'),
    ],
    [
      'dueWithDateOverrides',
      {
        start: at('08T14:00'),
        amountMinutes: 90,
        dateOverrides: { '2027-06-09': [['00:00', '24:00']] },
      },
      at('08T22:30'),
    ],
    [
      'elapsedWithDateOverrides',
      { start: at('08T00:00'), end: at('09T00:00'), dateOverrides: { '2027-06-08': [] } },
      0,
    ],
    ['localToInstant', { local: '2027-03-28 02:30' }, '2027-03-28T03:30:00+02:00'],
    ['firstPeriodAfter', { start: at('07T20:00') }, { start: at('08T07:00'), end: at('08T15:00') }],
    [
      'periodsAfter',
      { start: at('07T20:00'), shifts: { '2027-06-09': [['10:00', '11:00']] } },
      [
        [at('08T07:00'), at('08T15:00')],
        [at('09T08:00'), at('09T09:00')],
      ],
    ],
  ])('%s', (kind, row, expected) => {
    expect(runCase({ id: 'own', kind, calendar, expected, ...row })).toEqual({
      id: 'own',
      expected,
      actual: expected,
      pass: true,
    });
  });

  it('fails a row whose calendar never opens unless nothing is expected', () => {
    const never = { ...due, calendar: { timezone: 'UTC', hours: {}, holidays: [] } };
    expect(runCase(never)).toMatchObject({ actual: null, pass: false });
    expect(runCase({ ...never, expected: null })).toMatchObject({ actual: null, pass: true });
  });

  it.each(['docExample', 'nominalDayDivergence', 'holdOutsideHours'])('skips %s', (kind) => {
    expect(runCase({ id: 'x', kind, expected: 5 })).toMatchObject({ pass: null, expected: 5 });
    expect(runCase({ id: 'x', op: kind })).toMatchObject({ pass: null });
  });
});

describe.runIf(existsSync(casesFolder))('the cases read out of other engines', () => {
  it.each(['business-time.json', 'business-time-extended.json'])('%s', (name) => {
    const text = readFileSync(path.join(casesFolder, name), 'utf8');
    const results = (JSON.parse(text) as unknown[]).map(runCase);
    expect(results.filter(({ pass }) => pass === false)).toEqual([]);
    expect(results.filter(({ pass }) => pass === true).length).toBeGreaterThan(
      results.length * 0.9,
    );
  });
});
