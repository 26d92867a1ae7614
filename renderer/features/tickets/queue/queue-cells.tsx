import type { ReactElement, ReactNode } from 'react';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { formatClock } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { SlaClock } from '../../../ui/sla-clock.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { SyncMark, UnsentMark } from '../../../ui/sync-mark.tsx';
import {
  agreementTag,
  rowClockSpoken,
  rowClockText,
  rowClockTitle,
} from '../../../words/clock-words.ts';
import { shortName } from '../../../words/short-name.ts';
import { holdLabel, originLabel, stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import type { ClockOf } from '../use-clock-of.ts';
import type { QueueColumn } from './column-list.ts';
import { kindLabel, majorStageLabel } from './column-words.ts';

export interface RowMarks {
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
export function clockWidth({ policies }: ReferenceSnapshot): number {
  const letters = Math.max(...LONGEST_MS.map((ms) => formatClock(-ms).length));
  const hasTags = [...policies.values()].some(
    (policy) => policy.kind === 'sla' && (policy.agreement ?? 'sla') !== 'sla',
  );
  return Math.max(78, 24 + Math.ceil(letters * 6.2)) + (hasTags ? TAG_WIDTH : 0);
}

export interface CellSources {
  readonly reference: ReferenceSnapshot;
  readonly marks: RowMarks;
  readonly clockOf: ClockOf;
  readonly now: number;
  /** The clock of this machine cannot be relied on. */
  readonly isProvisional: boolean;
  readonly locale: string;
  readonly numberOf: (id: string) => string | undefined;
}

function Minor({ text }: { readonly text: string | undefined }): ReactNode {
  if (text === undefined || text === '') return null;
  return (
    <span className="row__minor" title={text}>
      {text}
    </span>
  );
}

function When({ at, now }: { readonly at: number | undefined; readonly now: number }): ReactNode {
  if (at === undefined) return null;
  return <RelativeTime className="row__when" at={at} now={now} short />;
}

function Count({ count }: { readonly count: number | undefined }): ReactNode {
  return count === undefined || count === 0 ? null : <span className="row__when">{count}</span>;
}

type Draw = (row: TicketRow, sources: CellSources) => ReactNode;

/** What each column shows of a row. */
export const CELLS: Readonly<Record<QueueColumn, Draw>> = {
  priority: (row) => <PriorityMark priority={row.priority} />,
  number: (row) => <RecordNo value={row.number} />,
  title: (row, { marks }) => <TitleCell row={row} marks={marks} />,
  state: (row) => <StateCell row={row} />,
  requester: (row, { reference }) => {
    const name = nameOf(reference, row.requesterId);
    return name === undefined ? null : (
      <span className="row__minor" title={name}>
        {shortName(name)}
      </span>
    );
  },
  left: (row, sources) => <ClockCell row={row} sources={sources} />,
  assignee: (row, { reference }) => <Avatar name={nameOf(reference, row.assigneeId)} />,
  team: (row, { reference }) => <Minor text={nameOf(reference, row.teamId)} />,
  site: (row, { reference }) => <Minor text={reference.places.get(row.siteId ?? '')?.name} />,
  service: (row, { reference }) => (
    <Minor text={reference.catalog.get(row.serviceId ?? '')?.name} />
  ),
  category: (row) => <Minor text={[row.category, row.subcategory].filter(Boolean).join(' › ')} />,
  kind: (row) => <Minor text={kindLabel(row.kind)} />,
  origin: (row) => <Minor text={originLabel(row.origin)} />,
  opened: (row, { now }) => <When at={row.openedAt} now={now} />,
  updated: (row, { now }) => <When at={row.activityAt} now={now} />,
  resolved: (row, { now }) => <When at={row.resolvedAt} now={now} />,
  hold: (row) => <Minor text={row.holdReason === undefined ? '' : holdLabel(row.holdReason)} />,
  reopens: (row) => <Count count={row.reopens} />,
  reassignments: (row) => <Count count={row.reassignments} />,
  satisfaction: (row) => <Count count={row.satisfaction} />,
  watchers: (row) => <Count count={row.watchers.length} />,
  parent: (row, { numberOf }) => {
    const number = row.parentId === undefined ? undefined : numberOf(row.parentId);
    return number === undefined ? null : <RecordNo value={number} />;
  },
  major: (row) => (
    <Minor text={row.majorStage === undefined ? '' : majorStageLabel(row.majorStage)} />
  ),
  knownError: (row) =>
    row.knownError ? <Icon name="check" size={14} label={t('Known error')} /> : null,
};
