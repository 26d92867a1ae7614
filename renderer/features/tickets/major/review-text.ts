import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { REVIEW_QUESTIONS } from '../../../../shared/model/ticket.ts';
import type { ReviewAnswers } from '../../../../shared/workflow/major-incident-review.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { entryWords } from '../record/entry-words.ts';
import type { EntryNames } from '../record/entry-words.ts';
import { questionLabel } from './major-words.ts';

/** What is no event of the matter itself stays out: notes, times, clocks, merges. */
const EVENTS: ReadonlySet<Entry['kind']> = new Set(['state', 'communication', 'link', 'comment']);
/** Fields whose change belongs to the story. */
const TELLING = new Set(['majorStage', 'priority', 'assigneeId', 'teamId', 'serviceId']);
/** A line reminds; the record has the whole of it. */
const CUT = 200;

function isEvent(entry: Entry): boolean {
  if (entry.kind !== 'change') return EVENTS.has(entry.kind);
  return entry.changes.some(({ field }) => TELLING.has(field));
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > CUT ? `${line.slice(0, CUT)}…` : line;
}

/** Of a change of many fields those that tell the story. */
function telling(entry: Entry): Entry {
  if (entry.kind !== 'change') return entry;
  return { ...entry, changes: entry.changes.filter(({ field }) => TELLING.has(field)) };
}

/** How entries and records read. */
export interface StoryNames {
  readonly entry: EntryNames;
  /** Number or name of a record. */
  record(id: string): string;
}

function wordsOf(entry: Entry, names: StoryNames): string {
  const { did, lines } = entryWords(telling(entry), names.entry);
  const sentence = did
    .map((piece) => (typeof piece === 'string' ? piece : names.record(piece.recordId)))
    .join('');
  const rest =
    entry.kind === 'comment' || entry.kind === 'communication'
      ? oneLine(entry.body)
      : lines.join('; ');
  return rest === '' ? sentence : `${sentence}: ${rest}`;
}

/** The entries of a timeline that tell the story, one a line, oldest first. */
export function timelineText(entries: readonly Entry[], names: StoryNames, locale: string): string {
  return entries
    .filter(isEvent)
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .map((entry) => {
      const who = entry.saidBy ?? names.entry.user(entry.createdBy);
      return `${formatDateTime(locale, entry.at)} ${who} ${wordsOf(entry, names)}`;
    })
    .join('\n');
}

/** Lines of plain text that stay lines, and that Markdown leaves as they are. */
function asMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.replace(/([\\`*_[\]<>#|])/g, '\\$1').replace(/^(\s*)([-+]|\d+\.)(\s)/, '$1\\$2$3'),
    )
    .join('  \n');
}

/** The review as a Markdown file; questions without an answer are left out. */
export function reviewMarkdown(ticket: Ticket, answers: ReviewAnswers, head: string): string {
  const parts = REVIEW_QUESTIONS.flatMap((question) => {
    const answer = answers[question]?.trim() ?? '';
    return answer === '' ? [] : [`## ${questionLabel(question)}\n\n${asMarkdown(answer)}`];
  });
  const title = t('Review of {{number}}', { number: ticket.number });
  return `${[`# ${title}`, `**${asMarkdown(ticket.title)}**`, asMarkdown(head), ...parts]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}
