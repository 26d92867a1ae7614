import { msg, t } from '../../../ui/i18n.ts';
import type { Hindrance } from '../../../../shared/workflow/ticket-acts-kit.ts';
import type { DuplicatePlan } from '../../../../shared/workflow/ticket-acts-merge.ts';
import type { Afterwards, ConvertKind } from '../../../../shared/workflow/ticket-acts-made.ts';
import { stateLabel } from '../../../words/ticket-words.ts';

/** Sentences of the acts' commands, so that they are translated where they are shown. */
export const ACT_SENTENCES = [
  msg('A record cannot stand below itself.'),
  msg('A record cannot be a duplicate of itself.'),
  msg('Only records of the same kind can be duplicates.'),
  msg('The other record is marked as a duplicate of this one.'),
  msg('The record is of this kind already.'),
  msg('Give the article a title.'),
  msg('Resolve it first; then the requester can say what they think.'),
  msg('This person has been asked and has not answered yet.'),
  msg('You are not asked for approval of this record now.'),
  msg('Say in a sentence why you reject it.'),
  msg('This question was answered or taken back already.'),
  msg('Give whole days, from 1 to 365.'),
  msg('Somebody changed its impact, urgency or priority since.'),
] as const;

/** Why a record stays as it is. */
export function hindranceWords(why: Hindrance): string {
  if (why.kind === 'refused') return t(why.sentence);
  return t('no way leads to its end from “{{state}}”', { state: stateLabel(why.state) });
}

/** What comes along with a duplicate, in numbers; nothing: an empty list. */
export function alongWords(plan: DuplicatePlan): readonly string[] {
  const { comments, notes, files, itemIds, watchers } = plan;
  const some = (count: number, words: string): readonly string[] => (count === 0 ? [] : [words]);
  return [
    ...some(comments, t('{{count}} comments', { count: comments })),
    ...some(notes, t('{{count}} notes', { count: notes })),
    ...some(files, t('{{count}} files', { count: files })),
    ...some(itemIds.length, t('{{count}} linked items', { count: itemIds.length })),
    ...some(watchers.length, t('{{count}} watchers', { count: watchers.length })),
  ];
}

export const CONVERT_LABELS: Readonly<Record<ConvertKind | 'article', string>> = {
  problem: msg('Problem'),
  change: msg('Change'),
  request: msg('Request'),
  article: msg('Article draft'),
};

export const CONVERT_HINTS: Readonly<Record<ConvertKind | 'article', string>> = {
  problem: msg('the cause of it, to be found and fixed'),
  change: msg('what has to be altered to resolve it'),
  request: msg('it was no disturbance, but a wish'),
  article: msg('what was learned, for the next one'),
};

/** What happens to the old record afterwards. */
export function afterwardsLabel(afterwards: Afterwards, kind: ConvertKind, number: string): string {
  switch (afterwards) {
    case 'stays':
      return t('{{number}} stays as it is', { number });
    case 'waits':
      return kind === 'change'
        ? t('{{number}} waits for the change, on hold', { number })
        : t('{{number}} waits for the problem, on hold', { number });
    case 'cancelled':
      return t('{{number}} is cancelled, work goes on in the request', { number });
  }
}
