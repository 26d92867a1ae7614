import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../shared/model/reference.ts';
import { useRelations, useVersion, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { pathOf, routeOfRecord } from '../../state/routes.ts';
import { IconButton } from '../../ui/button.tsx';
import {
  ContextLine,
  ContextList,
  ContextSection,
  ContextStrip,
} from '../../ui/context-section.tsx';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-paths.ts';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { Contents, isLongArticle } from './contents.tsx';
import type { LinkTable } from './markdown/article-links.ts';
import type { Heading } from './markdown/rehype-headings.ts';
import { useSuggestions } from './use-article-hits.ts';

interface Line {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly icon: IconName;
}

/** What stands beside an article. */
export interface ArticleSurroundings {
  readonly headings: readonly Heading[];
  readonly related: readonly Line[];
  /** Whether the author named them, or search found them. */
  readonly areSuggested: boolean;
  /** Tickets and items that are documented by it. */
  readonly used: readonly Line[];
}

const SUGGESTIONS = 5;

function useRelated(article: Article | undefined, table: LinkTable): readonly Line[] {
  const { articles } = useWorkspace();
  return useMemo(
    () =>
      (article?.related ?? []).flatMap((slug) => {
        const row = articles.get(table.get(slug.toLowerCase())?.id ?? '');
        if (!row || row.id === article?.id) return [];
        return [{ id: row.id, title: row.title, detail: row.number, icon: 'book' as const }];
      }),
    [article, articles, table],
  );
}

function useUsed(articleId: string | null): readonly Line[] {
  const { tickets, items } = useWorkspace();
  useVersion(tickets);
  useVersion(items);
  const relations = useRelations(articleId) ?? [];
  return relations.flatMap((relation): readonly Line[] => {
    if (relation.type !== 'documented-by') return [];
    const other = relation.fromId === articleId ? relation.toId : relation.fromId;
    const ticket = tickets.get(other);
    if (ticket) {
      const icon = ticket.kind === 'task' ? 'check' : ticket.kind;
      return [{ id: other, title: ticket.title, detail: ticket.number, icon }];
    }
    const item = items.get(other);
    return item ? [{ id: other, title: item.name, detail: item.number, icon: 'server' }] : [];
  });
}

export function useSurroundings(
  article: Article | undefined,
  headings: readonly Heading[],
  table: LinkTable,
): ArticleSurroundings {
  const named = useRelated(article, table);
  const needsSuggestions = article !== undefined && named.length === 0;
  const found = useSuggestions(
    needsSuggestions ? `${article.title} ${article.summary}` : '',
    SUGGESTIONS + 1,
  );
  const used = useUsed(article?.id ?? null);
  const suggested = found
    .filter(({ id }) => id !== article?.id)
    .slice(0, SUGGESTIONS)
    .map(({ id, title, number }): Line => ({ id, title, detail: number, icon: 'book' }));
  return {
    headings: article && isLongArticle(headings, article.markdown) ? headings : [],
    related: named.length > 0 ? named : suggested,
    areSuggested: named.length === 0,
    used,
  };
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactElement {
  const openRecord = useNavigation((state) => state.openRecord);
  return (
    <ContextList>
      {lines.map(({ id, title, detail, icon }) => {
        const route = routeOfRecord(id);
        return (
          <ContextLine key={id} mark={<Icon name={icon} size={14} />} detail={detail}>
            <a
              href={route ? pathOf(route) : undefined}
              onClick={(event) => {
                event.preventDefault();
                openRecord(id);
              }}
            >
              {title}
            </a>
          </ContextLine>
        );
      })}
    </ContextList>
  );
}

export function ArticleContext({
  surroundings,
  onClose,
}: {
  readonly surroundings: ArticleSurroundings;
  readonly onClose: () => void;
}): ReactElement {
  const { headings, related, areSuggested, used } = surroundings;
  return (
    <Pane kind="context" label={t('Context')}>
      <PaneBar title={t('Context')} level={2}>
        <IconButton icon="side" label={t('Close the context pane')} onClick={onClose} />
      </PaneBar>
      <PaneBody>
        {headings.length === 0 ? null : (
          <ContextSection title={t('On this page')}>
            <Contents headings={headings} />
          </ContextSection>
        )}
        {used.length === 0 ? null : (
          <ContextSection title={t('Used in')}>
            <Lines lines={used} />
          </ContextSection>
        )}
        <ContextSection title={areSuggested ? t('Similar articles') : t('Related articles')}>
          {related.length === 0 ? (
            <p className="t3 t12">{t('Nothing else is written about this yet.')}</p>
          ) : (
            <Lines lines={related} />
          )}
        </ContextSection>
      </PaneBody>
    </Pane>
  );
}

export function ArticleContextStrip({
  surroundings,
  onOpen,
}: {
  readonly surroundings: ArticleSurroundings;
  readonly onOpen: () => void;
}): ReactElement {
  const { headings, related, used } = surroundings;
  const counted = [
    {
      id: 'contents',
      icon: 'list',
      label: t('{{count}} sections', { count: headings.length }),
      count: headings.length,
    },
    {
      id: 'related',
      icon: 'book',
      label: t('{{count}} related articles', { count: related.length }),
      count: related.length,
    },
    {
      id: 'used',
      icon: 'link',
      label: t('Used in {{count}} records', { count: used.length }),
      count: used.length,
    },
  ] as const;
  return (
    <ContextStrip
      items={counted
        .filter(({ count }) => count > 0)
        .map(({ count, ...item }) => ({ ...item, text: String(count), onOpen }))}
    />
  );
}
