import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { useClocks } from '../../../replica/clocks.ts';
import type { RowClockState } from '../../../replica/clocks.ts';
import {
  useReference,
  useReplica,
  useRows,
  useTrustedTime,
  useWorkspace,
} from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { commands } from '../../../ui/commands.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDateTime, formatNumber } from '../../../ui/format.ts';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { SlaClock, SlaMark } from '../../../ui/sla-clock.tsx';
import { useNow } from '../../../ui/use-now.ts';
import {
  agreementTag,
  metricLabel,
  provisionalWords,
  rowClockSpoken,
  rowClockText,
  rowClockTitle,
} from '../../../words/clock-words.ts';
import { standingOf } from './breaching.ts';
import type { ClockedRow, Standing, StateCounts } from './breaching.ts';
import { HORIZON_LABELS, HORIZONS } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { ticketColumns, WIDE, workColumns } from './row-cells.tsx';

const STATE_LABELS: Readonly<Record<RowClockState, string>> = {
  breached: msg('Breached'),
  warning: msg('Warning'),
  running: msg('Running'),
  paused: msg('Paused'),
  met: msg('Met'),
  none: msg('No service level'),
};
const STATES: readonly RowClockState[] = [
  'breached',
  'warning',
  'running',
  'paused',
  'met',
  'none',
];

function useStanding(horizon: Horizon): Standing {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const clocks = useClocks();
  const { now } = useReplica();
  const version = clocks.getVersion();
  const tick = useNow();
  return useMemo(() => {
    // Both move while nothing is written: a clock was evaluated, or half a minute passed.
    const nowMs = version >= 0 && tick > 0 ? now() : tick;
    return standingOf(rows, (id) => clocks.of(id), horizon, nowMs);
  }, [rows, clocks, horizon, now, version, tick]);
}

/** How many open tickets are in which state: a figure each, by shape and word. */
function Counts({ counts, open }: { readonly counts: StateCounts; readonly open: number }) {
  const locale = useLocale();
  return (
    <dl className="sl-counts" aria-label={t('Open tickets by service level')}>
      {STATES.map((state) => (
        <div key={state} className="sl-count">
          <dt>
            <SlaMark state={state} percent={state === 'running' ? 40 : 85} />
            {t(STATE_LABELS[state])}
          </dt>
          <dd className="tnum">{formatNumber(locale, counts[state])}</dd>
        </div>
      ))}
      <div className="sl-count">
        <dt>{t('Open in all')}</dt>
        <dd className="tnum">{formatNumber(locale, open)}</dd>
      </div>
    </dl>
  );
}

function useColumns(next: readonly ClockedRow[]): readonly Column[] {
  const reference = useReference();
  const locale = useLocale();
  const { now } = useReplica();
  const isProvisional = useTrustedTime().state === 'provisional';
  return useMemo(() => {
    const rowAt = (line: number) => next[line]?.row;
    const clockColumns: readonly Column[] = [
      {
        id: 'target',
        label: t('Target'),
        width: '132px',
        hideBelow: WIDE - 260,
        cell: (line) => {
          const clock = next[line]?.clock;
          if (!clock || clock.metric === null || clock.kind === null) return null;
          return `${metricLabel(clock.metric)}, ${agreementTag(clock.kind)}`;
        },
      },
      {
        id: 'due',
        label: t('Due'),
        width: '92px',
        hideBelow: WIDE - 460,
        cell: (line) => {
          const dueAt = next[line]?.clock.dueAt;
          if (dueAt === null || dueAt === undefined) return null;
          return <span className="tnum">{formatDateTime(locale, dueAt, now())}</span>;
        },
      },
      {
        id: 'left',
        label: t('Time left'),
        width: '104px',
        cell: (line) => {
          const clock = next[line]?.clock;
          if (!clock) return null;
          const policyName = reference.policies.get(clock.policyId ?? '')?.name;
          return (
            <SlaClock
              state={clock.state}
              percent={clock.percent}
              text={rowClockText(clock)}
              spoken={rowClockSpoken(clock, locale)}
              provisional={isProvisional}
              title={rowClockTitle(clock, { policyName, isProvisional, locale })}
            />
          );
        },
      },
    ];
    return [...ticketColumns(rowAt), ...workColumns(rowAt, reference), ...clockColumns];
  }, [next, reference, locale, now, isProvisional]);
}

/** What is missed or will be next, over everything that can be read here. */
export function BreachingView(): ReactElement {
  const [horizon, setHorizon] = useState<Horizon>('4h');
  const [active, setActive] = useState<string | null>(null);
  const openRecord = useNavigation((state) => state.openRecord);
  const isProvisional = useTrustedTime().state === 'provisional';
  const { counts, open, next } = useStanding(horizon);
  const columns = useColumns(next);
  const keyAt = useCallback((line: number) => next[line]?.row.id ?? '', [next]);
  return (
    <div className="sl-overview">
      {isProvisional ? <Notice tone="warning">{provisionalWords()}</Notice> : null}
      <Counts counts={counts} open={open} />
      <div className="sl-overview__bar">
        <h3 className="label">
          {t('{{count}} tickets are missed or due', { count: next.length })}
        </h3>
        <Segmented<Horizon>
          label={t('How far ahead')}
          value={horizon}
          options={HORIZONS.map((value) => ({ value, label: t(HORIZON_LABELS[value]) }))}
          onChange={setHorizon}
        />
      </div>
      <div className="sl-overview__list">
        <DataTable
          label={t('Breaching next, {{count}} rows', { count: next.length })}
          columns={columns}
          count={next.length}
          keyAt={keyAt}
          activeKey={active}
          onActiveChange={setActive}
          openOnClick
          onOpen={(id, _line, how) => {
            openRecord(id);
            if (how === 'window') commands.run('tab.window');
          }}
          empty={
            <EmptyState icon="check" title={t('Nothing is missed or due within this time')}>
              <p>{t('Look further ahead, or ask what would happen under What if.')}</p>
            </EmptyState>
          }
        />
      </div>
    </div>
  );
}
