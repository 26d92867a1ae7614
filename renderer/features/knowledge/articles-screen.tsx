import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import { isArticle } from '../../../shared/model/reference.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { useDocument, useReplica, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { usePanels } from '../../state/panels.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { commands } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t, tRich } from '../../ui/i18n.ts';
import { Kbd } from '../../ui/kbd.tsx';
import type { ListHandle } from '../../ui/list-model.ts';
import { Pane } from '../../ui/pane.tsx';
import { PaneLayout, useContextPane } from '../../ui/pane-layout.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { ArticleContext, ArticleContextStrip, useSurroundings } from './article-context.tsx';
import { ArticleListPane } from './article-list-pane.tsx';
import { ArticleReader } from './article-reader.tsx';
import type { ArticleReaderProps } from './article-reader.tsx';
import { useKnowledge } from './knowledge-store.ts';
import { LinkTableContext } from './markdown/link-table-context.ts';
import { useArticleHits } from './use-article-hits.ts';
import type { ArticleHits } from './use-article-hits.ts';
import { useArticleParts } from './use-article-parts.ts';
import { useLinkTable } from './use-link-table.ts';
import { useNewArticle } from './use-new-article.ts';
import './knowledge.css';

function NothingChosen({ isMissing }: { readonly isMissing: boolean }): ReactElement {
  return (
    <Pane kind="record" label={t('Article')}>
      {isMissing ? (
        <EmptyState icon="book" title={t('This article is not here')}>
          <p>
            {t('It was removed, or it has not come with a sync yet. What is here can be searched.')}
          </p>
        </EmptyState>
      ) : (
        <EmptyState icon="book" title={t('Choose an article to read it here')}>
          <p>
            {tRich(
              '{{keys}} searches, {{next}} and {{previous}} go through the list, {{open}} opens.',
              {
                keys: <Kbd keys="/" />,
                next: <Kbd keys="j" />,
                previous: <Kbd keys="k" />,
                open: <Kbd keys="Enter" />,
              },
            )}
          </p>
        </EmptyState>
      )}
    </Pane>
  );
}

interface Refs {
  readonly list: RefObject<ListHandle | null>;
  readonly text: RefObject<HTMLElement | null>;
}

/** Search box, list and text by keys. */
function useKeys(parts: {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly list: RefObject<ListHandle | null>;
  readonly isReaderAlone: boolean;
}): void {
  const { input, list, isReaderAlone } = parts;
  const go = useNavigation((state) => state.go);
  const { session } = useReplica();
  const newArticle = useNewArticle();
  useCommands(
    useMemo(() => {
      const group = t('Knowledge');
      const focusBox = (): void => {
        input.current?.focus();
        input.current?.select();
      };
      const toSearch = (): void => {
        // In a single column the box is drawn by the change of place.
        if (isReaderAlone) {
          go({ kind: 'articles' });
          requestAnimationFrame(focusBox);
        } else {
          focusBox();
        }
      };
      // The list takes the focus, so that Enter opens what the keys came to.
      const move = (by: 1 | -1): void => {
        list.current?.focus();
        list.current?.move(by);
      };
      return [
        {
          id: 'knowledge.search',
          label: t('Search articles'),
          keys: '/',
          group,
          icon: 'search',
          run: toSearch,
        },
        {
          id: 'knowledge.back',
          label: t('Back to the search box'),
          keys: 'Escape',
          group,
          when: () => document.activeElement !== input.current,
          run: toSearch,
        },
        {
          id: 'knowledge.next',
          label: t('Next article'),
          keys: 'j',
          group,
          run: () => move(1),
        },
        {
          id: 'knowledge.previous',
          label: t('Previous article'),
          keys: 'k',
          group,
          run: () => move(-1),
        },
        {
          id: 'knowledge.new',
          label: t('New article'),
          keys: 'n',
          group,
          icon: 'plus',
          when: () => mayWrite(session.roles, 'articles', 'create'),
          run: newArticle,
        },
        {
          id: 'knowledge.work',
          label: t('Knowledge work'),
          keys: 'w',
          group,
          icon: 'book',
          run: () => go({ kind: 'knowledge-work', page: 'reviews' }),
        },
      ];
    }, [input, list, isReaderAlone, go, session, newArticle]),
  );
}

