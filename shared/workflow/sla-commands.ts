import type { Documents } from '../model/collections.ts';
import type { CalendarPolicy, SlaPolicyDocument } from '../model/policy.ts';
import type { Place, Team } from '../model/reference.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';
import { checkIntervals, refuseUnsoundPolicy, inOrder } from './sla-checks.ts';

type BodyOf<K extends string> = Omit<
  Extract<NewBody<'policies'>, { kind: K }>,
  'kind' | 'earlier' | 'removedAt' | 'source'
>;
/** All that a person decides about a calendar. */
export type CalendarBody = BodyOf<'calendar'>;
/** All that a person decides about a policy. */
export type SlaPolicyBody = BodyOf<'sla'>;

/** Oldest first go the revisions beyond these; what they said is then taken from the next one. */
const MOST_REVISIONS = 100;

/** What a calendar counts by; its other fields are words. */
const CALENDAR_CONTENT = ['timezone', 'hours', 'holidays', 'exceptions'] as const;
/** What a policy decides by; validity and agreement stand beside its revisions. */
const POLICY_CONTENT = [
  'ticketKinds',
  'order',
  'siteIds',
  'conditions',
  'calendarId',
  'calendarSource',
  'targets',
  'pauseReasons',
  'retroactive',
  'reopen',
] as const;

const CALENDAR_WORDS = ['name', 'dayNames', 'holidayRegions'] as const;
const POLICY_WORDS = ['name', 'agreement', 'validFrom', 'validTo'] as const;

export interface SaveCalendarOptions {
  /** Of a new one, where it must be known beforehand. */
  readonly id?: string;
  /** `always`: a correction. It counts as if it had never said anything else. */
  readonly since?: 'now' | 'always';
}

/**
 * A new calendar, or a changed one. Hours, holidays and exceptions are put in order; what the
 * calendar counted by until now is kept in `earlier`. Nothing is written where nothing differs.
 * Throws a CommandError whose field is that of the body, such as `hours.mon`. Whether the platform
 * knows the zone is for the screen to check (`checkCalendar` of shared/sla).
 *
 * @param base What the person saw; null makes a new one.
 */
export function saveCalendar(
  base: CalendarPolicy | null,
  body: CalendarBody,
  context: CommandContext,
  { id, since = 'now' }: SaveCalendarOptions = {},
): CommandResult {
  const next = tidyCalendar(body);
  if (next.name === '') throw new CommandError('Give the calendar a name.', 'name');
  if (next.timezone === '') throw new CommandError('Choose a time zone.', 'timezone');
  for (const [weekday, intervals] of Object.entries(next.hours)) {
    checkIntervals(intervals, `hours.${weekday}`);
  }
  (next.exceptions ?? []).forEach(({ date, hours }, index, all) => {
    if (all[index - 1]?.date === date) {
      throw new CommandError('This day has hours of its own already.', `exceptions[${index}].date`);
    }
    checkIntervals(hours, `exceptions[${index}].hours`);
  });
  if (base === null) return created({ kind: 'calendar', ...next }, context, id);
  const before = pick(tidyCalendar(base), CALENDAR_CONTENT);
  const words = pick(next, CALENDAR_WORDS);
  const patch = revised(base, before, pick(next, CALENDAR_CONTENT), context.now);
  const past = since === 'always' ? { earlier: undefined } : {};
  return updateDocument('policies', base, { ...words, ...patch, ...past }, context);
}

/**
 * A new policy, or a changed one; the terms in force until now are kept in `earlier`. Nothing is
 * written where nothing differs. Throws a CommandError whose field is a path such as
 * `targets[1].minutes[0]`. Whether a target can be reached at all is for the screen to check.
 *
 * @param base What the person saw; null makes a new one.
 * @param id Of a new one, where it must be known beforehand.
 */
export function saveSlaPolicy(
  base: SlaPolicyDocument | null,
  body: SlaPolicyBody,
  context: CommandContext,
  id?: string,
): CommandResult {
  refuseUnsoundPolicy(body);
  const next = { ...body, name: body.name.trim() };
  if (base === null) return created({ kind: 'sla', ...next }, context, id);
  const before = pick(base, POLICY_CONTENT);
  const patch = revised(base, before, pick(next, POLICY_CONTENT), context.now);
  return updateDocument('policies', base, { ...pick(next, POLICY_WORDS), ...patch }, context);
}

/**
 * Ends a policy: from `at` on it promises nothing, and what ran under it before is judged by it
 * still. Throws a CommandError where it has not begun by then.
 */
export function retireSlaPolicy(
  base: SlaPolicyDocument,
  at: string,
  context: CommandContext,
): CommandResult {
  if (base.validFrom !== undefined && Date.parse(at) <= Date.parse(base.validFrom)) {
    throw new CommandError('The policy ends before it begins.', 'validTo');
  }
  return updateDocument('policies', base, { validTo: at }, context);
}

