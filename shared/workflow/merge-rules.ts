import type { PriorityMatrix } from '../model/policy.ts';
import type { Level, TicketKind, TicketState } from '../model/ticket.ts';
import { ARTICLE_MACHINE } from './article-states.ts';
import type { ArticleState } from './article-states.ts';
import { priorityOf } from './priority.ts';
import { STATE_MACHINES } from './states.ts';

function isTicketKind(kind: unknown): kind is TicketKind {
  return typeof kind === 'string' && kind in STATE_MACHINES;
}

function laterArticleState(mine: string, theirs: string): string {
  const at = (state: string): number => ARTICLE_MACHINE.order.indexOf(state as ArticleState);
  return at(mine) > at(theirs) ? mine : theirs;
}

/**
 * What merge asks of workflow. Of two states the one further along its machine stays: closing is
 * not undone by an older "on hold", and both people read the decision on the timeline (F21).
 */
export function workflowMergeRules(matrix: PriorityMatrix['rows']): {
  readonly laterState: (kind: string, mine: string, theirs: string) => string;
  readonly derive: (document: Record<string, unknown>) => Record<string, unknown>;
} {
  return {
    laterState(kind, mine, theirs) {
      if (kind === 'article') return laterArticleState(mine, theirs);
      if (!isTicketKind(kind)) return theirs;
      const { order, states } = STATE_MACHINES[kind];
      // What the server already ended stays ended: nothing leads out of it.
      if (states[theirs as TicketState]?.next.length === 0) return theirs;
      const at = (state: string): number => order.indexOf(state as TicketState);
      return at(mine) > at(theirs) ? mine : theirs;
    },
    derive(document) {
      const { kind, state, impact, urgency } = document;
      if (!isTicketKind(kind)) return document;
      const spec = STATE_MACHINES[kind].states[state as TicketState];
      return {
        ...document,
        priority: priorityOf(matrix, impact as Level, urgency as Level),
        ...(spec ? { open: spec.open ? 1 : 0 } : {}),
      };
    },
  };
}
