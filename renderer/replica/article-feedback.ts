import { useMemo } from 'react';
import type { ArticleDocument, ArticleFeedback } from '../../shared/model/reference.ts';
import { useRows, useWorkspace } from './hooks.ts';
import { Projection } from './projection.ts';
import type { Workspace } from './workspace.ts';

/** Votes, comments, flags and searches that found nothing, of everybody. */
export type FeedbackProjection = Projection<'articles', ArticleFeedback>;

function toFeedback(document: ArticleDocument): ArticleFeedback | null {
  return document.kind === 'article-feedback' ? document : null;
}

const opened = new WeakMap<Workspace, FeedbackProjection>();

/** Read when somebody first asks; what was taken back is in it too, so that it can be brought back. */
export function feedbackOf(workspace: Workspace): FeedbackProjection {
  let projection = opened.get(workspace);
  if (projection === undefined) {
    projection = new Projection(workspace.replica, 'articles', toFeedback);
    opened.set(workspace, projection);
    // A workspace that is closed meanwhile has nothing to show.
    void projection.load(workspace.replica, 'articles').catch(() => undefined);
  }
  return projection;
}

/** All feedback, live. */
export function useFeedback(): readonly ArticleFeedback[] {
  const workspace = useWorkspace();
  return useRows(useMemo(() => feedbackOf(workspace), [workspace]));
}
