import { useMemo } from 'react';
import type { KeyboardEvent, ReactElement, Ref } from 'react';
import type { Article } from '../../../shared/model/reference.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { useReplica, useRows, useWorkspace } from '../../replica/hooks.ts';
import { useSearchMiss } from '../../replica/search-miss.ts';
import type { ArticleFilter } from '../../search/search.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Pane } from '../../ui/pane.tsx';
import { FilterBar, PaneBar } from '../../ui/pane-bar.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { Select } from '../../ui/select.tsx';
import { articleLines, filterChoices } from './article-lines.ts';
import { BrowseList, HitList } from './article-lists.tsx';
import type { ArticleListProps } from './article-lists.tsx';
import { useKnowledge } from './knowledge-store.ts';
import { useCompare } from './use-compare.ts';
import { useNewArticle } from './use-new-article.ts';
import { HIT_LIMIT } from './use-article-hits.ts';
import type { ArticleHits } from './use-article-hits.ts';
import { categoryWord, languageWord, stateWord } from './words.ts';

/** '' is taken by articles without a category. */
const ALL = '*';

function Filters(): ReactElement {
  const rows = useRows(useWorkspace().articles);
  const { filter, set } = useKnowledge();
  const compare = useCompare();
  const locale = useLocale();
  const choices = useMemo(() => filterChoices(rows, compare), [rows, compare]);
  const change = (part: ArticleFilter): void => set({ filter: { ...filter, ...part } });
  const chosen = (value: string): string | undefined => (value === ALL ? undefined : value);
  const option = (value: string, label: string) => ({ value, label });
  return (
    <FilterBar>
      <Select
        label={t('Category')}
        value={filter.category ?? ALL}
        onChange={(value) => change({ category: chosen(value) })}
        options={[
          option(ALL, t('All categories')),
          ...choices.categories.map((each) => option(each, categoryWord(each))),
        ]}
      />
      <Select
        label={t('State')}
        value={filter.state ?? ALL}
        onChange={(value) => change({ state: chosen(value) as Article['state'] | undefined })}
        options={[
          option(ALL, t('All states')),
          ...choices.states.map((each) => option(each, stateWord(each))),
        ]}
      />
      <Select
        label={t('Language')}
        value={filter.lang ?? ALL}
        onChange={(value) => change({ lang: chosen(value) })}
        options={[
          option(ALL, t('All languages')),
          ...choices.languages.map((each) => option(each, languageWord(locale, each))),
        ]}
      />
    </FilterBar>
  );
}

export interface ArticleListPaneProps extends ArticleListProps {
  readonly found: ArticleHits | null;
  readonly inputRef: Ref<HTMLInputElement>;
  readonly onSearchKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/** Search box, filters, and what they leave. */
export function ArticleListPane(props: ArticleListPaneProps): ReactElement {
  const { found, inputRef, onSearchKeyDown, ...list } = props;
  const rows = useRows(useWorkspace().articles);
  const { query, filter, folded, set, toggleGroup } = useKnowledge();
  const go = useNavigation((state) => state.go);
  const { session } = useReplica();
  const newArticle = useNewArticle();
  const compare = useCompare();
  const locale = useLocale();
  const isMiss = found?.hits.length === 0 && found.query === query.trim();
  useSearchMiss(isMiss ? query : null);
  const lines = useMemo(
    () => articleLines(rows, { filter, folded, compare }),
    [rows, filter, folded, compare],
  );
  const count = lines.reduce((sum, line) => sum + (line.kind === 'group' ? line.count : 0), 0);
  const shown = found
    ? found.hits.length === HIT_LIMIT
      ? t('best {{limit}}', { limit: HIT_LIMIT })
      : formatNumber(locale, found.hits.length)
    : formatNumber(locale, count);
  return (
    <Pane kind="list" label={t('Knowledge')}>
      <PaneBar title={t('Knowledge')} count={<span aria-live="polite">{shown}</span>}>
        <Button
          variant="quiet"
          kbd="w"
          onClick={() => go({ kind: 'knowledge-work', page: 'reviews' })}
        >
          {t('Knowledge work')}
        </Button>
        {mayWrite(session.roles, 'articles', 'create') ? (
          <Button icon="plus" kbd="n" onClick={newArticle}>
            {t('New')}
          </Button>
        ) : null}
      </PaneBar>
      <div className="kb__search">
        <SearchBox
          label={t('Search articles')}
          placeholder={t('Words, an error code, a number')}
          kbd="/"
          value={query}
          onChange={(next) => set({ query: next, cursorId: null })}
          inputRef={inputRef}
          onKeyDown={onSearchKeyDown}
        />
      </div>
      <Filters />
      {found ? (
        <HitList {...list} found={found} />
      ) : (
        <BrowseList {...list} lines={lines} count={count} onToggleGroup={toggleGroup} />
      )}
    </Pane>
  );
}
