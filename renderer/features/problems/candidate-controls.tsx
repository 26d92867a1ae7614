import type { ReactElement } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { msg, t, useLocale } from '../../ui/i18n.ts';
import { FilterBar, PaneBar } from '../../ui/pane-bar.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Select } from '../../ui/select.tsx';
import { PERIODS } from './candidate-facts.ts';
import type { Period } from './candidate-facts.ts';

const PERIOD_LABELS: Readonly<Record<Period, string>> = {
  '7': msg('7 days'),
  '30': msg('30 days'),
  '90': msg('90 days'),
  all: msg('All'),
};
const LEAST = ['3', '5', '10', '20'] as const;
type Least = (typeof LEAST)[number];
/** How far back, and how large a group is at least. */
export interface Choice {
  readonly period: Period;
  readonly least: Least;
}

interface ControlsProps {
  readonly choice: Choice;
  onChoose(next: Partial<Choice>): void;
}

/** What the candidates are looked for by. */
export function Controls({ choice, onChoose }: ControlsProps): ReactElement {
  return (
    <FilterBar>
      <Segmented<Period>
        label={t('How far back')}
        value={choice.period}
        onChange={(period) => onChoose({ period })}
        options={PERIODS.map((value) => ({ value, label: t(PERIOD_LABELS[value]) }))}
      />
      <Select<Least>
        label={t('Smallest group')}
        value={choice.least}
        onChange={(least) => onChoose({ least })}
        options={LEAST.map((value) => ({
          value,
          label: t('from {{number}} up', { number: value }),
        }))}
      />
    </FilterBar>
  );
}

interface HeadProps {
  /** Null while they are looked for. */
  readonly count: number | null;
  readonly hidden: number;
  readonly showsDismissed: boolean;
  onShowDismissed(shows: boolean): void;
}

/** Head of the page. */
export function CandidatesHead({
  count,
  hidden,
  showsDismissed,
  onShowDismissed,
}: HeadProps): ReactElement {
  const locale = useLocale();
  const go = useNavigation((state) => state.go);
  return (
    <PaneBar
      start={
        <>
          <IconButton
            icon="arrow-left"
            size="sm"
            label={t('Problems')}
            onClick={() => go({ kind: 'tickets', ticketKind: 'problem' })}
          />
          <h1 className="cut">{t('Problem candidates')}</h1>
          {count === null ? null : <span className="t3 tnum">{formatNumber(locale, count)}</span>}
        </>
      }
    >
      {hidden > 0 || showsDismissed ? (
        <Button
          size="sm"
          variant="quiet"
          aria-pressed={showsDismissed}
          onClick={() => onShowDismissed(!showsDismissed)}
        >
          {t('Dismissed ({{count}})', { count: hidden })}
        </Button>
      ) : null}
    </PaneBar>
  );
}
