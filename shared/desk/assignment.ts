import type { AssignmentRule, SlaCondition } from '../model/policy.ts';
import type { Person } from '../model/reference.ts';
import type { TicketKind } from '../model/ticket.ts';
import type { Standing } from './shifts.ts';

/** How much of a person's hands are full, counted from the tickets here. */
export interface Load {
  readonly open: number;
  /** When the newest ticket of theirs came in, milliseconds since 1970; null: never. */
  readonly lastMs: number | null;
}

/** Everything an assignment is decided by; gathered by the caller. */
export interface AssignmentInput {
  readonly rules: readonly AssignmentRule[];
  readonly ticketKind: TicketKind;
  readonly siteId: string | undefined;
  /** Chosen by hand: rules for other teams are passed over. */
  readonly teamId: string | undefined;
  /** Whether a condition holds for the ticket, as service levels read it. */
  readonly holds: (condition: SlaCondition) => boolean;
  readonly people: Iterable<Person>;
  readonly loadOf: (personId: string) => Load;
  readonly standingOf: (personId: string) => Standing;
}

/** Why a rule was not the one. */
export type RuleMiss = 'kind' | 'team' | 'condition';

export interface RuleStep {
  readonly ruleId: string;
  readonly miss: RuleMiss | null;
  /** The condition that did not hold. */
  readonly condition?: SlaCondition;
}

/** Why somebody of the team was not chosen; `later`: others came first. */
export type PassedOver = 'absent' | 'no-account' | 'skills' | 'off-shift' | 'other-site' | 'later';

export interface Considered {
  readonly personId: string;
  readonly load: Load;
  readonly standing: Standing;
  /** Null: the one who was chosen. */
  readonly passed: PassedOver | null;
  readonly missingSkills: readonly string[];
}

export interface Assignment {
  readonly rule: AssignmentRule;
  /** In the order they were asked, up to the rule that matched. */
  readonly steps: readonly RuleStep[];
  readonly teamId: string;
  /** Null: the team alone. */
  readonly personId: string | null;
  /** Everybody of the team, the chosen one first. */
  readonly considered: readonly Considered[];
  /** Nobody free is at the site of the ticket, so that was not asked for. */
  readonly siteGivenUp: boolean;
}

/** Rules in the order they are asked; two machines agree on it. */
export function rulesInOrder(rules: readonly AssignmentRule[]): readonly AssignmentRule[] {
  return [...rules].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

function stepOf(rule: AssignmentRule, input: AssignmentInput): RuleStep {
  const ruleId = rule.id;
  if (rule.ticketKinds.length > 0 && !rule.ticketKinds.includes(input.ticketKind)) {
    return { ruleId, miss: 'kind' };
  }
  if (input.teamId !== undefined && input.teamId !== rule.teamId) return { ruleId, miss: 'team' };
  const condition = rule.conditions.find((each) => !input.holds(each));
  return condition ? { ruleId, miss: 'condition', condition } : { ruleId, miss: null };
}

const lower = (text: string): string => text.trim().toLocaleLowerCase('en');

function missingSkills(rule: AssignmentRule, person: Person): readonly string[] {
  const has = new Set((person.skills ?? []).map(lower));
  return rule.skills.filter((skill) => !has.has(lower(skill)));
}

function firstRefusal(
  rule: AssignmentRule,
  person: Person,
  standing: Standing,
  missing: readonly string[],
): PassedOver | null {
  if (person.userName === undefined) return 'no-account';
  if (standing === 'absent') return 'absent';
  if (missing.length > 0) return 'skills';
  return rule.onShift && standing !== 'on-shift' ? 'off-shift' : null;
}

/**
 * Who comes first. In turn: who was given something longest ago. Least busy: who has the fewest
 * open, then the same. No counter is kept: two machines without a network may choose the same
 * person, and nothing has to be merged.
 */
function compareBy(method: AssignmentRule['method']): (a: Considered, b: Considered) => number {
  const waited = (one: Considered): number => one.load.lastMs ?? Number.NEGATIVE_INFINITY;
  const byTurn = (a: Considered, b: Considered): number => {
    if (waited(a) !== waited(b)) return waited(a) < waited(b) ? -1 : 1;
    return a.load.open - b.load.open || (a.personId < b.personId ? -1 : 1);
  };
  if (method !== 'least-busy') return byTurn;
  return (a, b) => a.load.open - b.load.open || byTurn(a, b);
}

function membersOf(input: AssignmentInput, teamId: string): readonly Person[] {
  const members: Person[] = [];
  for (const person of input.people) {
    if (person.removedAt === undefined && person.teamIds.some((id) => id === teamId)) {
      members.push(person);
    }
  }
  return members;
}

function choose(rule: AssignmentRule, input: AssignmentInput, steps: readonly RuleStep[]) {
  const members = membersOf(input, rule.teamId);
  const asked = members.map((person): Considered & { readonly atSite: boolean } => {
    const standing = input.standingOf(person.id);
    const missing = missingSkills(rule, person);
    return {
      personId: person.id,
      load: input.loadOf(person.id),
      standing,
      missingSkills: missing,
      passed: firstRefusal(rule, person, standing, missing),
      atSite: person.siteId !== undefined && person.siteId === input.siteId,
    };
  });
  const asksSite = rule.sameSite && input.siteId !== undefined;
  const siteGivenUp = asksSite && !asked.some(({ passed, atSite }) => passed === null && atSite);
  const compare = compareBy(rule.method);
  const free = asked
    .filter(({ passed, atSite }) => passed === null && (!asksSite || siteGivenUp || atSite))
    .sort(compare);
  const chosen = rule.method === 'team-only' ? undefined : free[0];
  const rank = (one: Considered): number =>
    one === chosen ? 0 : free.some(({ personId }) => personId === one.personId) ? 1 : 2;
  const considered = [...asked]
    .sort((a, b) => rank(a) - rank(b) || compare(a, b))
    .map((one): Considered => {
      const { atSite: _site, ...kept } = one;
      if (one === chosen || one.passed !== null) return kept;
      return { ...kept, passed: rank(one) === 1 ? 'later' : 'other-site' };
    });
  const personId = chosen?.personId ?? null;
  return { rule, steps, teamId: rule.teamId as string, personId, considered, siteGivenUp };
}

/**
 * Whom new work goes to: the first rule whose kind, team and conditions match decides, and says
 * why. Null where no rule matches. Where nobody of its team may take it, the team alone has it.
 */
export function assign(input: AssignmentInput): Assignment | null {
  const steps: RuleStep[] = [];
  for (const rule of rulesInOrder(input.rules)) {
    const step = stepOf(rule, input);
    steps.push(step);
    if (step.miss === null) return choose(rule, input, steps);
  }
  return null;
}

/** The order numbers that put a rule one place up or down; nothing where it stands at the end. */
export function reordered(
  rules: readonly AssignmentRule[],
  id: string,
  by: -1 | 1,
): readonly { readonly rule: AssignmentRule; readonly order: number }[] {
  const sorted = [...rulesInOrder(rules)];
  const at = sorted.findIndex((rule) => rule.id === id);
  const other = sorted[at + by];
  const rule = sorted[at];
  if (!rule || !other) return [];
  sorted[at] = other;
  sorted[at + by] = rule;
  return sorted
    .map((each, index) => ({ rule: each, order: (index + 1) * 10 }))
    .filter((each) => each.order !== each.rule.order);
}
