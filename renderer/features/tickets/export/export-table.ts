import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { holdLabel, originLabel, stateLabel } from '../../../words/ticket-words.ts';
import { columnLabel } from '../queue/column-list.ts';
import type { QueueColumn } from '../queue/column-list.ts';
import { kindLabel, majorStageLabel } from '../queue/column-words.ts';
import { groupLabel } from '../queue/group-ids.ts';
import { rowAt } from '../queue/queue-model.ts';
import type { Queue } from '../queue/queue-model.ts';
import type { ClockOf } from '../use-clock-of.ts';

/** A cell as every kind of file understands it; instants stay instants, numbers numbers. */
export type ExportCell = string | number | null | { readonly instantMs: number };

export interface ExportSources {
  readonly reference: ReferenceSnapshot;
  readonly clockOf: ClockOf;
  readonly numberOf: (id: string) => string | undefined;
}

interface ExportColumn {
  readonly head: string;
  cell(row: TicketRow): ExportCell;
}

/** What a list shows, row by row, as it is filtered, sorted and grouped. */
export interface ExportTable {
  readonly heads: readonly string[];
  readonly count: number;
  rowAt(at: number): readonly ExportCell[];
}

function instant(at: number | undefined | null): ExportCell {
  return at === undefined || at === null ? null : { instantMs: at };
}

function text(value: string | undefined): ExportCell {
  return value === undefined || value === '' ? null : value;
}

/** Of work that is open: when the next target is missed, and how much open time is left. */
function clockColumns({ clockOf }: ExportSources): readonly ExportColumn[] {
  return [
    {
      head: t('Due'),
      cell: (row) => instant(row.open ? clockOf(row.id).dueAt : null),
    },
    {
      head: t('Time left, minutes'),
      cell: (row) => {
        const clock = row.open ? clockOf(row.id) : null;
        if (clock === null || clock.state === 'none') return null;
        return Math.round(clock.remainingMs / 60_000);
      },
    },
  ];
}

type CellOf = (row: TicketRow, sources: ExportSources) => ExportCell;

function personName(id: string | undefined, { reference }: ExportSources): ExportCell {
  return text(reference.people.get(id ?? '')?.name);
}

const CELLS: Readonly<Record<Exclude<QueueColumn, 'left'>, CellOf>> = {
  priority: (row) => row.priority,
  number: (row) => row.number,
  title: (row) => row.title,
  state: (row) => stateLabel(row.state),
  requester: (row, sources) => personName(row.requesterId, sources),
  assignee: (row, sources) => personName(row.assigneeId, sources),
  team: (row, sources) => personName(row.teamId, sources),
  site: (row, { reference }) => text(reference.places.get(row.siteId ?? '')?.name),
  service: (row, { reference }) => text(reference.catalog.get(row.serviceId ?? '')?.name),
  category: (row) => text([row.category, row.subcategory].filter(Boolean).join(' › ')),
  kind: (row) => kindLabel(row.kind),
  origin: (row) => originLabel(row.origin),
  opened: (row) => instant(row.openedAt),
  updated: (row) => instant(row.activityAt),
  resolved: (row) => instant(row.resolvedAt),
  hold: (row) => text(row.holdReason === undefined ? '' : holdLabel(row.holdReason)),
  reopens: (row) => row.reopens,
  reassignments: (row) => row.reassignments,
  satisfaction: (row) => row.satisfaction ?? null,
  watchers: (row, { reference }) =>
    text(row.watchers.map((user) => reference.byUserName.get(user)?.name ?? user).join(', ')),
  parent: (row, { numberOf }) => text(numberOf(row.parentId ?? '')),
  major: (row) => text(row.majorStage === undefined ? '' : majorStageLabel(row.majorStage)),
  knownError: (row) => (row.knownError ? t('Yes') : null),
};

function columnsOf(id: QueueColumn, sources: ExportSources): readonly ExportColumn[] {
  if (id === 'left') return clockColumns(sources);
  return [{ head: columnLabel(id), cell: (row) => CELLS[id](row, sources) }];
}

/** The table behind a queue: its columns, and what it is grouped by in front of them. */
export function exportTable(
  queue: Queue,
  columns: readonly QueueColumn[],
  sources: ExportSources,
): ExportTable {
  const shown = columns.flatMap((id) => columnsOf(id, sources));
  const groups = queue.groups.map(({ group }) => groupLabel(group, sources.reference));
  const isGrouped = groups.length > 0;
  let n = 0;
  const groupAt = (at: number): string => {
    const isIn = (each: Queue['groups'][number] | undefined): boolean =>
      each !== undefined && at >= each.from && at < each.from + each.count;
    if (!isIn(queue.groups[n])) n = queue.groups.findIndex(isIn);
    return groups[n] ?? '';
  };
  return {
    heads: [...(isGrouped ? [t('Group of the list')] : []), ...shown.map(({ head }) => head)],
    count: queue.order.length,
    rowAt: (at) => {
      const row = rowAt(queue, at);
      const cells = row === undefined ? [] : shown.map(({ cell }) => cell(row));
      return isGrouped ? [groupAt(at), ...cells] : cells;
    },
  };
}
