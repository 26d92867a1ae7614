import { useId, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choice.tsx';
import { FilterChip } from '../../ui/chip.tsx';
import { t } from '../../ui/i18n.ts';
import { filterOptions, OPTION_LIMIT } from '../../ui/option.ts';
import type { Option } from '../../ui/option.ts';
import { Popover } from '../../ui/popover.tsx';
import { SearchBox } from '../../ui/search-box.tsx';

interface FacetFilterProps {
  /** What is chosen from: "Status". */
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** More options than this are looked through by typing. */
const SEARCH_FROM = 10;

function Choices({ label, options, chosen, onChange }: FacetFilterProps): ReactElement {
  const [query, setQuery] = useState('');
  const headId = useId();
  const found = useMemo(() => filterOptions(options, query), [options, query]);
  return (
    <div className="cmdb-facet">
      <div className="cmdb-facet__head">
        <span id={headId} className="label grow">
          {label}
        </span>
        {chosen.length > 0 ? (
          <Button size="sm" variant="quiet" onClick={() => onChange([])}>
            {t('Clear')}
          </Button>
        ) : null}
      </div>
      {options.length > SEARCH_FROM ? (
        <SearchBox label={t('Find in {{label}}', { label })} value={query} onChange={setQuery} />
      ) : null}
      <div className="cmdb-facet__list" role="group" aria-labelledby={headId}>
        {found.slice(0, OPTION_LIMIT).map((option) => (
          <Checkbox
            key={option.value}
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={(isOn) =>
              onChange(
                isOn ? [...chosen, option.value] : chosen.filter((value) => value !== option.value),
              )
            }
          />
        ))}
        {found.length === 0 ? <p className="t3 t12">{t('Nothing fits')}</p> : null}
      </div>
    </div>
  );
}

/** One condition of the list: a button that opens its choices, and what was chosen. */
export function FacetFilter(props: FacetFilterProps): ReactElement {
  const { label, options, chosen, onChange } = props;
  const [open, setOpen] = useState(false);
  const names = chosen.map(
    (value) => options.find((option) => option.value === value)?.label ?? value,
  );
  return (
    <>
      <Popover
        label={label}
        open={open}
        onOpenChange={setOpen}
        trigger={
          <Button size="sm" variant="quiet" trailingIcon="chevron-down">
            {label}
          </Button>
        }
      >
        <Choices {...props} />
      </Popover>
      {chosen.length > 0 ? (
        <FilterChip
          label={
            names.length > 2
              ? t('{{first}} and {{count}} more', { first: names[0], count: names.length - 1 })
              : names.join(', ')
          }
          onEdit={() => setOpen(true)}
          onRemove={() => onChange([])}
        />
      ) : null}
    </>
  );
}
