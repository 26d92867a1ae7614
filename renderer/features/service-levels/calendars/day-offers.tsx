import { useState } from 'react';
import type { ReactElement } from 'react';
import { Checkbox } from '../../../ui/choice.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { DayOffer } from './add-days.ts';
import { dateWords } from './date-words.ts';

/** Days that a person does not want, by date. */
export function useUnwanted() {
  const [unwanted, setUnwanted] = useState<ReadonlySet<string>>(new Set());
  return {
    unwanted,
    toggle(date: string): void {
      const next = new Set(unwanted);
      if (!next.delete(date)) next.add(date);
      setUnwanted(next);
    },
    reset: () => setUnwanted(new Set()),
  };
}

interface DayOffersProps {
  readonly offers: readonly DayOffer[];
  readonly unwanted: ReadonlySet<string>;
  onToggle(date: string): void;
}

/** What will be added, day by day; each can be left out. */
export function DayOffers({ offers, unwanted, onToggle }: DayOffersProps): ReactElement {
  const locale = useLocale();
  return (
    <ul className="cal-offers" aria-label={t('Days found')} tabIndex={0}>
      {offers.map(({ date, name, effect }) => (
        <li key={date}>
          <Checkbox
            checked={effect !== 'none' && !unwanted.has(date)}
            disabled={effect === 'none'}
            onChange={() => onToggle(date)}
            label={
              <>
                <span className="tnum cal-offers__date">{dateWords(date, locale)}</span>
                <span>{name}</span>
                {effect === 'none' ? <Chip size="sm">{t('there already')}</Chip> : null}
                {effect === 'named' ? <Chip size="sm">{t('gets its name')}</Chip> : null}
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}

/** The days that will be added, without those that are there and those nobody wants. */
export function wantedOf(
  offers: readonly DayOffer[],
  unwanted: ReadonlySet<string>,
): readonly DayOffer[] {
  return offers.filter(({ date, effect }) => effect !== 'none' && !unwanted.has(date));
}

/** What a button that takes the days does, in numbers. */
export function addLabel(wanted: readonly DayOffer[]): string {
  const named = wanted.filter(({ effect }) => effect === 'named').length;
  const count = wanted.length - named;
  if (named === 0) return t('Add {{count}} days', { count });
  if (count === 0) return t('Name {{count}} days', { count: named });
  return t('Add {{count}} days and name {{named}}', { count, named });
}
