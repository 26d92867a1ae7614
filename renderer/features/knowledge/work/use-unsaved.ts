import { useEffect, useState } from 'react';
import { useReplica } from '../../../replica/hooks.ts';
import type { DraftDocument } from '../../../replica/local-documents.ts';
import { articleDraftId } from '../editor/article-form.ts';
import type { ArticleForm } from '../editor/article-form.ts';

/** Text on this machine that was not saved yet. */
export interface UnsavedArticle {
  readonly id: string;
  readonly title: string;
  readonly keptAt: string;
}

function readUnsaved({ id, text, keptAt }: DraftDocument): readonly UnsavedArticle[] {
  const articleId = id.slice(`draft:${articleDraftId('')}`.length);
  try {
    const { value } = JSON.parse(text) as { value: ArticleForm };
    return [{ id: articleId, title: value.body.title.trim(), keptAt }];
  } catch {
    return [];
  }
}

/** Edits of articles that wait on this machine, the newest first. */
export function useUnsavedArticles(): readonly UnsavedArticle[] {
  const { local } = useReplica();
  const [found, setFound] = useState<readonly UnsavedArticle[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void local.list<DraftDocument>(`draft:${articleDraftId('').slice(0, -1)}`).then((drafts) => {
      const all = drafts.flatMap(readUnsaved);
      if (isCurrent) setFound(all.sort((a, b) => (a.keptAt < b.keptAt ? 1 : -1)));
    });
    return () => {
      isCurrent = false;
    };
  }, [local]);
  return found;
}
