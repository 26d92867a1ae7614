import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { isArticle } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useDocument, useMe, useReplica } from '../../../replica/hooks.ts';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Pane } from '../../../ui/pane.tsx';
import { toast } from '../../../ui/toast.ts';
import { LinkTableContext } from '../markdown/link-table-context.ts';
import { PendingPicturesContext } from '../markdown/picture-reference.ts';
import { useLinkTable } from '../use-link-table.ts';
import { articleDraftId, formOf } from './article-form.ts';
import type { ArticleForm } from './article-form.ts';
import { EditorBar } from './editor-bar.tsx';
import { EditorNotices } from './editor-notices.tsx';
import { EditorPanels } from './editor-panels.tsx';
import { usePendingPictures } from './pending-pictures.ts';
import { useEditorActs } from './use-editor-acts.ts';
import '../knowledge.css';
import './editor.css';

/** Whoever leaves with unsaved text hears that it is kept, and gets back to it. */
function useFarewell(id: string, isChanged: boolean): () => void {
  const left = useRef(isChanged);
  useEffect(() => {
    left.current = isChanged;
  }, [isChanged]);
  useEffect(
    () => () => {
      if (!left.current) return;
      toast({
        text: t('Not saved yet. Your text is kept on this machine.'),
        action: {
          label: t('Back to the text'),
          run: () => useNavigation.getState().go({ kind: 'article-edit', id }),
        },
      });
    },
    [id],
  );
  return useCallback(() => {
    left.current = false;
  }, []);
}

interface LoadedProps {
  readonly id: string;
  /** Null: it is new. */
  readonly article: Article | null;
  readonly kept: KeptForm<ArticleForm>;
}

function Loaded({ id, article, kept }: LoadedProps): ReactElement {
  const table = useLinkTable();
  const { body } = kept.value;
  const pending = usePendingPictures(body.markdown);
  const [tried, setTried] = useState(false);
  const onSaved = useFarewell(id, kept.isChanged);
  const onTry = (): void => setTried(true);
  const acts = useEditorActs({ id, article, kept, pending, onTry, onSaved });
  const onChange = (part: Partial<ArticleForm['body']>): void =>
    kept.set({ ...kept.value, body: { ...kept.value.body, ...part } });
  const isUntitled = tried && body.title.trim() === '';
  return (
    <LinkTableContext.Provider value={table}>
      <PendingPicturesContext.Provider value={pending.all}>
        <Pane
          kind="record"
          as="main"
          label={article ? t('Edit the article') : t('New article')}
          className="kbe"
        >
          <EditorBar id={id} article={article} kept={kept} acts={acts} />
          <EditorNotices article={article} kept={kept} />
          <EditorPanels
            articleId={id}
            body={body}
            pending={pending}
            titleProblem={isUntitled ? t('Give the article a title.') : undefined}
            table={table}
            onChange={onChange}
          />
        </Pane>
      </PendingPicturesContext.Provider>
    </LinkTableContext.Provider>
  );
}

function NotHere({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <Pane kind="record" as="main" label={t('Article')}>
      <EmptyState icon="book" title={title}>
        <p>{text}</p>
        <Button onClick={() => go({ kind: 'articles' })}>{t('All articles')}</Button>
      </EmptyState>
    </Pane>
  );
}

function Editor({ id, article }: Pick<LoadedProps, 'id' | 'article'>): ReactElement | null {
  const locale = useLocale();
  const me = useMe();
  const initial = useMemo(
    () => formOf(article, { lang: locale.split('-')[0] ?? 'en', ownerId: me?.id ?? '' }),
    [article, locale, me],
  );
  const kept = useKeptForm(articleDraftId(id), initial, article?.version ?? null);
  return kept ? <Loaded id={id} article={article} kept={kept} /> : null;
}

/** Writes an article: a new one where the id is nobody's yet. */
export function EditorScreen({ id }: { readonly id: string }): ReactElement | null {
  const document = useDocument('articles', id);
  const { session } = useReplica();
  if (document === undefined) return null;
  if (!mayWrite(session.roles, 'articles', document ? 'update' : 'create')) {
    return (
      <NotHere
        title={t('You may read articles, not write them')}
        text={t('Agents, technicians, managers and administrators write them.')}
      />
    );
  }
  if (document !== null && (!isArticle(document) || document.removedAt !== undefined)) {
    return (
      <NotHere
        title={t('This article is not here')}
        text={t(
          'It was removed, or it has not come with a sync yet. What is here can be searched.',
        )}
      />
    );
  }
  if (document?.state === 'retired') {
    return (
      <NotHere
        title={t('This article is retired')}
        text={t('A retired article is restored before it is edited.')}
      />
    );
  }
  return <Editor key={id} id={id} article={document} />;
}
