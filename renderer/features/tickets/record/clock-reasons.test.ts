import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { SlaInput } from '../../../../shared/sla/evaluate-sla.ts';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { DEFAULT_MATRIX } from '../../../../shared/workflow/priority.ts';
import { REFERENCE } from '../testing/rows.ts';
import { levelsFor } from './apply-what-if.ts';
import { lastDays } from './day-lanes.ts';
import { finalVerdict, relianceWords } from './final-verdict.ts';
import { endsWork, missedWords } from './missed.ts';
import { policyChoice } from './policy-choice.ts';

describe('why this policy and no other', () => {
  const policy = (id: string, order: number, more: object) => ({
    id,
    order,
    kind: 'sla',
    name: id.slice(7),
    ticketKinds: ['incident'],
    calendarId: 'policy:c',
    targets: [],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
    ...more,
  });
  const rules = slaRules({
    policies: [
      policy('policy:vip', 1, { conditions: [{ field: 'vip', anyOf: ['yes'] }] }),
      policy('policy:requests', 2, { ticketKinds: ['request'] }),
      policy('policy:next-year', 3, { validFrom: '2028-01-01T00:00:00Z' }),
      policy('policy:team', 4, { agreement: 'ola' }),
      policy('policy:leipzig', 5, { siteIds: ['place:lej'] }),
    ] as never[],
  });
  const facts = { ticketKind: 'incident', siteId: 'place:lej', vip: false };
  const created = { id: 'a', at: '2027-03-30T08:00:00Z', kind: 'created', state: 'new' } as const;
  const input: SlaInput = {
    events: [{ ...created, priority: 2, facts }],
    policies: rules.list,
    calendars: rules.calendars,
    now: '2027-03-30T09:00:00Z',
  };

  it('says what it asks, and why each one before it in the same agreement was passed over', () => {
    const choice = policyChoice(input, rules, 'policy:leipzig', REFERENCE);
    expect(choice?.conditions).toEqual([{ text: 'at Leipzig DC', holds: true }]);
    expect(choice?.passedOver.map(({ name, why }) => [name, why])).toEqual([
      ['vip', 'only VIP requesters'],
      ['requests', 'only for Requests'],
      ['next-year', 'not in force yet'],
    ]);
    expect(policyChoice(input, rules, 'policy:gone', REFERENCE)).toBeNull();
  });
});

describe('the word of the server', () => {
  const target = {
    policyId: 'policy:a',
    metric: 'resolution',
    startedAt: '2027-03-30T08:00:00Z',
    stoppedAt: '2027-03-30T10:00:00Z',
    state: 'met',
  } as SlaTargetResult;
  const verdict = (part: object) =>
    ({
      id: 'entry:1',
      kind: 'verdict',
      at: '2027-03-30T10:00:01Z',
      policyId: 'policy:a',
      metric: 'resolution',
      runStartedAt: '2027-03-30T08:00:00.000Z',
      outcome: 'met',
      ...part,
    }) as unknown as Entry;
  const said = (...entries: Entry[]) => relianceWords(target, finalVerdict(target, entries), true);

  it('is final for the run it is about; without it a doubtful clock says so', () => {
    expect(said(verdict({}))).toBe('Final, by the server');
    expect(said(verdict({ runStartedAt: '2027-03-29T08:00:00Z' }))).toContain('Provisional');
    expect(relianceWords(target, null, false)).toBeUndefined();
  });

  it('is taken back by its correction, and held against what is counted here', () => {
    const late = verdict({ outcome: 'breached' });
    expect(said(late)).toContain('late. Counted anew here');
    const corrected = verdict({ id: 'entry:2', at: '2027-03-30T11:00:00Z', corrects: 'entry:1' });
    expect(said(late, corrected)).toBe('Final, by the server, corrected after late news');
  });
});

describe('what is asked when the work ends', () => {
  const missed = {
    policyKind: 'sla',
    metric: 'resolution',
    state: 'breached',
    overSeconds: 4_320,
  } as SlaTargetResult;

  it('is the reason of a breach of what was promised to customers, once', () => {
    const ticket = { kind: 'incident' } as const;
    expect(missedWords(ticket, 'resolved', [missed])).toBe('Resolution, 1:12 over');
    expect(missedWords(ticket, 'on-hold', [missed])).toBeUndefined();
    expect(missedWords(ticket, 'cancelled', [missed])).toBeUndefined();
    expect(missedWords(ticket, 'resolved', [{ ...missed, policyKind: 'ola' }])).toBeUndefined();
    expect(
      missedWords({ ...ticket, breachReason: 'capacity' }, 'closed', [missed]),
    ).toBeUndefined();
    expect(endsWork('request', 'fulfilled')).toBe(true);
  });
});

describe('a priority to be applied', () => {
  it('is made of impact and urgency as near to what they are as the matrix allows', () => {
    const levels = levelsFor(DEFAULT_MATRIX, { impact: 3, urgency: 2 }, 1);
    expect(levels).toEqual({ impact: 1, urgency: 1 });
    expect(levelsFor(DEFAULT_MATRIX, { impact: 2, urgency: 2 }, 9)).toBeNull();
  });
});

describe('the picture of an old record', () => {
  it('is drawn of its last days alone', () => {
    const day = (n: number) => new Date(Date.UTC(2027, 0, n)).toISOString();
    const intervals = Array.from({ length: 730 }, (_, n) => ({
      from: day(n),
      to: day(n + 1),
      counted: true,
      reason: 'open' as const,
      seconds: 86_400,
      totalSeconds: 0,
    }));
    const last = lastDays(intervals, 10);
    expect(last).toHaveLength(11);
    expect(last.at(-1)).toBe(intervals.at(-1));
    expect(lastDays([], 10)).toEqual([]);
  });
});
