import type { ReactElement } from 'react';
import type { FirstAnswer, SearchKind, SearchProblem, SecondAnswer } from '../../search/search.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';

export function kindLabel(kind: SearchKind): string {
  switch (kind) {
    case 'tickets':
      return t('Tickets');
    case 'articles':
      return t('Articles');
    case 'items':
      return t('Configuration items');
    case 'people':
      return t('People and teams');
  }
}

function problemText({ text, kind }: SearchProblem): string {
  switch (kind) {
    case 'place':
      return t('“{{text}}” is no place to search; use tickets, articles, items or people.', {
        text,
      });
    case 'clock':
      return t('“{{text}}” filters queues. The search does not know service levels.', { text });
    case 'field':
      return t('“{{text}}” is not understood and does not narrow the search.', { text });
  }
}

export function Problems({ first }: { readonly first: FirstAnswer | null }): ReactElement | null {
  if (first === null || first.problems.length === 0) return null;
  return (
    <div className="find__notes">
      {first.problems.map((problem) => (
        <Notice key={problem.text} tone="info">
          {problemText(problem)}
        </Notice>
      ))}
    </div>
  );
}

/** How far the second stage is; null when all of it was searched. */
export function progressText(second: SecondAnswer | null, locale: string): string | null {
  if (second === null) return t('Descriptions and timelines are still being searched.');
  if (second.indexed >= second.of) return null;
  return t('Texts of {{indexed}} of {{all}} tickets are searched so far.', {
    indexed: formatNumber(locale, second.indexed),
    all: formatNumber(locale, second.of),
  });
}

interface NothingProps {
  readonly first: FirstAnswer;
  readonly second: SecondAnswer | null;
}

/** Says where was looked, so that nobody looks there again. */
export function NothingFound({ first, second }: NothingProps): ReactElement {
  const locale = useLocale();
  const hasWords = first.marks.beginning !== null;
  const places = new Intl.ListFormat(locale).format(first.kinds.map(kindLabel));
  const progress = first.kinds.includes('tickets') ? progressText(second, locale) : null;
  return (
    <EmptyState
      icon="search"
      title={hasWords ? t('Nothing has all of these words') : t('No ticket fits these fields')}
    >
      <p>{t('Searched: {{places}}.', { places })}</p>
      {progress === null ? null : <p>{progress}</p>}
      {hasWords ? (
        <p>{t('Fewer words find more. Error codes and numbers are found as they are written.')}</p>
      ) : null}
    </EmptyState>
  );
}
