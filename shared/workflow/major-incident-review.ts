import type { FieldChange } from '../model/entry.ts';
import type { Incident, Problem, ReviewQuestion, Ticket } from '../model/ticket.ts';
import { REVIEW_QUESTIONS } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';

export type Reviewed = Incident | Problem;
export type ReviewAnswers = Readonly<Partial<Record<ReviewQuestion, string>>>;

/** Without these a review says nothing. */
export const REVIEW_MUST: readonly ReviewQuestion[] = ['summary', 'cause', 'lessons'];

/** Two weeks after the end people still remember (Google SRE book, ch. 15, asks for soon). */
export const REVIEW_DUE_DAYS = 14;
const DAY_MS = 86_400_000;
const ANSWER_MAX = 20_000;

/** `none`: not owed (yet). `owed` and `late` until it is written. */
export type ReviewState = 'none' | 'owed' | 'late' | 'written';

export interface ReviewStand {
  readonly state: ReviewState;
  /** When it is to be there; null while none is owed. */
  readonly dueMs: number | null;
  /** Which of the questions that must be answered are not. */
  readonly missing: readonly ReviewQuestion[];
}

/** Since when a review is owed; null: it is not. */
function owedSince(ticket: Ticket): string | null {
  if (ticket.kind === 'incident') {
    const isOver = ticket.majorStage === 'ended' || ticket.majorStage === 'reviewed';
    return isOver ? (ticket.majorEndedAt ?? ticket.resolvedAt ?? ticket.updatedAt) : null;
  }
  if (ticket.kind !== 'problem' || ticket.major !== true || ticket.open === 1) return null;
  return ticket.resolvedAt ?? ticket.updatedAt;
}

/** How the review of a major incident or a major problem stands. */
export function reviewStand(ticket: Ticket, nowMs: number): ReviewStand {
  const missing = REVIEW_MUST.filter((question) => !ticket.review?.[question]?.trim());
  const since = owedSince(ticket);
  if (since === null) return { state: 'none', dueMs: null, missing };
  const dueMs = Date.parse(since) + REVIEW_DUE_DAYS * DAY_MS;
  const isWritten =
    missing.length === 0 && (ticket.kind !== 'incident' || ticket.majorStage === 'reviewed');
  if (isWritten) return { state: 'written', dueMs, missing };
  return { state: nowMs > dueMs ? 'late' : 'owed', dueMs, missing };
}

/**
 * Writes answers of a review; an empty one is taken out. A major incident whose review is whole and
 * `isFinal` counts as looked back on. Nothing is written where nothing differs.
 */
export function saveReview(
  ticket: Reviewed,
  answers: ReviewAnswers,
  isFinal: boolean,
  context: CommandContext,
): CommandResult {
  const review: Record<string, string> = { ...ticket.review };
  for (const question of REVIEW_QUESTIONS) {
    const answer = answers[question];
    if (answer === undefined) continue;
    if (answer.length > ANSWER_MAX) {
      throw new CommandError('An answer has at most 20000 characters.', question);
    }
    if (answer.trim() === '') Reflect.deleteProperty(review, question);
    else review[question] = answer.trim();
  }
  const missing = REVIEW_MUST.find((question) => !review[question]);
  if (isFinal && missing !== undefined) {
    throw new CommandError('Answer what the review must say first.', missing);
  }
  return write(ticket, review, isFinal, context);
}

function write(
  ticket: Reviewed,
  review: Readonly<Record<string, string>>,
  isFinal: boolean,
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  const before: Readonly<Record<string, string>> = ticket.review ?? {};
  const stage = ticket.kind === 'incident' ? ticket.majorStage : undefined;
  const ends = isFinal && stage === 'ended';
  const changes: FieldChange[] = REVIEW_QUESTIONS.filter(
    (question) => before[question] !== review[question],
  ).map((question) => ({
    field: `review.${question}`,
    ...(before[question] === undefined ? {} : { before: before[question] }),
    ...(review[question] === undefined ? {} : { after: review[question] }),
  }));
  if (ends) changes.push({ field: 'majorStage', before: 'ended', after: 'reviewed' });
  if (changes.length === 0) return build.result();
  const next = build.change('tickets', ticket, {
    review: Object.keys(review).length === 0 ? undefined : review,
    activityAt: context.now,
    ...(ends ? { majorStage: 'reviewed' } : {}),
  });
  build.entry(next, { kind: 'change', changes });
  return build.result();
}

/** Takes the saving of a review back. Throws where somebody wrote in it since. */
export function takeBackReview(
  before: Reviewed,
  after: Reviewed,
  now: Reviewed,
  context: CommandContext,
): CommandResult {
  if (JSON.stringify(now.review) !== JSON.stringify(after.review)) {
    throw new CommandError('Somebody wrote in the review since.');
  }
  const build = new CommandBuilder(context);
  const stage =
    before.kind === 'incident' && now.kind === 'incident' ? { majorStage: before.majorStage } : {};
  const next = build.change('tickets', now, {
    review: before.review,
    activityAt: context.now,
    ...stage,
  });
  const change: FieldChange = {
    field: 'review',
    ...(now.review === undefined ? {} : { before: now.review }),
    ...(before.review === undefined ? {} : { after: before.review }),
  };
  build.entry(next, { kind: 'change', changes: [change] });
  return build.result();
}
