import { assertNever } from '../../shared/model/assert-never.ts';
import type { Assignment, Considered } from '../../shared/desk/assignment.ts';
import type { AssignmentMethod } from '../../shared/model/policy.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { currentLocale, msg, t } from '../ui/i18n.ts';

const METHODS: Readonly<Record<AssignmentMethod, string>> = {
  'team-only': msg('To the team alone'),
  'round-robin': msg('To people in turn'),
  'least-busy': msg('To the least busy'),
};

export function methodLabel(method: AssignmentMethod): string {
  return t(METHODS[method]);
}

function andList(values: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(values);
}

/** Why somebody of the team was not chosen, or was: "Absent", "4 open". */
export function consideredText(one: Considered): string {
  const open = t('open: {{number}}', { number: one.load.open });
  switch (one.passed) {
    case null:
    case 'later':
      return open;
    case 'absent':
      return t('Absent');
    case 'no-account':
      return t('does not sign in');
    case 'skills':
      return t('lacks {{skills}}', { skills: andList(one.missingSkills) });
    case 'off-shift':
      return t('not on shift');
    case 'other-site':
      return t('at another site');
    default:
      return assertNever(one.passed);
  }
}

/** What an assignment comes to, sentence by sentence: the rule, who, and why this person. */
export function assignmentReasons(
  assignment: Assignment,
  { people }: Pick<ReferenceSnapshot, 'people'>,
): readonly string[] {
  const { rule, personId, teamId, siteGivenUp, considered } = assignment;
  const team = people.get(teamId)?.name ?? teamId;
  const said = [t('Rule “{{rule}}” gives it to {{team}}.', { rule: rule.name, team })];
  if (personId === null) {
    said.push(
      rule.method === 'team-only'
        ? t('The team chooses for itself who takes it.')
        : t('Nobody of the team may take it now, so the team alone has it.'),
    );
    return said;
  }
  const name = people.get(personId)?.name ?? personId;
  if (rule.skills.length > 0) {
    said.push(
      t('{{name}} can do what is asked: {{skills}}.', { name, skills: andList(rule.skills) }),
    );
  }
  if (rule.onShift) said.push(t('{{name}} is on shift.', { name }));
  if (rule.sameSite) {
    said.push(
      siteGivenUp
        ? t('Nobody free is at the site, so people elsewhere were asked.')
        : t('{{name}} is at the site.', { name }),
    );
  }
  const open = considered.find((each) => each.personId === personId)?.load.open ?? 0;
  said.push(
    rule.method === 'least-busy'
      ? t('{{name}} has the fewest open: {{number}}.', { name, number: open })
      : t('It is the turn of {{name}}, who was given something longest ago.', { name }),
  );
  return said;
}
