import type { IncidentFacts } from '../../../shared/desk/problem-candidates.ts';
import type { RelationKind } from '../../../shared/model/item.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';

/** How far back one looks; `all` for a history that was imported. */
export const PERIODS = ['7', '30', '90', 'all'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
/** Links that say which problem is behind an incident. */
const CAUSES: ReadonlySet<RelationKind> = new Set([
  'caused-by',
  'created-from',
  'relates-to',
  'resolved-by',
]);

interface Link {
  readonly type: RelationKind;
  readonly fromId: string;
  readonly toId: string;
}

/** Where the facts come from, in memory. */
export interface CandidateSource {
  relationsOf(id: string): Iterable<Link>;
  isItem(id: string): boolean;
  isProblem(id: string): boolean;
}

/** Is it an incident of the period that may belong to a candidate? */
export function fitsPeriod(row: TicketRow, period: Period, nowMs: number): boolean {
  if (row.kind !== 'incident' || row.state === 'cancelled') return false;
  return period === 'all' || row.openedAt > nowMs - Number(period) * DAY_MS;
}

/** What is asked of an incident; null where a problem is behind it already. */
export function factsOf(row: TicketRow, source: CandidateSource): IncidentFacts | null {
  const itemIds: string[] = [];
  for (const { type, fromId, toId } of source.relationsOf(row.id)) {
    const otherId = fromId === row.id ? toId : fromId;
    if (CAUSES.has(type) && source.isProblem(otherId)) return null;
    if (type === 'affects' && fromId === row.id && source.isItem(toId)) itemIds.push(toId);
  }
  const { id, title, category, subcategory, siteId, openedAt, open } = row;
  return { id, title, category, subcategory, siteId, openedAt, open, itemIds };
}
