import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import { evaluateSla } from './evaluate-sla.ts';
import { reportRows } from './report-rows.ts';
import type { ReportRecord } from './report-rows.ts';
import { at, calendars, comment, created, hold, policy, state } from './story-kit.ts';
import type { SlaEvent } from './sla-types.ts';

const RECORD: ReportRecord = {
  id: 'ticket:1',
  number: 'INC-1',
  title: 'Printer',
  kind: 'incident',
  teamId: null,
  assigneeId: null,
  siteId: null,
  category: null,
  openedMs: Date.parse(at('09:00')),
  breachReason: null,
  breachNote: null,
};
const rowsOf = (
  now: string,
  events: readonly SlaEvent[],
  entries: readonly Entry[] = [],
  rules = [policy({ id: 'policy:desk' })],
) => {
  const evaluation = evaluateSla({ events, policies: rules, calendars, now: at(now) });
  const kindOf = new Map(rules.map(({ id, kind }) => [id, kind]));
  return reportRows(RECORD, evaluation, entries, (id) => kindOf.get(id));
};
const resolutions = (rows: ReturnType<typeof rowsOf>) =>
  rows.filter(({ metric }) => metric === 'resolution');

const verdict = (more: object = {}): Entry =>
  ({
    id: 'entry:v1',
    kind: 'verdict',
    at: at('18:00'),
    policyId: 'policy:desk',
    metric: 'resolution',
    runStartedAt: at('09:00'),
    outcome: 'breached',
    breachedAt: at('16:30'),
    stoppedAt: at('17:30'),
    targetSeconds: 27_000,
    ...more,
  }) as Entry;

describe('the runs of a record', () => {
  it('count where they were decided: met at the stop, breached at the due instant', () => {
    const met = resolutions(rowsOf('18:00', [created('09:00'), state('11:00', 'resolved')]));
    expect(met).toMatchObject([{ outcome: 'met', settledMs: Date.parse(at('11:00')) }]);
    const late = resolutions(rowsOf('17:30', [created('09:00')]));
    expect(late).toMatchObject([
      {
        outcome: 'breached',
        settledMs: Date.parse(at('17:00')),
        stoppedMs: null,
        overSeconds: 1_800,
      },
    ]);
  });

  it('are not decided while they run or wait', () => {
    const waiting = resolutions(rowsOf('12:00', [created('09:00'), hold('10:00')]));
    expect(waiting).toMatchObject([{ outcome: 'running', settledMs: null, basis: 'here' }]);
  });

  it('each count by themselves where a reopening started another', () => {
    const rules = [policy({ id: 'policy:desk' }, { reopen: 'restart' })];
    const story = [
      created('09:00'),
      state('10:00', 'resolved'),
      state('11:00', 'in-progress'),
      state('12:00', 'resolved'),
    ];
    const rows = resolutions(rowsOf('18:00', story, [], rules));
    expect(rows.map(({ outcome, elapsedSeconds }) => [outcome, elapsedSeconds])).toEqual([
      ['met', 3_600],
      ['met', 3_600],
    ]);
  });

  it('are none where no priority promises anything', () => {
    expect(rowsOf('12:00', [created('09:00', null), comment('10:00')])).toEqual([]);
  });
});

describe('the verdict of the server', () => {
  const story = [created('09:00'), state('16:45', 'resolved')];

  it('wins over what this machine worked out, with its instants', () => {
    expect(resolutions(rowsOf('18:00', story))).toMatchObject([{ outcome: 'met' }]);
    expect(resolutions(rowsOf('18:00', story, [verdict()]))).toMatchObject([
      {
        outcome: 'breached',
        settledMs: Date.parse(at('16:30')),
        stoppedMs: Date.parse(at('17:30')),
        overSeconds: 900,
        basis: 'server',
      },
    ]);
  });

  it('leaves other targets and other runs alone', () => {
    const rows = rowsOf('18:00', story, [verdict({ runStartedAt: at('10:00') })]);
    expect(rows.every(({ basis }) => basis === 'here')).toBe(true);
    const judged = rowsOf('18:00', story, [verdict()]).filter(({ basis }) => basis === 'server');
    expect(judged.map(({ metric }) => metric)).toEqual(['resolution']);
  });

  it('is the corrected one where there are two', () => {
    const second = verdict({ id: 'entry:v2', outcome: 'met', corrects: 'entry:v1' });
    const rows = resolutions(rowsOf('18:00', story, [second, verdict()]));
    expect(rows).toMatchObject([{ outcome: 'met', overSeconds: 0, basis: 'server' }]);
  });

  it('counts once where it was given under another policy of the same agreement', () => {
    const rules = [policy({ id: 'policy:desk' }), policy({ id: 'policy:other', targets: [] })];
    const rows = rowsOf('18:00', story, [verdict({ policyId: 'policy:other' })], rules);
    expect(resolutions(rows)).toMatchObject([{ policyId: 'policy:other', basis: 'server' }]);
  });

  it('says nothing where its policy is not known here', () => {
    const rows = rowsOf('18:00', story, [verdict({ policyId: 'policy:gone' })]);
    expect(resolutions(rows)).toMatchObject([{ policyId: 'policy:desk', basis: 'here' }]);
  });
});
