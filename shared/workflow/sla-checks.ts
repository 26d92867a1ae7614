import type { CalendarPolicy, EscalationRule, SlaTargetDocument } from '../model/policy.ts';
import { CommandError } from './command.ts';
import type { SlaPolicyBody } from './sla-commands.ts';

/** Pairs of opening and closing time. */
export type Intervals = NonNullable<CalendarPolicy['hours']['mon']>;

/** Business days are counted one by one; nothing is promised for later than three years. */
const LONGEST_DAYS = 1_100;
/** Three years of minutes that all count. */
const LONGEST_MINUTES = LONGEST_DAYS * 1_440;

/** Earliest first. */
export function inOrder(intervals: Intervals): Intervals {
  return [...intervals].sort(([a = ''], [b = '']) => (a < b ? -1 : Number(a > b)));
}

/** Throws a CommandError for intervals that end before they begin or that overlap. */
export function checkIntervals(intervals: Intervals, field: string): void {
  let closed = '';
  for (const [opens = '', closes = ''] of inOrder(intervals)) {
    if (opens >= closes) throw new CommandError('The hours end before they begin.', field);
    if (opens < closed) throw new CommandError('The hours overlap.', field);
    closed = closes;
  }
}

/** Throws a CommandError whose field is a path such as `targets[1].minutes[0]`. */
export function refuseUnsoundPolicy(body: SlaPolicyBody): void {
  if (body.name.trim() === '') throw new CommandError('Give the policy a name.', 'name');
  if (body.ticketKinds.length === 0) {
    throw new CommandError('Choose at least one kind of ticket.', 'ticketKinds');
  }
  if (!body.calendarId) throw new CommandError('Choose a calendar.', 'calendarId');
  if (body.validFrom !== undefined && body.validTo !== undefined) {
    const ends = Date.parse(body.validTo);
    if (ends <= Date.parse(body.validFrom)) {
      throw new CommandError('The policy ends before it begins.', 'validTo');
    }
  }
  (body.conditions ?? []).forEach(({ anyOf }, index) => {
    if (anyOf.length > 0) return;
    throw new CommandError('Choose a value for the condition.', `conditions[${index}].anyOf`);
  });
  if (body.targets.length === 0) throw new CommandError('Give the policy a target.', 'targets');
  const seen = new Set<string>();
  body.targets.forEach((target, index) => {
    const field = `targets[${index}]`;
    if (seen.has(target.metric)) {
      throw new CommandError('There is a target for this already.', `${field}.metric`);
    }
    seen.add(target.metric);
    checkTarget(target, field);
  });
}

function checkTarget(target: SlaTargetDocument, field: string): void {
  const { minutes, unit, warnAtPercent } = target;
  if (minutes.every((amount) => amount === null)) {
    throw new CommandError('Promise a time for at least one priority.', `${field}.minutes`);
  }
  const longest = unit === 'business-days' ? LONGEST_DAYS : LONGEST_MINUTES;
  minutes.forEach((amount, index) => {
    if (amount === null) return;
    const at = `${field}.minutes[${index}]`;
    if (!(amount > 0)) throw new CommandError('A target is longer than nothing.', at);
    if (amount > longest) throw new CommandError('A target is at most three years long.', at);
    if (unit === 'business-days' && !Number.isInteger(amount)) {
      throw new CommandError('Business days are whole days.', at);
    }
  });
  if (!Number.isInteger(warnAtPercent) || warnAtPercent < 1 || warnAtPercent > 100) {
    throw new CommandError('Warn between 1 and 100 percent.', `${field}.warnAtPercent`);
  }
  checkEscalations(target.escalations ?? [], field);
}

function checkEscalations(rules: readonly EscalationRule[], field: string): void {
  const seen = new Set<string>();
  rules.forEach((rule, index) => {
    const at = `${field}.escalations[${index}]`;
    if (rule.id === '' || seen.has(rule.id)) {
      throw new CommandError('Two escalations carry the same name inside.', `${at}.id`);
    }
    seen.add(rule.id);
    if (!(rule.value >= 0)) {
      throw new CommandError('Say when the escalation happens.', `${at}.value`);
    }
    if (rule.actions.length === 0) {
      throw new CommandError('Say what the escalation does.', `${at}.actions`);
    }
    rule.actions.forEach((action, n) => checkAction(action, `${at}.actions[${n}]`));
  });
}

function checkAction(action: EscalationRule['actions'][number], field: string): void {
  const { do: act, whom, personId, teamId } = action;
  if (act === 'notify' && whom === undefined) {
    throw new CommandError('Choose who is told.', `${field}.whom`);
  }
  if (act === 'notify' && whom === 'person' && !personId) {
    throw new CommandError('Choose who is told.', `${field}.personId`);
  }
  if (act === 'add-watcher' && !personId) {
    throw new CommandError('Choose who watches.', `${field}.personId`);
  }
  if (act === 'reassign' && !personId && !teamId) {
    throw new CommandError('Choose who gets the ticket.', `${field}.teamId`);
  }
}
