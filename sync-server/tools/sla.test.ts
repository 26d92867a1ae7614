import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { SlaEvaluation } from '../../shared/sla/evaluate-sla.ts';
import type { SlaInterval } from '../../shared/sla/explain-sla.ts';
import type { PolicyId } from '../../shared/model/ids.ts';
import { aTicket, fakeContext } from '../../shared/testkit/factories.ts';
import { createDocument } from '../../shared/workflow/record-commands.ts';
import { changeTicketState } from '../../shared/workflow/ticket-commands.ts';

const root = path.resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'sla-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The command as a user runs it. */
function run(...args: string[]) {
  const script = path.join(root, 'sync-server/tools/sla.ts');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, ...args],
    { cwd: root, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const calendar = {
  id: 'office',
  timezone: 'Europe/Berlin',
  hours: { mon: [['08:00', '18:00']], tue: [['08:00', '18:00']] },
  holidays: [],
};
const policy = {
  id: 'desk',
  name: 'Desk',
  kind: 'sla',
  calendarId: 'office',
  retroactive: 'fromStart',
  targets: [
    {
      metric: 'resolution',
      minutesByPriority: { 2: 480 },
      pauseWhile: [{ states: ['on-hold'] }],
      stopWhen: [{ kind: 'while-state', states: ['resolved', 'closed'] }],
      reopen: 'resume',
      warnAtPercent: 75,
    },
  ],
};
const events = [
  { id: 'e2', at: '2027-06-01T08:00:00Z', kind: 'state', state: 'on-hold' },
  { id: 'e1', at: '2027-06-01T07:00:00Z', kind: 'created', state: 'new', priority: 2 },
  { id: 'e3', at: '2027-06-01T09:00:00Z', kind: 'state', state: 'in-progress' },
];
const now = '2027-06-01T10:30:00Z';

function evaluate(
  files: { log?: unknown; policies?: unknown; calendars?: unknown },
  ...more: string[]
) {
  const log = write('log.json', files.log ?? events);
  const policies = write('policies.json', files.policies ?? [policy]);
  const calendars = write('calendars.json', files.calendars ?? [calendar]);
  const given = ['--log', log, '--policies', policies, '--calendars', calendars, '--now', now];
  return run(...given, ...more);
}

type Answer = SlaEvaluation & {
  readonly targets: readonly { readonly explanation?: readonly SlaInterval[] }[];
};

describe('the command', () => {
  it('prints the evaluation of a log whose events come in any order', () => {
    const { status, stdout, stderr } = evaluate({});
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { targets, nextChangeAt } = JSON.parse(stdout) as Answer;
    expect(targets).toHaveLength(1);
    expect(targets[0]).toMatchObject({
      policyId: 'desk',
      metric: 'resolution',
      state: 'running',
      elapsedSeconds: 2.5 * 3600,
      remainingSeconds: 5.5 * 3600,
      dueAt: '2027-06-01T16:00:00.000Z',
    });
    expect(nextChangeAt).toBe('2027-06-01T14:00:00.000Z');
    expect(targets[0]).not.toHaveProperty('explanation');
  });

  it('explains every interval, counted or not, and names the event behind a pause', () => {
    const { targets } = JSON.parse(evaluate({}, '--explain').stdout) as Answer;
    expect(targets[0]!.explanation).toMatchObject([
      { counted: true, reason: 'open', seconds: 3600, causeEventId: 'e1' },
      { counted: false, reason: 'pause', seconds: 3600, causeEventId: 'e2' },
      { counted: true, reason: 'open', seconds: 5400, totalSeconds: 9000, causeEventId: 'e3' },
    ]);
  });

  it('takes a ticket with its timeline, and policies and calendars as the console writes them', () => {
    const context = fakeContext();
    const hours = { tue: [['08:00', '18:00'] as [string, string]] };
    const office = createDocument(
      'policies',
      { kind: 'calendar', name: 'Office', timezone: 'Europe/Berlin', hours, holidays: [] },
      context(),
    ).writes[0]!.document;
    const agreement = createDocument(
      'policies',
      {
        kind: 'sla',
        name: 'Incidents',
        ticketKinds: ['incident'],
        order: 1,
        calendarId: office.id as PolicyId,
        targets: [{ metric: 'resolution', minutes: [60, 120, 240, null], warnAtPercent: 75 }],
        pauseReasons: ['awaiting-caller'],
        retroactive: 'fromStart',
        reopen: 'resume',
      },
      context(),
    ).writes[0]!.document;
    const ticket = aTicket(context());
    const { writes } = changeTicketState(
      ticket,
      'on-hold',
      { holdReason: 'awaiting-caller' },
      context(),
    );
    const entries = writes.filter(({ collection }) => collection === 'entries');
    const log = { ticket, entries: entries.map(({ document }) => document) };
    const answer = evaluate({ log, policies: [agreement, office], calendars: [office] });
    expect(answer.stderr).toBe('');
    const { targets } = JSON.parse(answer.stdout) as Answer;
    expect(targets).toMatchObject([
      {
        policyId: agreement.id,
        state: 'paused',
        clock: 'paused',
        targetSeconds: 7200,
        dueAt: null,
      },
    ]);
  });

  it('takes calendars by id', () => {
    const { id, ...hours } = calendar;
    const { targets } = JSON.parse(evaluate({ calendars: { [id]: hours } }).stdout) as Answer;
    expect(targets[0]).toMatchObject({ problem: null, calendarId: 'office' });
  });

  it('names everything that is malformed by file, index and field, and exits 2', () => {
    const [first, second] = events;
    const { status, stdout, stderr } = evaluate({
      log: [first, { ...second, priority: 'high' }, { id: 'e4', at: now, kind: 'reopened' }, 7],
      policies: [policy, { ...policy, id: 'two', targets: [{ metric: 'speed' }] }],
      calendars: [{ ...calendar, hours: { mon: [['18:00', '08:00']] } }],
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.map((line) => line.replace(folder, '').replace(/: .*/, ''))).toEqual([
      '/log.json, row 1 ("e1"), field priority',
      '/log.json, row 2 ("e4"), field kind',
      '/log.json, row 3',
      expect.stringMatching(/^\/policies\.json, row 1 \("two"\), field targets\[0\]\.\w+$/),
      '/calendars.json, row 0 ("office"), field hours.mon[0]',
    ]);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each<[title: string, log: unknown, message: string]>([
    [
      'a local time',
      [{ ...events[1], at: '2027-06-01T07:00:00' }],
      'row 0 ("e1"), field at: "2027',
    ],
    ['no creation', [events[0]], 'No event is "created"'],
    ['no JSON', '[{', 'is not JSON'],
    ['something else', { tickets: [] }, 'neither a list of events nor'],
    ['no whole ticket', { ticket: { id: 'ticket:1' }, entries: [] }, 'field ticket'],
  ])('exits 2 and says why: a log with %s', (_title, log, message) => {
    const { status, stderr } = evaluate({ log });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each<[title: string, args: string[], message: string]>([
    ['nothing', [], '--log is missing.'],
    ['an unknown option', ['--then', 'x'], "Unknown option '--then'"],
    [
      'a day for an instant',
      ['--log', 'a', '--policies', 'b', '--calendars', 'c', '--now', 'today'],
      '--now: "today" is not an instant',
    ],
    [
      'files that are not there',
      ['--log', 'a', '--policies', 'b', '--calendars', 'c', '--now', now],
      'a cannot be read',
    ],
  ])('exits 2 and says why: %s', (_title, args, message) => {
    const { status, stdout, stderr } = run(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('explains itself', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--policies');
  });
});
