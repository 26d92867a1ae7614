import { describe, expect, it } from 'vitest';
import { compileCalendar } from './calendar.ts';
import { evaluateSla } from './evaluate-sla.ts';
import type { SlaInput } from './evaluate-sla.ts';
import type { SlaEvent } from './sla-types.ts';
import { at, calendars, created, hold, hours, id, policy, state } from './story-kit.ts';
import { compareWhatIf, isMissedBy, suppose } from './what-if.ts';
import type { WhatIf } from './what-if.ts';

const early = compileCalendar({ timezone: 'Europe/Berlin', hours: { tue: [['06:00', '10:00']] } });
const all = new Map([...calendars, ['early', early]]);

function given(events: readonly SlaEvent[], now = '11:00', policies = [policy()]): SlaInput {
  return { events, policies, calendars: all, now: at(now) };
}

/** The resolution of a record before and after. */
function resolutionIf(input: SlaInput, change: WhatIf) {
  const found = compareWhatIf(input, suppose(change)).find(({ metric }) => metric === 'resolution');
  return { before: found?.before ?? null, after: found?.after ?? null };
}

describe('what if', () => {
  it('the priority rises: due as if it had always been so, where the policy says from the start', () => {
    const { before, after } = resolutionIf(given([created('09:00')]), { kind: 'raise' });
    expect(before?.dueAt).toBe(at('17:00'));
    expect(after?.dueAt).toBe(at('13:00'));
    const fromChange = [policy({ retroactive: 'fromChange' })];
    const then = resolutionIf(given([created('09:00')], '11:00', fromChange), {
      kind: 'priority',
      priority: 1,
    });
    expect(then.after?.dueAt).toBe(at('15:00'));
  });

  it('a priority 1 has nowhere to rise to', () => {
    const input = given([created('09:00', 1)]);
    expect(suppose({ kind: 'raise' })(input)).toBe(input);
  });

  it('it waits until half past two: the open time between is won', () => {
    const change = { kind: 'hold', reason: 'awaiting-caller', until: at('14:30') } as const;
    const { before, after } = resolutionIf(given([created('09:00')]), change);
    expect(before?.dueAt).toBe(at('17:00'));
    expect(after?.dueAt).toBe(at('2027-06-02 10:30'));
  });

  it('it waits for a reason that does not pause: nothing is won', () => {
    const change = { kind: 'hold', reason: 'awaiting-vendor' } as const;
    const { after } = resolutionIf(given([created('09:00')]), change);
    expect(after).toMatchObject({ state: 'running', dueAt: at('17:00') });
  });

  it('it goes on now: what stood still is due again', () => {
    const events = [created('09:00'), hold('10:00')];
    const { before, after } = resolutionIf(given(events), { kind: 'resume' });
    expect(before).toMatchObject({ state: 'paused', dueAt: null });
    expect(after).toMatchObject({ state: 'running', dueAt: at('18:00') });
    const open = given([created('09:00')]);
    expect(suppose({ kind: 'resume' })(open)).toBe(open);
  });

  it('another team takes it: its hours count where the policy asks for them', () => {
    const policies = [policy({ calendarSource: 'team', retroactive: 'fromChange' })];
    const input = {
      ...given([created('09:00')], '09:30', policies),
      calendarOf: new Map([['person:early', 'early']]),
    };
    const { after } = resolutionIf(input, { kind: 'assign', teamId: 'person:early' });
    // Half an hour today, four on each of the next Tuesdays of 06:00 to 10:00.
    expect(after?.calendarId).toBe('early');
    expect(after?.dueAt).toBe(at('2027-06-15 09:00'));
  });

  it('another policy held: its conditions do not matter, that of suppliers runs on beside it', () => {
    const strict = policy({
      id: 'policy:strict',
      line: 'sla',
      conditions: [{ field: 'vip', anyOf: ['yes'] }],
      targets: [{ ...policy().targets[1]!, minutesByPriority: { 2: 60 } }],
    });
    const supplier = policy({ id: 'policy:uc', kind: 'uc', line: 'uc' });
    const input = given([created('09:00')], '11:00', [policy({ line: 'sla' }), strict, supplier]);
    const pairs = compareWhatIf(input, suppose({ kind: 'policy', policyId: 'policy:strict' }));
    const own = pairs.filter(({ policyKind }) => policyKind === 'sla');
    expect(own.find(({ metric }) => metric === 'resolution')?.after).toMatchObject({
      policyId: 'policy:strict',
      state: 'breached',
      overSeconds: hours(1),
    });
    expect(own.find(({ metric }) => metric === 'response')?.after).toBeNull();
    const others = pairs.filter(({ policyKind }) => policyKind === 'uc');
    expect(others.map(({ after }) => after)).toEqual(others.map(({ before }) => before));
  });

  it('other hours counted: from the start, and whatever team has it', () => {
    const input = given([created('09:00')], '09:30', [policy({ calendarSource: 'team' })]);
    const { after } = resolutionIf(input, { kind: 'calendar', calendarId: 'early' });
    expect(after?.dueAt).toBe(at('2027-06-15 09:00'));
  });

  it('changes nothing of the record itself', () => {
    const input = given([created('09:00'), state('09:30', 'in-progress')]);
    const before = JSON.stringify(evaluateSla(input));
    compareWhatIf(input, suppose({ kind: 'priority', priority: 1 }));
    expect(JSON.stringify(evaluateSla(input))).toBe(before);
  });

  it('is answered for a record that was not reported yet: with nothing', () => {
    const input = given([created('12:00')]);
    expect(suppose({ kind: 'raise' })(input)).toBe(input);
  });
});

describe('a target is missed by an instant', () => {
  const resolutionOf = (events: readonly SlaEvent[], now: string) =>
    evaluateSla(given(events, now)).targets.find(({ metric }) => metric === 'resolution')!;

  it('when it is over already or due until then, and not when it waits or is done', () => {
    const running = resolutionOf([created('09:00')], '11:00');
    expect(isMissedBy(running, Date.parse(at('16:59')))).toBe(false);
    expect(isMissedBy(running, Date.parse(at('17:00')))).toBe(true);
    expect(isMissedBy(resolutionOf([created('09:00')], '17:30'), 0)).toBe(true);
    const late = Date.parse(at('2027-07-01 09:00'));
    expect(isMissedBy(resolutionOf([created('09:00'), hold('10:00')], '11:00'), late)).toBe(false);
    const done = [created('09:00'), { ...state('10:00', 'resolved'), id: id() }];
    expect(isMissedBy(resolutionOf(done, '11:00'), late)).toBe(false);
    expect(isMissedBy(null, late)).toBe(false);
  });
});
