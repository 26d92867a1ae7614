import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useReference, useTrustedTime, useUnsent } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Chip } from '../../../ui/chip.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { formatClock } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SlaClock } from '../../../ui/sla-clock.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { SyncMark, UnsentMark } from '../../../ui/sync-mark.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useClockOf } from '../use-clock-of.ts';
import type { ClockOf } from '../use-clock-of.ts';
import {
  agreementTag,
  rowClockSpoken,
  rowClockText,
  rowClockTitle,
} from '../../../words/clock-words.ts';
import { shortName } from '../../../words/short-name.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';

/** Narrower lists drop requester and update, as the mocks do. */
const WIDE = 500;

interface RowMarks {
  readonly unsent: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

function TitleCell({ row, marks }: { readonly row: TicketRow; readonly marks: RowMarks }) {
  return (
    <>
      <span className="row__title" title={row.title}>
        {row.title}
      </span>
      {row.major ? (
        <Chip size="sm" tone="danger">
          {t('Major')}
        </Chip>
      ) : null}
      {marks.refused.has(row.id) ? (
        <SyncMark kind="refused" size={12} label={t('Refused by the server')} />
      ) : marks.unsent.has(row.id) ? (
        <UnsentMark />
      ) : null}
    </>
  );
}

function StateCell({ row }: { readonly row: TicketRow }): ReactElement {
  const label = stateLabel(row.state);
  return (
    <span className="tickets-done" title={label}>
      <StateMark state={stateMarkOf(row.state)} />
      <span className="cut">{label}</span>
    </span>
  );
}

interface ClockCellProps {
  readonly row: TicketRow;
  readonly sources: CellSources;
}

/** The clock of open work; where none runs, the state says more than a dash. */
function ClockCell({ row, sources }: ClockCellProps): ReactElement {
  const { clockOf, reference, isProvisional, locale } = sources;
  const clock = row.open ? clockOf(row.id) : null;
  if (clock === null || clock.state === 'none') return <StateCell row={row} />;
  return (
    <SlaClock
      state={clock.state}
      percent={clock.percent}
      text={rowClockText(clock)}
      spoken={rowClockSpoken(clock, locale)}
      {...(clock.kind === null || clock.kind === 'sla' ? {} : { tag: agreementTag(clock.kind) })}
      provisional={isProvisional}
      title={rowClockTitle(clock, {
        policyName: reference.policies.get(clock.policyId ?? '')?.name,
        isProvisional,
        locale,
      })}
    />
  );
}

function nameOf(reference: ReferenceSnapshot, id: string | undefined): string | undefined {
  return id === undefined ? undefined : reference.people.get(id)?.name;
}

/** Room for the name of an agreement that is not with customers; CSS px. */
const TAG_WIDTH = 34;

/** 9:59, and 6 d 9 h. */
const LONGEST_MS = [599 * 60_000, 153 * 3_600_000];

/** "0:18 over" is longer in some languages, and "6 d 9 h over" in all of them; CSS px. */
function clockWidth({ policies }: ReferenceSnapshot): string {
  const letters = Math.max(...LONGEST_MS.map((ms) => formatClock(-ms).length));
  const hasTags = [...policies.values()].some(
    (policy) => policy.kind === 'sla' && (policy.agreement ?? 'sla') !== 'sla',
  );
  return `${Math.max(78, 24 + Math.ceil(letters * 6.2)) + (hasTags ? TAG_WIDTH : 0)}px`;
}

interface CellSources {
  readonly reference: ReferenceSnapshot;
  readonly marks: RowMarks;
  readonly clockOf: ClockOf;
  readonly now: number;
  /** The clock of this machine cannot be relied on. */
  readonly isProvisional: boolean;
  readonly locale: string;
}

type Draw = (row: TicketRow) => ReactNode;
type ColumnOfRow = Omit<Column, 'cell'> & { readonly draw: Draw };

function ticketColumns({ marks }: CellSources): readonly ColumnOfRow[] {
  return [
    {
      id: 'priority',
      label: t('Prio'),
      title: t('Priority'),
      width: '26px',
      draw: (row) => <PriorityMark priority={row.priority} />,
    },
    {
      id: 'number',
      label: t('Number'),
      width: '64px',
      draw: (row) => <RecordNo value={row.number} />,
    },
    {
      id: 'title',
      label: t('Title'),
      width: 'minmax(0, 1fr)',
      draw: (row) => <TitleCell row={row} marks={marks} />,
    },
  ];
}

function workColumns(sources: CellSources): readonly ColumnOfRow[] {
  const { reference, now } = sources;
  return [
    {
      id: 'requester',
      label: t('Requester'),
      width: '78px',
      hideBelow: WIDE,
      draw: (row) => {
        const name = nameOf(reference, row.requesterId);
        return name === undefined ? null : (
          <span className="row__minor" title={name}>
            {shortName(name)}
          </span>
        );
      },
    },
    {
      id: 'left',
      label: t('Time left'),
      title: t('Open time left until the next target is missed'),
      width: clockWidth(reference),
      draw: (row) => <ClockCell row={row} sources={sources} />,
    },
    {
      id: 'assignee',
      label: t('For'),
      title: t('Assignee'),
      width: '22px',
      draw: (row) => <Avatar name={nameOf(reference, row.assigneeId)} />,
    },
    {
      id: 'updated',
      label: t('Upd.'),
      title: t('Updated'),
      align: 'end',
      width: '38px',
      hideBelow: WIDE,
      draw: (row) => <RelativeTime className="row__when" at={row.activityAt} now={now} short />,
    },
  ];
}

/** The columns of a queue over the rows at its lines. */
export function useQueueColumns(rowOf: (line: number) => TicketRow | undefined): readonly Column[] {
  const reference = useReference();
  const unsent = useUnsent();
  const clockOf = useClockOf();
  const now = useNow();
  const isProvisional = useTrustedTime().state === 'provisional';
  const locale = useLocale();
  return useMemo(() => {
    const refused = new Set(unsent.refused.map((row) => row.documentId));
    const marks: RowMarks = { unsent: unsent.documentIds, refused };
    const sources: CellSources = { reference, marks, clockOf, now, isProvisional, locale };
    return [...ticketColumns(sources), ...workColumns(sources)].map(({ draw, ...column }) => ({
      ...column,
      sortable: true,
      cell: (line) => {
        const row = rowOf(line);
        return row ? draw(row) : null;
      },
    }));
  }, [rowOf, reference, unsent, clockOf, now, isProvisional, locale]);
}
