import { useEffect, useId } from 'react';
import type { KeyboardEvent, MouseEvent, ReactElement } from 'react';
import type { Marks } from '../../search/search.ts';
import { cx } from '../../ui/cx.ts';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { lineId, RESULTS_ID } from './search-bar.tsx';
import { EXPANDED, SHOWN } from './search-lines.ts';
import type { SearchGroup, SearchLine } from './search-lines.ts';
import { SearchLineView } from './search-line-view.tsx';
import { kindLabel } from './search-notes.tsx';

interface ResultsProps {
  readonly groups: readonly SearchGroup[];
  readonly marks: Marks;
  readonly activeKey: string | null;
  readonly now: number;
  onPoint(key: string): void;
  /** Arrows and Enter, as in the search box. */
  onKeyDown(event: KeyboardEvent): void;
  onChoose(line: SearchLine, how: 'here' | 'window'): void;
}

/** Articles are ranked, not counted: nearly all have one of the words. */
function groupCount({ of, total }: SearchGroup, locale: string): string {
  const isCut = of === 'articles' && (total === SHOWN || total === EXPANDED);
  return isCut ? t('best {{limit}}', { limit: total }) : formatNumber(locale, total);
}

/** What was found, by kind; the search box moves through it. */
export function SearchResults(props: ResultsProps): ReactElement {
  const { groups, activeKey } = props;
  const locale = useLocale();
  const id = useId();
  useEffect(() => {
    if (activeKey === null) return;
    document.getElementById(lineId(activeKey))?.scrollIntoView({ block: 'nearest' });
  }, [activeKey]);
  return (
    <div
      id={RESULTS_ID}
      role="listbox"
      aria-label={t('Results')}
      aria-activedescendant={activeKey === null ? undefined : lineId(activeKey)}
      tabIndex={0}
      className="find__list"
      onKeyDown={props.onKeyDown}
    >
      {groups.map((group) => (
        <div key={group.of} role="group" aria-labelledby={`${id}${group.of}`}>
          <div id={`${id}${group.of}`} className="find__group" role="presentation">
            {kindLabel(group.of)}
            <span className="t3 tnum">{groupCount(group, locale)}</span>
          </div>
          {group.lines.map((line) => (
            <Line key={line.key} line={line} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
}

interface LineProps extends Omit<ResultsProps, 'groups' | 'onKeyDown'> {
  readonly line: SearchLine;
}

function Line({ line, marks, activeKey, now, onPoint, onChoose }: LineProps): ReactElement {
  const locale = useLocale();
  const isActive = line.key === activeKey;
  const choose = (event: MouseEvent): void => {
    onPoint(line.key);
    onChoose(line, event.ctrlKey || event.metaKey || event.button === 1 ? 'window' : 'here');
  };
  return (
    <div
      id={lineId(line.key)}
      role="option"
      aria-selected={isActive}
      className={cx('find__line', isActive && 'is-active', line.kind === 'more' && 'find__more')}
      onClick={choose}
      onAuxClick={choose}
    >
      {line.kind === 'record' ? (
        <SearchLineView line={line} marks={marks} now={now} />
      ) : (
        t('Show more ({{left}})', { left: formatNumber(locale, line.left) })
      )}
    </div>
  );
}
