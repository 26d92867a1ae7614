import type { QueryProblem } from '../../../../shared/query/ticket-query.ts';
import { msg, t } from '../../../ui/i18n.ts';

/** What a filter gets wrong (QUERY_SENTENCES of shared/query), so that it is translated here. */
export const PROBLEM_SENTENCES = [
  msg('There is no field "{{value}}"; fields are {{words}}.'),
  msg('Write what "{{value}}:" is to be, such as {{words}}.'),
  msg('"{{value}}" is no priority; use 1 to 4, or <=2.'),
  msg('There is no state "{{value}}".'),
  msg('"{{value}}" is no service level; use {{words}} or a time left such as <2h, >1d, <30m.'),
  msg('"{{field}}:" does not know "{{value}}"; it takes {{words}}.'),
  msg(
    '"{{value}}" is no time; use <7d (less than 7 days ago), >2h, today, 2027-03-01, >=2027-03-01 or none.',
  ),
  msg('"{{value}}" is no number; use 2, >0 or <=3.'),
] as const;

/** A problem as a sentence in the language of the console. */
export function problemText({ said }: QueryProblem): string {
  return t(said.sentence, said.values);
}
