import { describe, expect, it } from 'vitest';
import type { CalendarPolicy } from '../model/policy.ts';
import { validateDocument } from '../model/validate.ts';
import { fakeContext } from '../testkit/factories.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { workflowMergeRules } from '../workflow/merge-rules.ts';
import { saveCalendar } from '../workflow/sla-commands.ts';
import type { CalendarBody, SaveCalendarOptions } from '../workflow/sla-commands.ts';
import { lostValues, mergeDocuments } from './merge-documents.ts';

const rules = workflowMergeRules(DEFAULT_MATRIX);
const next = fakeContext({ roles: ['manager'] });
const body: CalendarBody = {
  name: 'Desk hours',
  timezone: 'Europe/Berlin',
  hours: { mon: [['07:00', '18:00']] },
  holidays: ['2027-05-06'],
};

function saved(
  base: CalendarPolicy | null,
  change: Partial<CalendarBody>,
  options: SaveCalendarOptions = {},
): CalendarPolicy {
  const { writes } = saveCalendar(base, { ...body, ...change }, next(), options);
  return writes[0]!.document as CalendarPolicy;
}

function merge(base: CalendarPolicy, mine: CalendarPolicy, theirs: CalendarPolicy) {
  const merged = mergeDocuments('policies', base, mine, theirs, rules);
  expect(validateDocument(merged.document)).toMatchObject({ ok: true });
  return { document: merged.document as CalendarPolicy, lost: lostValues(merged.decisions) };
}

describe('a calendar that two managers changed while apart', () => {
  const base = saved(null, {});

  it('has the holidays of both, and what it said before until the first of them', () => {
    const theirs = saved(base, { holidays: ['2027-05-06', '2027-12-25'] });
    const mine = saved(base, { holidays: ['2027-05-06', '2027-12-26'] });
    const { document, lost } = merge(base, mine, theirs);
    expect(document.holidays).toEqual(['2027-05-06', '2027-12-25', '2027-12-26']);
    expect(document.earlier).toEqual(theirs.earlier);
    expect(lost).toEqual([]);
  });

  it('has the hours of one and the holidays of the other', () => {
    const theirs = saved(base, { hours: { mon: [['06:00', '18:00']] } });
    const mine = saved(base, { holidays: [], dayNames: {} });
    const { document, lost } = merge(base, mine, theirs);
    expect(document).toMatchObject({ hours: { mon: [['06:00', '18:00']] }, holidays: [] });
    expect(lost).toEqual([]);
  });

  it('keeps every revision that either of them made', () => {
    const kept = { holidays: ['2027-12-24'] };
    const once = saved(base, kept);
    const theirs = saved(once, { holidays: ['2027-12-24', '2027-12-31'] });
    const mine = saved(saved(once, { ...kept, timezone: 'Europe/Vienna' }), {
      ...kept,
      timezone: 'Europe/Warsaw',
    });
    const { document } = merge(once, mine, theirs);
    expect(document.earlier!.map(({ timezone, holidays }) => [timezone, holidays])).toEqual([
      ['Europe/Berlin', ['2027-05-06']],
      ['Europe/Berlin', ['2027-12-24']],
      ['Europe/Vienna', ['2027-12-24']],
    ]);
  });

  it('stays corrected where one of them corrected the past', () => {
    const once = saved(base, { holidays: [] });
    const mine = saved(once, { holidays: ['2027-01-01'] }, { since: 'always' });
    const theirs = saved(once, { hours: { mon: [['08:00', '18:00']] } });
    expect(merge(once, mine, theirs).document.earlier!.map(({ holidays }) => holidays)).toEqual([
      [],
    ]);
  });

  it('says whose hours were not kept', () => {
    const theirs = saved(base, { hours: { mon: [['06:00', '18:00']] } });
    const mine = saved(base, { hours: { mon: [['08:00', '18:00']] } });
    const { document, lost } = merge(base, mine, theirs);
    expect(document.hours).toEqual(theirs.hours);
    expect(lost.map(({ field }) => field)).toEqual(['hours']);
  });
});
