import type { ShiftPlan } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';

/** The clock of an IANA zone; local times are written as if they were UTC milliseconds. */
export interface ZoneClock {
  readonly offsetAt: (ms: number) => number;
  readonly toInstant: (localMs: number) => number;
}

/** Null where the platform knows no such zone: then its plan says nothing. */
export type ZoneOf = (timezone: string) => ZoneClock | null;

export type DutyKind = ShiftPlan['shifts'][number]['kind'];

/** One shift of one day, or one turn of being on call. */
export interface Duty {
  readonly planId: string;
  readonly teamId: string;
  readonly shiftId: string;
  readonly kind: DutyKind;
  readonly timezone: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Who does it, absent people left out. */
  readonly personIds: readonly string[];
  /** Whose turn it would have been. */
  readonly absentIds: readonly string[];
}

/** What a person does at an instant; `off`: a plan names them, and not for now. */
export type Standing = 'absent' | 'on-shift' | 'on-call' | 'off' | 'unplanned';

export interface DutyRules {
  readonly plans: readonly ShiftPlan[];
  readonly people: ReadonlyMap<string, Pick<Person, 'id' | 'absences'>>;
  readonly zoneOf: ZoneOf;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** `2027-03-28` as days since 1970; NaN for anything else. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 1 Monday to 7 Sunday; 1970-01-01 was a Thursday. */
export function weekdayNumber(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** `HH:MM` after midnight, in milliseconds; `24:00` is the end of the day. */
function timeMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** The local date at an instant. */
export function localDay(zone: ZoneClock, ms: number): number {
  return Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);
}

/** Whether a local date lies in one of a person's absences. */
export function isAwayOn(person: Pick<Person, 'absences'> | undefined, day: number): boolean {
  const date = dayText(day);
  return person?.absences?.some(({ from, to }) => from <= date && date <= to) ?? false;
}

type Shift = ShiftPlan['shifts'][number];

/**
 * Whose turn it is on a day: all of them, or one a week in turn. A week begins on the weekday of
 * `validFrom`, which so is the day of handing over.
 */
export function turnOf({ personIds, weekly, validFrom }: Shift, day: number): readonly string[] {
  if (!weekly || personIds.length === 0) return personIds;
  const week = Math.floor((day - dayNumber(validFrom)) / 7);
  const id = personIds[((week % personIds.length) + personIds.length) % personIds.length];
  return id === undefined ? [] : [id];
}

function beginsOn({ weekdays, validFrom, validTo }: Shift, day: number): boolean {
  const date = dayText(day);
  if (date < validFrom || (validTo !== undefined && date > validTo)) return false;
  return weekdays.includes(weekdayNumber(day));
}

/**
 * Who is away is judged by the day a duty begins on. Local times in a spring gap move an hour
 * later, those in an autumn overlap are the first: a night shift then is an hour shorter or longer.
 */
function dutyOn(
  plan: ShiftPlan,
  shift: Shift,
  zone: ZoneClock,
  day: number,
  people: DutyRules['people'],
): Duty {
  const from = timeMs(shift.from);
  const to = timeMs(shift.to);
  const ends = day * DAY_MS + to + (to <= from ? DAY_MS : 0);
  const turn = turnOf(shift, day);
  const isAway = (id: string): boolean => isAwayOn(people.get(id), day);
  return {
    planId: plan.id,
    teamId: plan.teamId,
    shiftId: shift.id,
    kind: shift.kind,
    timezone: plan.timezone,
    fromMs: zone.toInstant(day * DAY_MS + from),
    toMs: zone.toInstant(ends),
    personIds: turn.filter((id) => !isAway(id)),
    absentIds: turn.filter(isAway),
  };
}

/** Every duty that overlaps the stretch, by when it begins; an empty stretch is an instant. */
export function dutiesBetween(rules: DutyRules, fromMs: number, toMs: number): readonly Duty[] {
  const found: Duty[] = [];
  for (const plan of rules.plans) {
    const zone = rules.zoneOf(plan.timezone);
    if (!zone) continue;
    const lastDay = localDay(zone, toMs);
    // A duty lasts a day at most, so it began at the earliest the day before.
    for (let day = localDay(zone, fromMs) - 1; day <= lastDay; day += 1) {
      for (const shift of plan.shifts) {
        if (!beginsOn(shift, day)) continue;
        const duty = dutyOn(plan, shift, zone, day, rules.people);
        const overlaps = duty.fromMs < toMs || duty.fromMs === fromMs;
        if (overlaps && duty.toMs > fromMs) found.push(duty);
      }
    }
  }
  return found.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Who is on shift or on call at an instant. */
export function dutiesAt(rules: DutyRules, ms: number): readonly Duty[] {
  return dutiesBetween(rules, ms, ms + 1);
}

/** What every person whom a plan names, and everybody who is away, does at an instant. */
export function standingsAt(
  rules: DutyRules,
  ms: number,
  homeZoneOf: (personId: string) => string,
): (personId: string) => Standing {
  const planned = new Set<string>();
  for (const { shifts } of rules.plans) {
    for (const { personIds } of shifts) for (const id of personIds) planned.add(id);
  }
  const standing = new Map<string, Standing>();
  for (const duty of dutiesAt(rules, ms)) {
    for (const id of duty.personIds) {
      if (duty.kind === 'shift') standing.set(id, 'on-shift');
      else if (!standing.has(id)) standing.set(id, 'on-call');
    }
  }
  return (id) => {
    const found = standing.get(id);
    if (found) return found;
    const zone = rules.zoneOf(homeZoneOf(id));
    if (zone && isAwayOn(rules.people.get(id), localDay(zone, ms))) return 'absent';
    return planned.has(id) ? 'off' : 'unplanned';
  };
}

/** The next duty of a person that begins after an instant, within `days` days; null: none. */
export function nextDutyOf(
  rules: DutyRules,
  personId: string,
  ms: number,
  days: number,
): Duty | null {
  const ahead = dutiesBetween(rules, ms, ms + days * DAY_MS);
  return ahead.find((duty) => duty.fromMs > ms && duty.personIds.includes(personId)) ?? null;
}

/** What is wrong with a plan, by path; nothing: it can be saved. */
export function shiftPlanProblems(
  plan: Pick<ShiftPlan, 'name' | 'teamId' | 'timezone' | 'shifts'>,
): readonly { readonly field: string; readonly text: string }[] {
  const problems: { field: string; text: string }[] = [];
  if (plan.name.trim() === '') problems.push({ field: 'name', text: 'Give the plan a name.' });
  if ((plan.teamId as string) === '') problems.push({ field: 'teamId', text: 'Choose a team.' });
  if (plan.timezone === '') problems.push({ field: 'timezone', text: 'Choose a time zone.' });
  plan.shifts.forEach((shift, index) => {
    const at = `shifts[${index}]`;
    if (shift.weekdays.length === 0) {
      problems.push({ field: `${at}.weekdays`, text: 'Choose at least one weekday.' });
    }
    if (shift.personIds.length === 0) {
      problems.push({ field: `${at}.personIds`, text: 'Name at least one person.' });
    }
    if (Number.isNaN(dayNumber(shift.validFrom))) {
      problems.push({ field: `${at}.validFrom`, text: 'Say from which day on it holds.' });
    } else if (shift.validTo !== undefined && shift.validTo < shift.validFrom) {
      problems.push({ field: `${at}.validTo`, text: 'The last day is before the first.' });
    }
  });
  return problems;
}
