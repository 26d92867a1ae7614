import { useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import type { QueryProblem, TermKey } from '../../../../shared/query/ticket-query.ts';
import { QUERY_SENTENCES } from '../../../../shared/query/ticket-words.ts';
import { cx } from '../../../ui/cx.ts';
import { OWNS_ESCAPE } from '../../../ui/escape.ts';
import { Icon } from '../../../ui/icon.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { formatNumber } from '../../../ui/format.ts';
import type { Completion } from './complete-query.ts';
import { completeQuery } from './complete-query.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { FilterValue } from './filter-values.ts';
import { problemText } from './query-problem.ts';

interface FilterTextProps {
  readonly text: string;
  onText(text: string): void;
  readonly valuesOf: (key: TermKey) => readonly FilterValue[];
  countsOf(key: TermKey): FacetCounts | null;
  readonly problems: readonly QueryProblem[];
  /** Enter and Escape: back to the list. */
  onLeave(): void;
}

interface ListProps {
  readonly id: string;
  readonly completions: readonly Completion[];
  readonly active: number;
  onChoose(completion: Completion): void;
}

function CompletionList({ id, completions, active, onChoose }: ListProps): ReactElement {
  const locale = useLocale();
  return (
    <ul id={id} role="listbox" aria-label={t('Completions')} className="menu tickets-complete">
      {completions.map((each, at) => (
        <li
          key={each.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === active}
          className={cx('combo__opt', at === active && 'is-active')}
          // The text box keeps focus: a click must not blur it before it chooses.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(each)}
        >
          <span className="menu__text">
            {each.label}
            <small>{each.detail}</small>
          </span>
          {each.count === undefined ? null : (
            <span className="t3 t12 tnum">{formatNumber(locale, each.count)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Completing {
  readonly completions: readonly Completion[];
  /** −1: none is picked, Enter goes to the list. */
  readonly active: number;
  type(text: string, caret: number): void;
  choose(completion: Completion): void;
  moveCaret(caret: number): void;
  close(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** Completions at the caret, and the keys that pick one. */
function useCompleting(
  { text, onText, valuesOf, countsOf, onLeave }: FilterTextProps,
  input: RefObject<HTMLInputElement | null>,
): Completing {
  const [caret, setCaret] = useState(text.length);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const completions = useMemo(
    () => (open ? completeQuery(text, caret, valuesOf, countsOf) : []),
    [open, text, caret, valuesOf, countsOf],
  );
  const choose = ({ text: next, caret: at }: Completion): void => {
    onText(next);
    setCaret(at);
    setActive(-1);
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };
  const move = (step: number): void => {
    if (!open) setOpen(true);
    else setActive(Math.max(-1, Math.min(completions.length - 1, active + step)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const picked = completions[active];
    const { key } = event;
    if (key === 'ArrowDown') move(1);
    else if (key === 'ArrowUp') move(-1);
    else if ((key === 'Enter' || (key === 'Tab' && !event.shiftKey)) && picked) choose(picked);
    else if (key === 'Escape' && active >= 0) setActive(-1);
    else if (key === 'Enter' || key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return {
    completions,
    active,
    type: (next, at) => {
      onText(next);
      setCaret(at);
      setActive(-1);
      setOpen(true);
    },
    choose,
    moveCaret: setCaret,
    close: () => setOpen(false),
    onKeyDown,
  };
}

/** The filter as text, completed as one types; what cannot be understood is said below. */
export function FilterText(props: FilterTextProps): ReactElement {
  const { text, problems } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { completions, active, type, choose, moveCaret, close, onKeyDown } = useCompleting(
    props,
    input,
  );
  const isOpen = completions.length > 0;
  // A field whose values are offered just now is not wrong yet.
  const [problem] = problems.filter(
    ({ said }) => !isOpen || said.sentence !== QUERY_SENTENCES.empty,
  );
  return (
    <div className="tickets-query" {...OWNS_ESCAPE}>
      <span className="tickets-query__box">
        <Icon name="search" size={14} />
        <input
          ref={input}
          className="input"
          role="combobox"
          aria-label={t('Filter this list')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={active >= 0 ? `${id}-list-${active}` : undefined}
          aria-invalid={problem !== undefined || undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder={t('state:open priority:<=2 assignee:me printer')}
          value={text}
          onChange={({ target }) =>
            type(target.value, target.selectionStart ?? target.value.length)
          }
          onSelect={({ currentTarget }) => moveCaret(currentTarget.selectionStart ?? text.length)}
          onKeyDown={onKeyDown}
          onBlur={close}
        />
      </span>
      {problem === undefined ? null : (
        <div id={`${id}-problem`} role="status" className="tickets-query__problem">
          <Icon name="warning" size={14} /> <mark>{text.slice(problem.from, problem.to)}</mark>{' '}
          {problemText(problem)}
        </div>
      )}
      {isOpen ? (
        <CompletionList
          id={`${id}-list`}
          completions={completions}
          active={active}
          onChoose={choose}
        />
      ) : null}
    </div>
  );
}
