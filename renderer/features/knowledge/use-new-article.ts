import { useCallback } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { newArticleId } from './editor/article-form.ts';

/** Opens the editor on an article that is nobody's yet. */
export function useNewArticle(): () => void {
  const replica = useReplica();
  const go = useNavigation((state) => state.go);
  return useCallback(
    () => go({ kind: 'article-edit', id: newArticleId(replica.now()) }),
    [replica, go],
  );
}