/** An article's text and what stands beside it. */
function useReader(shownId: string | null) {
  const { articles } = useWorkspace();
  const table = useLinkTable();
  const document = useDocument('articles', shownId) ?? undefined;
  const article = document && isArticle(document) && !document.removedAt ? document : undefined;
  const shown = (shownId === null ? undefined : articles.get(shownId)) ?? article;
  const parts = useArticleParts(article?.markdown ?? '', article?.title ?? '');
  const surroundings = useSurroundings(article, parts.headings, table);
  return { table, article, shown, parts, surroundings };
}

/** The context pane as panels remember it. */
function useContextChoice(): readonly [open: boolean, setOpen: (open: boolean) => void] {
  const { contextOpen, set } = usePanels();
  return useContextPane(contextOpen, (open) => set({ contextOpen: open }));
}

/** What moving, choosing and typing do. */
function useActions(articleId: string | null, found: ArticleHits | null, refs: Refs) {
  const { go, openRecord } = useNavigation();
  const { cursorId, set } = useKnowledge();
  useEffect(() => {
    if (articleId !== null) set({ cursorId: articleId });
  }, [articleId, set]);
  const onOpen = (id: string, how: 'here' | 'window' = 'here'): void => {
    openRecord(id);
    if (how === 'window') commands.run('tab.window');
    requestAnimationFrame(() => refs.text.current?.focus());
  };
  return {
    onOpen,
    onActiveChange(id: string): void {
      set({ cursorId: id });
      if (articleId !== null && id !== articleId) go({ kind: 'articles' });
    },
    onSearchKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
      if (event.key === 'Enter') {
        const first = found?.hits[0];
        if (!first) return;
        event.preventDefault();
        onOpen(first.id);
      } else if (event.key === 'ArrowDown') {
        event.preventDefault();
        refs.list.current?.focus();
        if (cursorId === null) refs.list.current?.move(1);
      }
    },
  };
}

/** The knowledge base: search or browse, and read. */
export function ArticlesScreen({ articleId }: { readonly articleId: string | null }): ReactElement {
  const { query, filter, cursorId, widths, set } = useKnowledge();
  const breakpoint = useBreakpoint();
  const isSingle = breakpoint === 'compact' || breakpoint === 'field';
  const [contextOpen, setContextOpen] = useContextChoice();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle>(null);
  const text = useRef<HTMLElement>(null);
  const found = useArticleHits(query, filter);
  const { table, article, shown, parts, surroundings } = useReader(
    articleId ?? (isSingle ? null : cursorId),
  );
  const actions = useActions(articleId, found, { list, text });
  useKeys({ input, list, isReaderAlone: isSingle && articleId !== null });
  const reader: Omit<ArticleReaderProps, 'shown'> = {
    article,
    parts,
    isSingle,
    contextOpen,
    onContextOpenChange: setContextOpen,
    textRef: text,
  };
  return (
    <LinkTableContext.Provider value={table}>
      <PaneLayout
        className="kb"
        widths={widths}
        onWidthsChange={(next) => set({ widths: next })}
        contextOpen={contextOpen && shown !== undefined}
        onContextOpenChange={setContextOpen}
        show={articleId === null ? 'list' : 'record'}
        list={
          <ArticleListPane
            {...actions}
            found={found}
            activeId={articleId ?? cursorId}
            isSingle={isSingle}
            listRef={list}
            inputRef={input}
          />
        }
        record={
          shown ? (
            <ArticleReader {...reader} shown={shown} />
          ) : (
            <NothingChosen isMissing={articleId !== null} />
          )
        }
        context={
          shown ? (
            <ArticleContext surroundings={surroundings} onClose={() => setContextOpen(false)} />
          ) : undefined
        }
        strip={
          <ArticleContextStrip surroundings={surroundings} onOpen={() => setContextOpen(true)} />
        }
      />
    </LinkTableContext.Provider>
  );
}
