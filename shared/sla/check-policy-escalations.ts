import type { EscalationAction, EscalationRule, SlaTargetDocument } from '../model/policy.ts';
import type { Party } from '../model/reference.ts';
import type { ProblemList } from './policy-problems.ts';

type People = ReadonlyMap<string, Party>;

/** Ten times the target. */
const MOST_PERCENT = 1_000;

/** Reports escalations that can never come, do nothing or reach nobody. */
export function checkEscalations(
  target: SlaTargetDocument,
  field: string,
  people: People,
  list: ProblemList,
): void {
  const rules = target.escalations ?? [];
  rules.forEach((rule, i) => {
    const place = `${field}.escalations[${i}]`;
    if (rules.slice(0, i).some(({ id }) => id === rule.id)) list.error(place, 'double-rule');
    checkMoment(rule, target, `${place}.value`, list);
    if (rule.actions.length === 0) list.error(`${place}.actions`, 'no-action');
    rule.actions.forEach((action, k) =>
      checkAction(action, `${place}.actions[${k}]`, people, list),
    );
  });
}

function checkMoment(
  { at, value }: EscalationRule,
  target: SlaTargetDocument,
  field: string,
  list: ProblemList,
): void {
  if (at === 'percent') {
    if (!(value > 0)) list.error(field, 'percent-zero');
    else if (value > MOST_PERCENT) list.warning(field, 'percent-absurd');
    return;
  }
  // How long a business day is open, only the calendar knows.
  if (at !== 'before-due' || target.unit === 'business-days') return;
  const given = target.minutes.flatMap((amount, i) =>
    amount === null ? [] : [{ amount, priority: i + 1 }],
  );
  const tooShort = given.filter(({ amount }) => amount <= value);
  if (tooShort.length === 0) return;
  if (tooShort.length === given.length) {
    list.error(field, 'never-before-due');
  } else {
    const priorities = tooShort.map(({ priority }) => priority).join(', ');
    list.warning(field, 'before-start', { priorities });
  }
}

function checkAction(
  action: EscalationAction,
  field: string,
  people: People,
  list: ProblemList,
): void {
  switch (action.do) {
    case 'notify':
      if (action.whom === undefined) list.error(`${field}.whom`, 'no-recipient');
      else if (action.whom === 'person') checkPerson(action, field, people, list);
      return;
    case 'add-watcher':
      checkPerson(action, field, people, list);
      return;
    case 'reassign':
      if (action.personId === undefined && action.teamId === undefined)
        list.error(field, 'no-assignee');
      if (action.personId !== undefined) checkPerson(action, field, people, list);
      if (action.teamId !== undefined) checkTeam(action.teamId, field, people, list);
      return;
    case 'raise-priority':
      return;
  }
}

function checkPerson(
  { personId }: EscalationAction,
  field: string,
  people: People,
  list: ProblemList,
): void {
  const place = `${field}.personId`;
  if (personId === undefined) {
    list.error(place, 'no-person');
    return;
  }
  const person = people.get(personId);
  if (person?.kind !== 'person' || person.removedAt) list.error(place, 'person-gone');
  else if (person.userName === undefined) list.warning(place, 'no-user', { name: person.name });
}

function checkTeam(teamId: string, field: string, people: People, list: ProblemList): void {
  const team = people.get(teamId);
  if (team?.kind !== 'team' || team.removedAt) list.error(`${field}.teamId`, 'team-gone');
}
