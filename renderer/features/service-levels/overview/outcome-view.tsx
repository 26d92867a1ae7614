import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Chip } from '../../../ui/chip.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { SlaClock } from '../../../ui/sla-clock.tsx';
import { targetName, targetState } from '../../../words/clock-words.ts';
import { outlookWords } from '../../../words/what-if-words.ts';
import { HORIZON_LABELS } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { ticketColumns, WIDE } from './row-cells.tsx';
import type { Moved, QueueOutcome } from './run-what-if.ts';

interface OutcomeProps {
  readonly outcome: QueueOutcome | null;
  readonly nowMs: number;
  readonly horizon: Horizon;
}

function Outlook({
  target,
  nowMs,
}: {
  readonly target: SlaTargetResult | null;
  readonly nowMs: number;
}): ReactElement {
  const locale = useLocale();
  return (
    <SlaClock
      state={target ? targetState(target) : 'none'}
      {...(target ? { percent: target.percent } : {})}
      text={outlookWords(target, locale, nowMs)}
    />
  );
}

function Verdict({ wasMissed, isMissed }: Moved): ReactElement | null {
  if (wasMissed === isMissed) return null;
  return isMissed ? (
    <Chip size="sm" tone="danger" icon="warning">
      {t('Newly missed')}
    </Chip>
  ) : (
    <Chip size="sm" tone="success" icon="check">
      {t('Saved')}
    </Chip>
  );
}

function columnsOf(
  moved: readonly Moved[],
  rowAt: Parameters<typeof ticketColumns>[0],
  nowMs: number,
): readonly Column[] {
  return [
    ...ticketColumns(rowAt),
    {
      id: 'target',
      label: t('Target'),
      width: '124px',
      hideBelow: WIDE,
      cell: (line) => {
        const each = moved[line];
        return each ? targetName(each.target) : null;
      },
    },
    {
      id: 'before',
      label: t('Now'),
      width: '136px',
      hideBelow: WIDE - 140,
      cell: (line) => <Outlook target={moved[line]?.target.before ?? null} nowMs={nowMs} />,
    },
    {
      id: 'after',
      label: t('Then'),
      width: '136px',
      cell: (line) => <Outlook target={moved[line]?.target.after ?? null} nowMs={nowMs} />,
    },
    {
      id: 'verdict',
      label: t('Result'),
      width: '112px',
      hideBelow: WIDE - 380,
      cell: (line) => {
        const each = moved[line];
        return each ? <Verdict {...each} /> : null;
      },
    },
  ];
}

/** How many would be missed before and after, and which. */
export function OutcomeView({ outcome, nowMs, horizon }: OutcomeProps): ReactElement {
  const { tickets } = useWorkspace();
  const openRecord = useNavigation((state) => state.openRecord);
  const [active, setActive] = useState<string | null>(null);
  const moved = useMemo(() => outcome?.moved ?? [], [outcome]);
  const rowAt = useCallback((line: number) => tickets.get(moved[line]?.id ?? ''), [tickets, moved]);
  const columns = useMemo(() => columnsOf(moved, rowAt, nowMs), [moved, rowAt, nowMs]);
  const keyAt = useCallback((line: number) => moved[line]?.id ?? '', [moved]);
  if (outcome === null) {
    return (
      <EmptyState icon="question" title={t('Ask before you change anything')}>
        <p>
          {t(
            'Choose tickets and what would be otherwise: you see what would be missed then, and nothing is written.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="sl-outcome" role="status">
        <b className="tnum">{outcome.missedBefore}</b> →{' '}
        <b className="tnum">{outcome.missedAfter}</b>{' '}
        {t('of {{count}} tickets are or would be missed within this time: {{horizon}}', {
          count: outcome.checked,
          horizon: t(HORIZON_LABELS[horizon]),
        })}
      </p>
      <div className="sl-overview__list">
        <DataTable
          label={t('Tickets the change moves, {{count}} rows', { count: moved.length })}
          columns={columns}
          count={moved.length}
          keyAt={keyAt}
          activeKey={active}
          onActiveChange={setActive}
          openOnClick
          onOpen={(id) => openRecord(id)}
          empty={
            <EmptyState icon="check" title={t('It would make no difference to any of them')} />
          }
        />
      </div>
    </>
  );
}
