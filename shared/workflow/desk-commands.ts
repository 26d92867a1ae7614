import type { Announcement, AssignmentRule, Policy, ShiftPlan } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';
import { updateDocument } from './record-commands.ts';

type BodyOf<K extends Policy['kind']> = Omit<
  Extract<NewBody<'policies'>, { kind: K }>,
  'kind' | 'removedAt' | 'source'
>;
/** All that a person decides about an announcement, a plan or a rule. */
export type AnnouncementBody = BodyOf<'announcement'>;
export type ShiftPlanBody = BodyOf<'shift-plan'>;
export type AssignmentRuleBody = BodyOf<'assignment-rule'>;

function save(
  base: Policy | null,
  body: NewBody<'policies'>,
  optional: readonly string[],
  context: CommandContext,
): CommandResult {
  if (base !== null) {
    const absent = Object.fromEntries(optional.map((field) => [field, undefined]));
    return updateDocument('policies', base, { ...absent, ...body }, context);
  }
  const build = new CommandBuilder(context);
  build.create('policies', body);
  return build.result();
}

function named(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw new CommandError('Give it a name.', 'name');
  return trimmed;
}

/** A new announcement, or a changed one; `base` is what the person saw, null for a new one. */
export function saveAnnouncement(
  base: Announcement | null,
  body: AnnouncementBody,
  context: CommandContext,
): CommandResult {
  const name = body.name.trim();
  if (name === '') throw new CommandError('Say in a few words what it is about.', 'name');
  if (Number.isNaN(Date.parse(body.fromAt))) {
    throw new CommandError('Say from when on it holds.', 'fromAt');
  }
  if (body.toAt !== undefined && Date.parse(body.toAt) <= Date.parse(body.fromAt)) {
    throw new CommandError('The announcement ends before it begins.', 'toAt');
  }
  const next = { kind: 'announcement' as const, ...body, name, body: body.body.trim() };
  return save(base, next, ['toAt', 'ticketId'], context);
}

/** Ends an announcement now. Throws a CommandError where it has not begun. */
export function endAnnouncement(base: Announcement, context: CommandContext): CommandResult {
  if (Date.parse(base.fromAt) >= Date.parse(context.now)) {
    throw new CommandError('It has not begun yet. Remove it instead.', 'toAt');
  }
  return updateDocument('policies', base, { toAt: context.now }, context);
}

/** A new shift plan, or a changed one. Whether the zone is known is for the screen to check. */
export function saveShiftPlan(
  base: ShiftPlan | null,
  body: ShiftPlanBody,
  context: CommandContext,
): CommandResult {
  const next = { kind: 'shift-plan' as const, ...body, name: named(body.name) };
  if ((next.teamId as string) === '') throw new CommandError('Choose a team.', 'teamId');
  next.shifts.forEach(({ weekdays, personIds, validFrom, validTo }, index) => {
    const at = `shifts[${index}]`;
    if (weekdays.length === 0) {
      throw new CommandError('Choose at least one weekday.', `${at}.weekdays`);
    }
    if (personIds.length === 0) {
      throw new CommandError('Name at least one person.', `${at}.personIds`);
    }
    if (validTo !== undefined && validTo < validFrom) {
      throw new CommandError('The last day is before the first.', `${at}.validTo`);
    }
  });
  return save(base, next, [], context);
}

/** A new assignment rule, or a changed one. */
export function saveAssignmentRule(
  base: AssignmentRule | null,
  body: AssignmentRuleBody,
  context: CommandContext,
): CommandResult {
  const next = { kind: 'assignment-rule' as const, ...body, name: named(body.name) };
  if ((next.teamId as string) === '') throw new CommandError('Choose a team.', 'teamId');
  next.conditions.forEach(({ anyOf }, index) => {
    if (anyOf.length === 0) {
      throw new CommandError('Choose what the condition asks for.', `conditions[${index}]`);
    }
  });
  return save(base, next, [], context);
}

/** Gives rules other places in the order, all in one act. */
export function reorderRules(
  moves: readonly { readonly rule: AssignmentRule; readonly order: number }[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  for (const { rule, order } of moves) {
    if (rule.order !== order) build.change('policies', rule, { order });
  }
  return build.result();
}

/** What somebody can do; spelling differs by case alone is the same skill. */
export function setSkills(
  person: Person,
  skills: readonly string[],
  context: CommandContext,
): CommandResult {
  const seen = new Map<string, string>();
  for (const skill of skills.map((each) => each.trim())) {
    const key = skill.toLocaleLowerCase('en');
    if (skill !== '' && !seen.has(key)) seen.set(key, skill);
  }
  const next = [...seen.values()];
  return updateDocument(
    'people',
    person,
    { skills: next.length === 0 ? undefined : next },
    context,
  );
}

type Absence = NonNullable<Person['absences']>[number];

/** When somebody takes no work, in order. Throws a CommandError at a stretch that ends too early. */
export function setAbsences(
  person: Person,
  absences: readonly Absence[],
  context: CommandContext,
): CommandResult {
  absences.forEach(({ from, to }, index) => {
    if (from === '' || to === '') {
      throw new CommandError('Say from which day to which.', `absences[${index}]`);
    }
    if (to < from) {
      throw new CommandError('The last day is before the first.', `absences[${index}]`);
    }
  });
  const sorted = [...absences].sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)));
  const next = sorted.length === 0 ? undefined : sorted;
  return updateDocument('people', person, { absences: next }, context);
}
