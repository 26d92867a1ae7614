import { msg } from '../../../ui/i18n.ts';

/** Sentences of the commands about problems and major incidents, translated where they are shown. */
export const PROBLEM_SENTENCES = [
  msg('A known error needs a workaround. Write it down first.'),
  msg('Write what they are to be told.'),
  msg('Choose who is to be told.'),
  msg('Somebody moved it on since.'),
  msg('The problem is resolved already.'),
  msg('Say why it is a major incident.'),
  msg('A closed incident cannot become a major incident.'),
  msg('It is managed as a major incident already.'),
  msg('Somebody decided about it since.'),
  msg('Promise an update every 5 to 1440 minutes.'),
  msg('Name who manages the major incident.'),
  msg('The next update lies in the past.'),
  msg('It is not managed as a major incident now.'),
  msg('An answer has at most 20000 characters.'),
  msg('Answer what the review must say first.'),
  msg('Somebody wrote in the review since.'),
] as const;