/** Takes a policy away altogether, with what it promised in the past; see `retireSlaPolicy`. */
export function removeSlaPolicy(base: SlaPolicyDocument, context: CommandContext): CommandResult {
  return updateDocument('policies', base, { removedAt: context.now }, context);
}

/**
 * Takes a calendar away. Throws a CommandError while anything counts by it.
 *
 * @param users Policies, teams and places that name it.
 */
export function removeCalendar(
  base: CalendarPolicy,
  users: readonly unknown[],
  context: CommandContext,
): CommandResult {
  if (users.length > 0) {
    throw new CommandError('The calendar is still used. Give its users another one first.');
  }
  return updateDocument('policies', base, { removedAt: context.now }, context);
}

/** Brings back what was removed. */
export function restorePolicy(
  base: CalendarPolicy | SlaPolicyDocument,
  context: CommandContext,
): CommandResult {
  return updateDocument('policies', base, { removedAt: undefined }, context);
}

/** Gives a team or a place a calendar of its own; null: it has none any more. */
export function assignCalendar(
  base: Team | Place,
  calendarId: CalendarPolicy['id'] | null,
  context: CommandContext,
): CommandResult {
  const patch = { calendarId: calendarId ?? undefined };
  return base.kind === 'team'
    ? updateDocument('people', base, patch, context)
    : updateDocument('places', base, patch, context);
}

/**
 * Takes a save back as if it had not been: the document says again what it said before it, and
 * the revision that the save kept is gone. A new document is removed. Throws a CommandError where
 * somebody has changed it since.
 *
 * @param current As it stands now.
 * @param former Before the save; null where the save made it.
 * @param mutationId Of the save.
 */
export function undoPolicySave(
  current: Documents['policies'],
  former: Documents['policies'] | null,
  mutationId: string,
  context: CommandContext,
): CommandResult {
  if (current.mutationId !== mutationId) {
    throw new CommandError('It was changed again since, so this was not taken back.');
  }
  if (former === null) {
    return updateDocument('policies', current, { removedAt: context.now }, context);
  }
  const before = former as unknown as Readonly<Record<string, unknown>>;
  const fields = [...new Set([...Object.keys(current), ...Object.keys(former)])].filter(
    (field) => !ENVELOPE.has(field),
  );
  const patch = Object.fromEntries(fields.map((field) => [field, before[field]]));
  return updateDocument('policies', current, patch, context);
}

const ENVELOPE: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'schemaVersion',
  'version',
  'mutationId',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'deviceId',
]);

/** The same calendar in its one spelling: in order, nothing twice, nothing empty. */
function tidyCalendar(body: CalendarBody): CalendarBody {
  const hours = Object.fromEntries(
    Object.entries(body.hours)
      .filter(([, intervals]) => intervals.length > 0)
      .map(([weekday, intervals]) => [weekday, inOrder(intervals)]),
  );
  const exceptions = [...(body.exceptions ?? [])]
    .sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)))
    .map(({ date, hours: own }) => ({ date, hours: inOrder(own) }));
  const holidays = [...new Set(body.holidays)].sort();
  const dates = new Set([...holidays, ...exceptions.map(({ date }) => date)]);
  const dayNames = Object.entries(body.dayNames ?? {})
    .filter(([date, name]) => dates.has(date) && name.trim() !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const holidayRegions = [...new Set(body.holidayRegions ?? [])].sort();
  return {
    name: body.name.trim(),
    timezone: body.timezone.trim(),
    hours,
    holidays,
    ...(exceptions.length > 0 ? { exceptions } : {}),
    ...(dayNames.length > 0 ? { dayNames: Object.fromEntries(dayNames) } : {}),
    ...(holidayRegions.length > 0 ? { holidayRegions } : {}),
  };
}

/** The named fields; one that is absent is there as undefined, so that it is taken off. */
function pick(from: object, fields: readonly string[]): Record<string, unknown> {
  const all = from as Readonly<Record<string, unknown>>;
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

/** Equal as JSON, whatever the order of keys. */
function isSame(a: unknown, b: unknown): boolean {
  const spell = (value: unknown): string =>
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([x], [y]) => (x < y ? -1 : 1)))
        : inner,
    );
  return spell(a) === spell(b);
}

function created(
  body: NewBody<'policies'>,
  context: CommandContext,
  id: string | undefined,
): CommandResult {
  const build = new CommandBuilder(context);
  build.create('policies', body, id);
  return build.result();
}

/** What counts, with a revision of what counted before; nothing where both are the same. */
function revised(
  base: CalendarPolicy | SlaPolicyDocument,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  now: string,
): Readonly<Record<string, unknown>> {
  if (isSame(before, after)) return {};
  const revisions = base.earlier ?? [];
  // A machine whose clock runs behind must not put its revision before an earlier one.
  const last = revisions.at(-1)?.until ?? '';
  const until = now > last ? now : last;
  const said = Object.fromEntries(
    Object.entries(before).filter(([, value]) => value !== undefined),
  );
  return { ...after, earlier: [...revisions, { until, ...said }].slice(-MOST_REVISIONS) };
}
