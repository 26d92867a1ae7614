import type { CalendarPolicy, SlaPolicyDocument } from '../model/policy.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkConditions } from './check-policy-conditions.ts';
import type { PolicyContext } from './check-policy-conditions.ts';
import { checkEscalations } from './check-policy-escalations.ts';
import { checkTargets } from './check-policy-targets.ts';
import { byOrder, isWithin, outlasts, overlapsInTime, shadowsOf } from './policy-overlap.ts';
import { ProblemList } from './policy-problems.ts';
import type { PolicyProblem } from './policy-problems.ts';

export type { PolicyContext } from './check-policy-conditions.ts';
export type { PolicyProblem } from './policy-problems.ts';

/**
 * Everything that is wrong or doubtful about a policy, in the order of its form. Errors make it
 * unfit to be saved, warnings do not.
 * @param now ISO 8601; tells what is over.
 */
export function checkSlaPolicy(
  policy: SlaPolicyDocument,
  context: PolicyContext,
  now: string,
): readonly PolicyProblem[] {
  const list = new ProblemList();
  if (policy.name.trim() === '') list.error('name', 'no-name');
  checkValidity(policy, now, list);
  if (policy.ticketKinds.length === 0) list.error('ticketKinds', 'no-kind');
  checkConditions(policy, context, list);
  checkCalendars(policy, context, list);
  checkTargets(policy, list);
  policy.targets.forEach((target, i) =>
    checkEscalations(target, `targets[${i}]`, context.people, list),
  );
  checkNeighbours(policy, context, list);
  return list.problems;
}

/** Nothing forbids saving it. */
export function maySave(problems: readonly PolicyProblem[]): boolean {
  return problems.every(({ severity }) => severity !== 'error');
}

function checkValidity(
  { validFrom, validTo }: SlaPolicyDocument,
  now: string,
  list: ProblemList,
): void {
  if (validTo === undefined) return;
  const isBackwards = validFrom !== undefined && Date.parse(validTo) <= Date.parse(validFrom);
  if (isBackwards) list.error('validTo', 'ends-before-start');
  else if (Date.parse(validTo) <= Date.parse(now)) list.warning('validTo', 'already-over');
}

/* Calendars ------------------------------------------------------------------------ */

function checkCalendars(
  policy: SlaPolicyDocument,
  context: PolicyContext,
  list: ProblemList,
): void {
  checkFixedCalendar(policy.calendarId, context, list);
  const source = policy.calendarSource ?? 'fixed';
  if (source === 'fixed') return;
  const owners =
    source === 'team'
      ? [...context.people.values()].flatMap((party) => (party.kind === 'team' ? [party] : []))
      : [...context.places.values()];
  const own = owners.filter(({ calendarId, removedAt }) => calendarId && !removedAt);
  if (own.length === 0) list.warning('calendarSource', 'nobody-has-calendar');
  const seen = new Set<string>();
  for (const { calendarId, name } of own) {
    if (seen.has(calendarId!)) continue;
    seen.add(calendarId!);
    const calendar = calendarAt(calendarId!, context);
    if (!calendar) list.warning('calendarSource', 'no-calendar-there', { name });
    else if (opening(calendar) === 'never')
      list.warning('calendarSource', 'never-opens-there', { name: calendar.name });
  }
}

function checkFixedCalendar(id: string, context: PolicyContext, list: ProblemList): void {
  const calendar = calendarAt(id, context);
  if (!calendar) {
    list.error('calendarId', 'no-calendar');
    return;
  }
  const { name } = calendar;
  const [problem] = checkCalendar(calendar);
  if (problem) list.error('calendarId', 'bad-calendar', { name, problem: problem.message });
  else if (opening(calendar) === 'never') list.error('calendarId', 'never-opens', { name });
  else if (opening(calendar) === 'single-days') list.warning('calendarId', 'single-days', { name });
}

function calendarAt(id: string, { policies }: PolicyContext): CalendarPolicy | null {
  const found = policies.get(id);
  return found?.kind === 'calendar' && found.removedAt === undefined ? found : null;
}

function opening({ hours, exceptions }: CalendarPolicy): 'weekly' | 'single-days' | 'never' {
  if (Object.values(hours).some((day) => day.length > 0)) return 'weekly';
  return exceptions?.some((day) => day.hours.length > 0) ? 'single-days' : 'never';
}

/* Beside the others ----------------------------------------------------------------- */

/** Policies of the same agreement, of which the first that matches a ticket counts. */
function checkNeighbours(
  policy: SlaPolicyDocument,
  { policies }: PolicyContext,
  list: ProblemList,
): void {
  if (policy.ticketKinds.length === 0) return;
  const others = [...policies.values()].filter(
    (each): each is SlaPolicyDocument =>
      each.kind === 'sla' &&
      each.removedAt === undefined &&
      each.id !== policy.id &&
      (each.agreement ?? 'sla') === (policy.agreement ?? 'sla'),
  );
  const earlier = others.filter((each) => byOrder(each, policy) < 0).sort(byOrder);
  const shadows = shadowsOf(policy, earlier);
  if (shadows?.length === 1) {
    list.warning('order', 'shadowed', { name: shadows[0]!.name });
  } else if (shadows) {
    const names = shadows.map(({ name }) => `“${name}”`).join(', ');
    list.warning('order', 'shadowed-by-several', { names });
  }
  for (const each of others.filter((later) => byOrder(policy, later) < 0)) {
    if (shadowsOf(each, [policy])) list.warning('order', 'shadows', { name: each.name });
  }
  for (const each of others) {
    const isSame = isWithin(policy, each) && isWithin(each, policy);
    const sharesKind = each.ticketKinds.some((kind) => policy.ticketKinds.includes(kind));
    if (isSame && sharesKind && overlapsInTime(policy, each) && !outlasts(each, policy))
      list.warning('validFrom', 'overlaps', { name: each.name });
  }
}
