import type { Article } from '../model/reference.ts';
import { ARTICLE_STATES } from '../model/reference.ts';
import { STATE_MACHINES } from './states.ts';

export type ArticleState = Article['state'];

/** What somebody does to an article that moves it. */
export type ArticleMoveName =
  | 'ask-review'
  | 'approve'
  | 'schedule'
  | 'publish'
  | 'publish-due'
  | 'send-back'
  | 'revise'
  | 'retire'
  | 'restore';

export interface ArticleMove {
  readonly from: readonly ArticleState[];
  readonly to: ArticleState;
  /** Roles that may do it with any article. */
  readonly roles: readonly string[];
  /** Whoever was asked to review it may do it as well. */
  readonly orReviewer?: boolean;
  /** Its owner may do it as well. */
  readonly orOwner?: boolean;
}

const WRITERS = ['agent', 'technician', 'manager', 'admin'] as const;
const LEADS = ['manager', 'admin'] as const;

/** Every way from one state to another, and who may go it. */
export const ARTICLE_MOVES: Readonly<Record<ArticleMoveName, ArticleMove>> = {
  'ask-review': { from: ['draft', 'review'], to: 'review', roles: WRITERS },
  approve: { from: ['review'], to: 'published', roles: LEADS, orReviewer: true },
  schedule: {
    from: ['draft', 'review', 'scheduled'],
    to: 'scheduled',
    roles: LEADS,
    orReviewer: true,
  },
  publish: { from: ['draft', 'scheduled', 'published'], to: 'published', roles: LEADS },
  // Somebody approved it; the instant alone was waited for.
  'publish-due': { from: ['scheduled'], to: 'published', roles: WRITERS },
  'send-back': { from: ['review', 'scheduled'], to: 'draft', roles: WRITERS },
  revise: { from: ['published', 'scheduled'], to: 'draft', roles: WRITERS },
  retire: { from: ['published', 'draft'], to: 'retired', roles: LEADS, orOwner: true },
  restore: { from: ['retired'], to: 'draft', roles: LEADS, orOwner: true },
};

/** Who asks: roles of the session, and the person it belongs to once that has arrived. */
export interface ArticleActor {
  readonly roles: readonly string[];
  readonly personId: string | undefined;
}

/** May this person move this article so, from the state it is in? */
export function mayMoveArticle(
  name: ArticleMoveName,
  article: Pick<Article, 'state' | 'reviewerId' | 'ownerId'>,
  actor: ArticleActor,
): boolean {
  const move = ARTICLE_MOVES[name];
  if (!move.from.includes(article.state)) return false;
  if (actor.roles.includes('_admin') || move.roles.some((role) => actor.roles.includes(role))) {
    return true;
  }
  const { personId } = actor;
  if (personId === undefined || !WRITERS.some((role) => actor.roles.includes(role))) return false;
  return (
    (move.orReviewer === true && article.reviewerId === personId) ||
    (move.orOwner === true && article.ownerId === personId)
  );
}

function nextOf(state: ArticleState): readonly ArticleState[] {
  const targets = Object.values(ARTICLE_MOVES)
    .filter(({ from, to }) => from.includes(state) && to !== state)
    .map(({ to }) => to);
  return ARTICLE_STATES.filter((each) => targets.includes(each));
}

/**
 * The same as a machine such as tickets have. Later in `order` wins where two people moved one
 * article apart: what was published stays so.
 */
export const ARTICLE_MACHINE = {
  initial: 'draft',
  order: ARTICLE_STATES,
  states: {
    draft: { next: nextOf('draft') },
    review: { next: nextOf('review') },
    scheduled: { next: nextOf('scheduled') },
    published: { next: nextOf('published') },
    retired: { next: nextOf('retired') },
  },
} as const;

/** Every machine that servers enforce, by the kind of document. */
export const RECORD_MACHINES = { ...STATE_MACHINES, article: ARTICLE_MACHINE } as const;
