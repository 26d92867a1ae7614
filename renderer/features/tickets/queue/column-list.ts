import { msg, t } from '../../../ui/i18n.ts';

/** Everything a queue can show of a ticket, in the order it is offered. */
export const QUEUE_COLUMNS = [
  'priority',
  'number',
  'title',
  'state',
  'requester',
  'left',
  'assignee',
  'team',
  'site',
  'service',
  'category',
  'kind',
  'origin',
  'opened',
  'updated',
  'resolved',
  'hold',
  'reopens',
  'reassignments',
  'satisfaction',
  'watchers',
  'parent',
  'major',
  'knownError',
] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** What a queue shows unless told. */
export const USUAL_COLUMNS: readonly QueueColumn[] = [
  'priority',
  'number',
  'title',
  'requester',
  'left',
  'assignee',
  'updated',
];

/** Columns of few different values, by which a list can be parted. */
export const GROUP_COLUMNS = [
  'left',
  'priority',
  'state',
  'kind',
  'assignee',
  'team',
  'site',
  'service',
  'category',
  'origin',
  'hold',
  'major',
  'knownError',
  'satisfaction',
] as const satisfies readonly QueueColumn[];
export type GroupColumn = (typeof GROUP_COLUMNS)[number];

interface ColumnFacts {
  readonly label: string;
  /** In the head of the list. */
  readonly short: string;
  /** CSS px. */
  readonly width: number;
  readonly align?: 'end';
}

const FACTS: Readonly<Record<QueueColumn, ColumnFacts>> = {
  priority: { label: msg('Priority'), short: msg('Prio'), width: 26 },
  number: { label: msg('Number'), short: msg('Number'), width: 64 },
  title: { label: msg('Title'), short: msg('Title'), width: 160 },
  state: { label: msg('State'), short: msg('State'), width: 96 },
  requester: { label: msg('Requester'), short: msg('Requester'), width: 78 },
  left: { label: msg('Time left'), short: msg('Time left'), width: 78 },
  assignee: { label: msg('Assignee'), short: msg('For'), width: 22 },
  team: { label: msg('Group'), short: msg('Group'), width: 110 },
  site: { label: msg('Site'), short: msg('Site'), width: 96 },
  service: { label: msg('Service'), short: msg('Service'), width: 110 },
  category: { label: msg('Category'), short: msg('Category'), width: 110 },
  kind: { label: msg('Kind'), short: msg('Kind'), width: 76 },
  origin: { label: msg('Origin'), short: msg('Origin'), width: 76 },
  opened: { label: msg('Opened'), short: msg('Opened'), width: 58, align: 'end' },
  updated: { label: msg('Updated'), short: msg('Upd.'), width: 38, align: 'end' },
  resolved: { label: msg('Resolved'), short: msg('Resolved'), width: 62, align: 'end' },
  hold: { label: msg('Waits for'), short: msg('Waits for'), width: 104 },
  reopens: { label: msg('Reopened, times'), short: msg('Reop.'), width: 40, align: 'end' },
  reassignments: { label: msg('Reassigned, times'), short: msg('Reass.'), width: 44, align: 'end' },
  satisfaction: { label: msg('Satisfaction'), short: msg('Sat.'), width: 40, align: 'end' },
  watchers: { label: msg('Watchers'), short: msg('Watch.'), width: 48, align: 'end' },
  parent: { label: msg('Parent'), short: msg('Parent'), width: 70 },
  major: { label: msg('Stage as a major incident'), short: msg('Major'), width: 76 },
  knownError: { label: msg('Known error'), short: msg('Known error'), width: 84 },
};

export function isQueueColumn(id: string): id is QueueColumn {
  return (QUEUE_COLUMNS as readonly string[]).includes(id);
}

export function isGroupColumn(id: string): id is GroupColumn {
  return (GROUP_COLUMNS as readonly string[]).includes(id);
}

export function columnLabel(id: QueueColumn): string {
  return t(FACTS[id].label);
}

export function columnHead(id: QueueColumn): string {
  return t(FACTS[id].short);
}

/** CSS px unless the person chose another width. */
export function usualWidth(id: QueueColumn): number {
  return FACTS[id].width;
}

export function columnAlign(id: QueueColumn): 'end' | undefined {
  return FACTS[id].align;
}

/** Columns this build knows, each once; the title is always there. */
export function knownColumns(ids: readonly string[] | undefined): readonly QueueColumn[] {
  const known = [...new Set(ids)].filter(isQueueColumn);
  if (known.length === 0) return USUAL_COLUMNS;
  return known.includes('title') ? known : [...known, 'title'];
}

/** Narrower than this nobody can read or grab a column; CSS px. */
export const NARROWEST = 22;
export const WIDEST = 600;

export function clampWidth(px: number): number {
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, px)));
}
