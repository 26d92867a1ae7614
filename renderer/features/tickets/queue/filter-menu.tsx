import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { TermKey } from '../../../../shared/query/ticket-query.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { foldText } from '../../../ui/option.ts';
import { Popover } from '../../../ui/popover.tsx';
import { SearchBox } from '../../../ui/search-box.tsx';
import { Select } from '../../../ui/select.tsx';
import { formatNumber } from '../../../ui/format.ts';
import type { FacetCounts } from './facet-counts.ts';
import type { FilterValue } from './filter-values.ts';
import { FILTER_KEYS, keyLabel } from './filter-values.ts';
import { tokensOf, withValues } from './query-text.ts';

/** Longer lists get a box to narrow them down. */
const SEARCH_FROM = 10;
const SHOWN = 60;

interface FilterMenuProps {
  readonly text: string;
  onText(text: string): void;
  readonly valuesOf: (key: TermKey) => readonly FilterValue[];
  countsOf(key: TermKey): FacetCounts | null;
  /** The field being edited; null: closed. */
  readonly field: TermKey | null;
  onField(field: TermKey | null): void;
}

interface ValueListProps {
  readonly field: TermKey;
  readonly text: string;
  onText(text: string): void;
  readonly values: readonly FilterValue[];
  /** Rows that have each, within the rest of the filter. */
  readonly counts: FacetCounts | null;
}

/** What was typed and is in no list: a time, a number, a part of a name. */
function ownValues(
  chosen: readonly string[],
  values: readonly FilterValue[],
): readonly FilterValue[] {
  const listed = new Set(values.map(({ value }) => value.toLowerCase()));
  return chosen
    .filter((value) => !listed.has(value.toLowerCase()))
    .map((value) => ({ value, label: value }));
}

function ValueList({ field, text, onText, values, counts }: ValueListProps): ReactElement {
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const token = tokensOf(text).find((each) => each.key === field);
  const chosen = token?.values ?? [];
  const not = token?.not ?? false;
  const isChosen = (value: string): boolean =>
    chosen.some((each) => each.toLowerCase() === value.toLowerCase());
  const needle = foldText(search);
  const shown = [...ownValues(chosen, values), ...values].filter((each) =>
    foldText(each.label).includes(needle),
  );
  const toggle = (value: string, on: boolean): void => {
    const rest = chosen.filter((each) => each.toLowerCase() !== value.toLowerCase());
    onText(withValues(text, field, on ? [...rest, value] : rest, not));
  };
  return (
    <>
      {values.length > SEARCH_FROM ? (
        <SearchBox label={t('Find a value')} value={search} onChange={setSearch} />
      ) : null}
      <div className="tickets-values" role="group" aria-label={keyLabel(field)}>
        {shown.slice(0, SHOWN).map((each) => (
          <Checkbox
            key={each.value}
            label={
              counts === null ? (
                each.label
              ) : (
                <>
                  {each.label}{' '}
                  <span className="t3 t12 tnum">
                    {formatNumber(locale, counts.get(each.value.toLowerCase()) ?? 0)}
                  </span>
                </>
              )
            }
            checked={isChosen(each.value)}
            onChange={(on) => toggle(each.value, on)}
          />
        ))}
        {shown.length === 0 ? <p className="t3">{t('Nothing fits')}</p> : null}
      </div>
      <Checkbox
        label={t('Everything but these')}
        checked={not}
        onChange={(next) => onText(withValues(text, field, chosen, next))}
        disabled={chosen.length === 0}
      />
    </>
  );
}

/** Chooses what to filter by; writes the same text that can be typed. */
export function FilterMenu(props: FilterMenuProps): ReactElement {
  const { text, onText, valuesOf, countsOf, field, onField } = props;
  const options = useMemo(
    () => FILTER_KEYS.map((key) => ({ value: key, label: keyLabel(key) })),
    [],
  );
  const counts = useMemo(() => (field === null ? null : countsOf(field)), [field, countsOf]);
  return (
    <Popover
      label={t('Filter')}
      className="tickets-filter"
      open={field !== null}
      onOpenChange={(open) => onField(open ? (field ?? 'state') : null)}
      trigger={
        <Button variant="quiet" size="sm" icon="plus">
          {t('Filter')}
        </Button>
      }
    >
      {field === null ? null : (
        <div className="tickets-filter__form">
          <Select
            label={t('Field')}
            value={field}
            options={options}
            onChange={(next) => onField(FILTER_KEYS.find((key) => key === next) ?? 'state')}
          />
          <ValueList
            key={field}
            field={field}
            text={text}
            onText={onText}
            values={valuesOf(field)}
            counts={counts}
          />
        </div>
      )}
    </Popover>
  );
}
