import { useCallback, useMemo } from 'react';
import type { ReactElement, Ref } from 'react';
import { t } from '../../ui/i18n.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ListHandle } from '../../ui/list-model.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { ArticleHitRow } from './article-hit-row.tsx';
import type { ArticleLine } from './article-lines.ts';
import type { ArticleHits } from './use-article-hits.ts';
import { STATE_MARKS, audienceWord, categoryWord, stateWord } from './words.ts';

/** What both lists share with the screen. */
export interface ArticleListProps {
  readonly activeId: string | null;
  onActiveChange(id: string): void;
  onOpen(id: string, how: 'here' | 'window'): void;
  /** The reader takes the place of the list. */
  readonly isSingle: boolean;
  readonly listRef: Ref<ListHandle>;
}

function useColumns(lines: readonly ArticleLine[]): readonly Column[] {
  const now = useNow();
  return useMemo(() => {
    const rowAt = (index: number) => {
      const line = lines[index];
      return line?.kind === 'article' ? line.row : undefined;
    };
    return [
      {
        id: 'title',
        label: t('Title'),
        width: 'minmax(0, 1fr)',
        cell: (index) => {
          const row = rowAt(index);
          return row ? (
            <>
              <StateMark state={STATE_MARKS[row.state]} label={stateWord(row.state)} />
              <span className="row__title" title={row.title}>
                {row.title}
              </span>
            </>
          ) : null;
        },
      },
      {
        id: 'audience',
        label: t('For'),
        width: '76px',
        hideBelow: 400,
        className: 'row__minor',
        cell: (index) => {
          const row = rowAt(index);
          return row ? audienceWord(row.audience) : null;
        },
      },
      {
        id: 'revised',
        label: t('Revised'),
        width: '64px',
        align: 'end',
        hideBelow: 340,
        className: 'row__when',
        cell: (index) => {
          const row = rowAt(index);
          return row ? <RelativeTime at={row.revisedAt} now={now} short /> : null;
        },
      },
    ];
  }, [lines, now]);
}

/** All articles, by category. */
export function BrowseList({
  lines,
  count,
  onToggleGroup,
  ...list
}: ArticleListProps & {
  readonly lines: readonly ArticleLine[];
  /** Articles, also those in folded groups. */
  readonly count: number;
  readonly onToggleGroup: (key: string) => void;
}): ReactElement {
  const columns = useColumns(lines);
  const keyAt = useCallback((index: number) => lines[index]?.key ?? '', [lines]);
  const groupAt = useCallback(
    (index: number) => {
      const line = lines[index];
      if (line?.kind !== 'group') return undefined;
      return { label: categoryWord(line.category), count: line.count, collapsed: line.isFolded };
    },
    [lines],
  );
  return (
    <DataTable
      label={t('{{count}} articles', { count })}
      columns={columns}
      count={lines.length}
      keyAt={keyAt}
      groupAt={groupAt}
      activeKey={list.activeId}
      onActiveChange={list.onActiveChange}
      onOpen={(id, _line, how) => list.onOpen(id, how)}
      openOnClick={list.isSingle}
      onToggleGroup={onToggleGroup}
      ref={list.listRef}
      empty={
        <EmptyState icon="book" title={t('No article fits these filters')}>
          <p>
            {t('Articles come with the first sync, and from people who write down what helped.')}
          </p>
        </EmptyState>
      }
    />
  );
}

const HIT_HEIGHT = 84;

/** What the search found, best first. */
export function HitList({
  found,
  ...list
}: ArticleListProps & { readonly found: ArticleHits }): ReactElement {
  const { hits, query } = found;
  const keyAt = useCallback((index: number) => hits[index]?.id ?? '', [hits]);
  const renderRow = useCallback(
    (index: number) => {
      const hit = hits[index];
      return hit ? <ArticleHitRow hit={hit} /> : null;
    },
    [hits],
  );
  if (hits.length === 0 && query !== '') {
    return (
      <EmptyState icon="search" title={t('No article has these words')}>
        <p>
          {t(
            'Typing errors are forgiven in words of five letters and more. Try fewer words, or the number of an error alone.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <VirtualList
      label={t('Articles found')}
      className="kb-hits"
      count={hits.length}
      keyAt={keyAt}
      renderRow={renderRow}
      rowHeight={HIT_HEIGHT}
      activeKey={list.activeId}
      onActiveChange={list.onActiveChange}
      onOpen={(id, _line, how) => list.onOpen(id, how)}
      openOnClick={list.isSingle}
      ref={list.listRef}
    />
  );
}
