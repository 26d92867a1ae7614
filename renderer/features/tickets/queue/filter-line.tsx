import { useCallback, useImperativeHandle, useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { FilterChip } from '../../../ui/chip.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { FilterBar } from '../../../ui/pane-bar.tsx';
import { chipLabel } from './chip-label.ts';
import { FilterMenu } from './filter-menu.tsx';
import { FilterText } from './filter-text.tsx';
import { filterValues } from './filter-values.ts';
import { problemText } from './query-problem.ts';
import { tokensOf, withoutToken } from './query-text.ts';
import { useFacets } from './use-facets.ts';
import type { QueueChoice, QueueSubject } from './use-queue.ts';

export interface FilterHandle {
  /** Shows the filter as text with the caret in it. */
  edit(): void;
}

interface FilterLineProps {
  readonly subject: QueueSubject;
  readonly choice: QueueChoice;
  readonly ref?: Ref<FilterHandle>;
  /** Focus goes back to the list. */
  onLeave(): void;
}

/** What the list is filtered by: chips, or the same as text. Both edit one text. */
export function FilterLine({ subject, choice, ref, onLeave }: FilterLineProps): ReactElement {
  const reference = useReference();
  const [typing, setTyping] = useState(false);
  const [field, setField] = useState<TermKey | null>(null);
  const { text, query, setText } = choice;
  const { kinds, defaultFilter } = subject;
  const valuesOf = useCallback(
    (key: TermKey) => filterValues(key, reference, kinds),
    [reference, kinds],
  );
  const countsOf = useFacets(subject, choice);
  useImperativeHandle(ref, () => ({ edit: () => setTyping(true) }));
  if (typing) {
    return (
      <div className="filters">
        <FilterText
          text={text}
          onText={setText}
          valuesOf={valuesOf}
          countsOf={countsOf}
          problems={query.problems}
          onLeave={() => {
            setTyping(false);
            onLeave();
          }}
        />
        <Button variant="quiet" size="sm" onClick={() => setTyping(false)}>
          {t('Done')}
        </Button>
      </div>
    );
  }
  const [problem] = query.problems;
  const tokens = tokensOf(text);
  return (
    <FilterBar>
      <div className="tickets-chips" role="group" aria-label={t('Filters')}>
        {tokens.map((token) => {
          const { key } = token;
          return (
            <FilterChip
              key={token.from}
              label={chipLabel(token, valuesOf)}
              onRemove={() => setText(withoutToken(text, token))}
              onEdit={() => (key === null ? setTyping(true) : setField(key))}
            />
          );
        })}
      </div>
      {problem === undefined ? null : (
        <span className="tickets-problem" role="status" title={problemText(problem)}>
          <Icon name="warning" size={14} label={problemText(problem)} />
        </span>
      )}
      <FilterMenu
        text={text}
        onText={setText}
        valuesOf={valuesOf}
        countsOf={countsOf}
        field={field}
        onField={setField}
      />
      {text === defaultFilter || subject.view !== null ? null : (
        <IconButton
          icon="undo"
          size="sm"
          label={t('Back to the usual filter')}
          onClick={() => setText(defaultFilter)}
        />
      )}
      <IconButton
        icon="text"
        size="sm"
        kbd="/"
        label={t('Write the filter as text')}
        onClick={() => setTyping(true)}
      />
    </FilterBar>
  );
}
