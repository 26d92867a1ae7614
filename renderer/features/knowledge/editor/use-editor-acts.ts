import { useState } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { mayMoveArticle } from '../../../../shared/workflow/article-states.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { undoLast } from '../../../ui/undo.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useArticleActor, useArticleActs } from '../article-acts.ts';
import { newPictures } from './article-form.ts';
import type { ArticleForm } from './article-form.ts';
import type { PendingPictures } from './pending-pictures.ts';

export interface EditorActs {
  /** Stores it; resolves to the article, or null where it was not stored. */
  save(): Promise<Article | null>;
  /** Stores it and shows it. */
  saveAndShow(): Promise<void>;
  drop(): void;
  /** Publishes the edits in one go; undefined where the person may not, or it is new. */
  readonly publish: ((note: string) => Promise<string | undefined>) | undefined;
  readonly isSaving: boolean;
}

interface Parts {
  readonly id: string;
  readonly article: Article | null;
  readonly kept: KeptForm<ArticleForm>;
  readonly pending: PendingPictures;
  onTry(): void;
  /** Before the edits are dropped, as they are stored. */
  onSaved(): void;
}

function useSave({ id, article, kept, pending, onTry, onSaved }: Parts) {
  const acts = useArticleActs();
  const [isSaving, setSaving] = useState(false);
  const save = async (): Promise<Article | null> => {
    onTry();
    const { body } = kept.value;
    if (article && !kept.isChanged) return article;
    if (body.title.trim() === '') {
      toast({ tone: 'warning', text: t('Give the article a title.') });
      return null;
    }
    setSaving(true);
    const pictures = newPictures(id, body.markdown, pending.all);
    const saved = await acts.save({ id, form: kept.value, pictures });
    setSaving(false);
    if ('problem' in saved) {
      toast({ tone: 'danger', text: saved.problem });
      return null;
    }
    onSaved();
    kept.discard();
    pending.forget([...pending.all.keys()]);
    return saved.article;
  };
  return { save, isSaving };
}

function usePublish({ id, article, kept, pending, onSaved }: Parts): EditorActs['publish'] {
  const acts = useArticleActs();
  const actor = useArticleActor();
  if (!article || !mayMoveArticle('publish', article, actor)) return undefined;
  return async (note) => {
    const { body, began } = kept.value;
    const pictures = newPictures(id, body.markdown, pending.all);
    const problem = await acts.publish(began ?? article, { note, body, pictures });
    if (problem !== undefined) return problem;
    onSaved();
    kept.discard();
    pending.forget([...pending.all.keys()]);
    useNavigation.getState().openRecord(id);
    return undefined;
  };
}

/** What the editor does with the whole article, by button and by key. */
export function useEditorActs(parts: Parts): EditorActs {
  const { id, article, kept } = parts;
  const { save, isSaving } = useSave(parts);
  const publish = usePublish(parts);
  const { openRecord, go } = useNavigation.getState();
  const saveAndShow = async (): Promise<void> => {
    const saved = await save();
    if (saved) openRecord(id);
  };
  const group = t('Knowledge');
  useCommands([
    {
      id: 'article.save',
      label: t('Save the article'),
      keys: 'Ctrl+S',
      group,
      icon: 'check',
      run: () => void save(),
    },
    {
      id: 'article.save-show',
      label: t('Save the article and show it'),
      keys: 'Ctrl+Enter',
      group,
      icon: 'check',
      run: () => void saveAndShow(),
    },
    {
      id: 'article.leave',
      label: t('Leave the editor'),
      group,
      icon: 'arrow-left',
      run: () => (article ? openRecord(id) : go({ kind: 'articles' })),
    },
    {
      id: 'knowledge.undo',
      label: t('Undo'),
      keys: 'z',
      group,
      icon: 'undo',
      hidden: true,
      run: undoLast,
    },
  ]);
  return {
    save,
    saveAndShow,
    publish,
    isSaving,
    drop: kept.discard,
  };
}
