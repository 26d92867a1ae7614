import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { articleWork, REMINDER_DAYS } from '../../../../shared/knowledge/article-work.ts';
import type { ArticleWork, ArticleWorkReason } from '../../../../shared/knowledge/article-work.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { commands } from '../../../ui/commands.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDate, formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { ListHandle } from '../../../ui/list-model.ts';
import { FilterBar } from '../../../ui/pane-bar.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useArticleBooks } from '../article-books.ts';
import { STATE_MARKS, stateWord } from '../words.ts';
import { localDay } from './local-day.ts';
import { useUnsavedArticles } from './use-unsaved.ts';
import type { UnsavedArticle } from './use-unsaved.ts';

const HOUR_MS = 3_600_000;

type Line =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly reason: ArticleWorkReason;
      readonly count: number;
    }
  | { readonly kind: 'work'; readonly key: string; readonly work: ArticleWork };

function reasonWord(reason: ArticleWorkReason): string {
  switch (reason) {
    case 'to-review':
      return t('To review');
    case 'sent-back':
      return t('Sent back');
    case 'expired':
      return t('No longer valid');
    case 'expiring':
      return t('Valid until soon');
    case 'my-draft':
      return t('Drafts');
    case 'scheduled':
      return t('Scheduled');
    case 'old':
      return t('Not looked at for long');
  }
}

function toLines(works: readonly ArticleWork[]): readonly Line[] {
  const lines: Line[] = [];
  for (const work of works) {
    const { reason } = work;
    const last = lines.at(-1);
    const isSame = last?.kind === 'work' && last.work.reason === reason;
    if (!isSame) {
      const count = works.filter((each) => each.reason === reason).length;
      lines.push({ kind: 'group', key: `group:${reason}`, reason, count });
    }
    lines.push({ kind: 'work', key: work.article.id, work });
  }
  return lines;
}

function useWork(everybody: boolean): readonly Line[] {
  const { rows } = useArticleBooks();
  const reference = useReference();
  const me = useMe();
  const { session } = useReplica();
  const today = localDay(useNow(HOUR_MS));
  return useMemo(() => {
    const articles = rows.flatMap((row) => (row.kind === 'article' ? [row] : []));
    const [rules] = policiesOf(reference, 'desk-rules');
    return toLines(
      articleWork(articles, {
        today,
        reminderDays: rules?.articleReminderDays ?? REMINDER_DAYS,
        userName: session.userName,
        personId: me?.id,
        everybody,
      }),
    );
  }, [rows, reference, me, session, today, everybody]);
}

function useDetail(): (work: ArticleWork) => string {
  const { people } = useReference();
  const locale = useLocale();
  return ({ article, reason, days }) => {
    switch (reason) {
      case 'to-review':
        return people.get(article.reviewerId ?? '')?.name ?? '';
      case 'sent-back':
        return article.reviewNote ?? '';
      case 'expired':
      case 'expiring':
        return t('Valid until {{date}}', {
          date: formatDate(locale, `${article.validTo ?? ''}T12:00:00`),
        });
      case 'scheduled':
        return article.publishAt === undefined ? '' : formatExact(locale, article.publishAt);
      case 'old':
        return t('{{count}} days', { count: days ?? 0 });
      case 'my-draft':
        return '';
    }
  };
}

function useColumns(lines: readonly Line[]): readonly Column[] {
  const detail = useDetail();
  const now = useNow();
  const workAt = (index: number): ArticleWork | undefined => {
    const line = lines[index];
    return line?.kind === 'work' ? line.work : undefined;
  };
  return [
    {
      id: 'number',
      label: t('Number'),
      width: '104px',
      hideBelow: 560,
      cell: (index) => {
        const work = workAt(index);
        return work ? <RecordNo value={work.article.number} /> : null;
      },
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 2fr)',
      cell: (index) => {
        const work = workAt(index);
        if (!work) return null;
        const { state, title } = work.article;
        return (
          <>
            <StateMark state={STATE_MARKS[state]} label={stateWord(state)} />
            <span className="row__title" title={title}>
              {title}
            </span>
          </>
        );
      },
    },
    {
      id: 'detail',
      label: t('Because'),
      width: 'minmax(0, 1fr)',
      hideBelow: 440,
      className: 'row__minor',
      cell: (index) => {
        const work = workAt(index);
        return work ? <span className="cut">{detail(work)}</span> : null;
      },
    },
    {
      id: 'revised',
      label: t('Revised'),
      width: '80px',
      align: 'end',
      hideBelow: 340,
      className: 'row__when',
      cell: (index) => {
        const work = workAt(index);
        return work ? <RelativeTime at={work.article.revisedAt} now={now} short /> : null;
      },
    },
  ];
}

function Unsaved({ all }: { readonly all: readonly UnsavedArticle[] }): ReactElement | null {
  const go = useNavigation((state) => state.go);
  const now = useNow();
  if (all.length === 0) return null;
  return (
    <section className="kbw__unsaved" aria-label={t('Not saved yet, on this machine')}>
      <h2>{t('Not saved yet, on this machine')}</h2>
      <ul>
        {all.map(({ id, title, keptAt }) => (
          <li key={id}>
            <button
              type="button"
              className="kbw__link"
              onClick={() => go({ kind: 'article-edit', id })}
            >
              {title === '' ? t('Without a title') : title}
            </button>
            <span className="t3 t12">
              <RelativeTime at={keptAt} now={now} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Whose = 'mine' | 'all';

/** What waits: reviews, what was sent back, what is about to be no longer valid, drafts. */
export function ReviewsPage(): ReactElement {
  const [whose, setWhose] = useState<Whose>('mine');
  const [active, setActive] = useState<string | null>(null);
  const list = useRef<ListHandle>(null);
  const unsaved = useUnsavedArticles();
  const lines = useWork(whose === 'all');
  const columns = useColumns(lines);
  const openRecord = useNavigation((state) => state.openRecord);
  const keyAt = useCallback((index: number) => lines[index]?.key ?? '', [lines]);
  const groupAt = useCallback(
    (index: number) => {
      const line = lines[index];
      return line?.kind === 'group'
        ? { label: reasonWord(line.reason), count: line.count }
        : undefined;
    },
    [lines],
  );
  const move = (by: 1 | -1) => () => {
    list.current?.focus();
    list.current?.move(by);
  };
  const group = t('Knowledge work');
  useCommands([
    { id: 'list.next', label: t('Next article'), keys: 'j', group, run: move(1) },
    { id: 'list.previous', label: t('Previous article'), keys: 'k', group, run: move(-1) },
  ]);
  return (
    <div className="kbw__reviews">
      <FilterBar>
        <Segmented<Whose>
          label={t('Whose work')}
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'mine', label: t('Mine') },
            { value: 'all', label: t('Everybody’s') },
          ]}
        />
      </FilterBar>
      <Unsaved all={unsaved} />
      <DataTable
        label={t('Articles that wait')}
        columns={columns}
        count={lines.length}
        keyAt={keyAt}
        groupAt={groupAt}
        activeKey={active}
        onActiveChange={setActive}
        onOpen={(id, _line, how) => {
          openRecord(id);
          if (how === 'window') commands.run('tab.window');
        }}
        ref={list}
        empty={
          <EmptyState icon="check" title={t('Nothing waits')}>
            <p>
              {t(
                'Reviews you are asked for, drafts, and articles whose day comes near are shown here.',
              )}
            </p>
          </EmptyState>
        }
      />
    </div>
  );
}
