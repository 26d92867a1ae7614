/**
 * What can be wrong with a policy, as sentences with places for `{{values}}`: screens translate the
 * sentence and then fill it, see `problemText`.
 */
export const POLICY_PROBLEM_TEXTS = {
  'no-name': 'Give the policy a name.',
  'no-kind': 'Choose at least one kind of ticket.',
  'no-target': 'Promise at least one target.',
  'double-metric': 'There is already a target for {{metric}}. Keep one of the two.',
  'nothing-promised': 'No priority has an amount of time. Give one, or remove the target.',
  'not-positive': 'An amount of time must be more than nothing.',
  'absurd-amount': 'This is more than three years. Give a shorter amount of time.',
  'long-amount': 'This is more than a year of open time.',
  'no-whole-days': 'Business days are counted whole: give a whole number.',
  'urgent-is-slower': 'Priority {{urgent}} gets more time than priority {{lesser}}.',
  'longer-than-resolution': 'Priority {{priority}} may take longer here than its resolution.',
  'no-calendar': 'This calendar is not there any more. Choose another one.',
  'bad-calendar': 'The calendar “{{name}}” cannot be used: {{problem}}',
  'never-opens': 'The calendar “{{name}}” never opens, so nothing would ever be due.',
  'single-days':
    'The calendar “{{name}}” opens on single dates only, and never after the last one.',
  'never-opens-there':
    'The calendar “{{name}}”, which counts for some of these tickets, never opens.',
  'no-calendar-there':
    'A calendar that counts for some of these tickets is not there any more: see “{{name}}”.',
  'nobody-has-calendar':
    'No place or team has a calendar of its own, so that the one above always counts.',
  'warning-with-breach': 'The warning comes together with the breach. Warn earlier.',
  'no-states': 'Choose at least one state.',
  'no-such-state': 'Tickets of the kind {{kind}} are never in the state {{state}}.',
  'no-such-reason': '“{{reason}}” is not a reason for a state.',
  'never-starts': 'Nothing would ever start this target for tickets of the kind {{kind}}.',
  'ends-when-done':
    'None of this ever happens to tickets of the kind {{kind}}: the target ends only when they are done.',
  'always-paused':
    'For tickets of the kind {{kind}} the clock would be paused in every state and never run.',
  'pause-is-a-state': 'A pause lasts while a record is in a state: choose states.',
  'resume-without-pause': 'This target is never paused, so nothing resumes it.',
  'percent-zero': 'At 0 % it would come before anything was counted. Give more than 0 %.',
  'percent-absurd': 'More than ten times the target is hardly meant.',
  'before-start':
    'The target of priority {{priorities}} is not longer than this, so that it would be due at the start.',
  'never-before-due': 'No priority has more time than this, so that it can never come before due.',
  'double-rule': 'Two escalations have the same key. Remove one and add it again.',
  'no-action': 'Say what happens: choose at least one action.',
  'no-recipient': 'Choose who is notified.',
  'no-person': 'Choose a person.',
  'no-assignee': 'Choose a person or a team to reassign to.',
  'person-gone': 'This person is not there any more. Choose somebody else.',
  'team-gone': 'This team is not there any more. Choose another one.',
  'no-user': '{{name}} does not sign in to the console and would never see it.',
  'no-value': 'Choose at least one value, or remove the condition.',
  'bad-value': '“{{value}}” is not possible here.',
  'record-gone': '“{{value}}” is not there any more. Remove it from the condition.',
  'unknown-category': 'No {{field}} is called “{{value}}” for these kinds of ticket.',
  'never-true': 'This condition leaves nothing over, so that the policy would never be chosen.',
  'conditions-clash':
    'Two conditions about the {{field}} can never both be true, so that the policy would never be chosen.',
  'major-needs-incident': 'Only incidents can be major, and this policy is not for incidents.',
  'no-time-for-priority':
    'The policy applies to priority {{priorities}} alone, for which no target has an amount of time.',
  'ends-before-start': 'It ends before it begins. Correct one of the two dates.',
  'already-over': 'It is not in force any more.',
  shadowed:
    'It is never chosen: “{{name}}” is asked before it and applies to all of its tickets. Move it up, or narrow the other one.',
  'shadowed-by-several':
    'It is never chosen: {{names}} are asked before it and together apply to all of its tickets.',
  shadows: 'With this, “{{name}}” is never chosen: it is asked later and applies to nothing else.',
  overlaps:
    '“{{name}}” applies to the same tickets, and both are in force for a while. Until one ends, the first in the list counts.',
} as const;

export type PolicyProblemCode = keyof typeof POLICY_PROBLEM_TEXTS;

/** What stands in the places: names as people gave them, keys of metrics, states, kinds and fields. */
export type ProblemValues = Readonly<Record<string, string | number>>;

export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  /** Where: `name`, `targets[1].minutes[0]`, `targets[0].escalations[2].actions[0]`. */
  readonly field: string;
  /** An error must be corrected before the policy is saved; a warning may be meant. */
  readonly severity: 'error' | 'warning';
  readonly values: ProblemValues;
  /** The sentence in English. */
  readonly message: string;
}

/** Collects problems in the order in which they were found. */
export class ProblemList {
  readonly problems: PolicyProblem[] = [];

  error(field: string, code: PolicyProblemCode, values: ProblemValues = {}): void {
    this.add(field, 'error', code, values);
  }

  warning(field: string, code: PolicyProblemCode, values: ProblemValues = {}): void {
    this.add(field, 'warning', code, values);
  }

  private add(
    field: string,
    severity: PolicyProblem['severity'],
    code: PolicyProblemCode,
    values: ProblemValues,
  ): void {
    const message = POLICY_PROBLEM_TEXTS[code].replace(/\{\{(\w+)\}\}/g, (_place, name: string) =>
      String(values[name] ?? ''),
    );
    this.problems.push({ code, field, severity, values, message });
  }
}
