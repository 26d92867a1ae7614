import type { TicketKind } from '../../../shared/model/ticket.ts';
import { writeTicketQuery } from '../../../shared/query/ticket-query.ts';
import type { Term } from '../../../shared/query/ticket-query.ts';
import type { RowClock } from '../../replica/clocks.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';

/** An open ticket with the clock of its target that is due next. */
export interface DeskRow {
  readonly row: TicketRow;
  readonly clock: RowClock;
}

/** Whose desk it is; teams by id. */
export interface DeskOwner {
  readonly id: string;
  readonly teamIds: readonly string[];
}

export const COUNT_KINDS = ['incident', 'request', 'change', 'problem'] as const;
export type CountKind = Extract<TicketKind, (typeof COUNT_KINDS)[number]>;
export const COUNT_LINES = ['mine', 'mine-due', 'team', 'unassigned', 'missed', 'on-hold'] as const;
export type CountLine = (typeof COUNT_LINES)[number];
export type DeskCounts = Readonly<Record<CountLine, Readonly<Record<CountKind, number>>>>;

export interface DeskLists {
  /** Each with what is due first at its head. */
  readonly mine: readonly DeskRow[];
  /** With the teams, and with somebody else. */
  readonly team: readonly DeskRow[];
  readonly unassigned: readonly DeskRow[];
  readonly counts: DeskCounts;
}

/** When it is missed, if nothing is done; what stands still or has no promise comes last. */
function dueOf({ state, dueAt }: RowClock): number {
  if (state === 'met' || state === 'none' || state === 'paused' || dueAt === null) return Infinity;
  return dueAt;
}

/** The most urgent first: by service level, then priority, then age, then number. */
export function byUrgency(a: DeskRow, b: DeskRow): number {
  const dueA = dueOf(a.clock);
  const dueB = dueOf(b.clock);
  if (dueA !== dueB) return dueA < dueB ? -1 : 1;
  return (
    a.row.priority - b.row.priority ||
    a.row.openedAt - b.row.openedAt ||
    (a.row.id < b.row.id ? -1 : Number(a.row.id > b.row.id))
  );
}

function noCounts(): Record<CountLine, Record<CountKind, number>> {
  const line = (): Record<CountKind, number> => ({
    incident: 0,
    request: 0,
    change: 0,
    problem: 0,
  });
  return {
    mine: line(),
    'mine-due': line(),
    team: line(),
    unassigned: line(),
    missed: line(),
    'on-hold': line(),
  };
}

function isCounted(kind: TicketKind): kind is CountKind {
  return (COUNT_KINDS as readonly TicketKind[]).includes(kind);
}

/**
 * What waits for a person and their teams. Somebody in no team sees what belongs to none; nobody
 * is told of the work of teams that are not theirs.
 */
export function deskLists(
  rows: readonly TicketRow[],
  clockOf: (id: string) => RowClock,
  owner: DeskOwner,
): DeskLists {
  const teams = new Set(owner.teamIds);
  const mine: DeskRow[] = [];
  const team: DeskRow[] = [];
  const unassigned: DeskRow[] = [];
  const counts = noCounts();
  for (const row of rows) {
    if (!row.open) continue;
    const isMine = row.assigneeId === owner.id;
    const isOfTeams = row.teamId !== undefined && teams.has(row.teamId);
    const isNobodys = row.teamId === undefined && row.assigneeId === undefined;
    if (!isMine && !isOfTeams && !isNobodys) continue;
    const line = { row, clock: clockOf(row.id) };
    const list = isMine ? mine : row.assigneeId === undefined ? unassigned : team;
    list.push(line);
    if (!isCounted(row.kind)) continue;
    counts[isMine ? 'mine' : row.assigneeId === undefined ? 'unassigned' : 'team'][row.kind] += 1;
    if (isMine && (line.clock.state === 'breached' || line.clock.state === 'warning')) {
      counts['mine-due'][row.kind] += 1;
    }
    if (!isOfTeams) continue;
    if (line.clock.state === 'breached') counts.missed[row.kind] += 1;
    if (row.state === 'on-hold') counts['on-hold'][row.kind] += 1;
  }
  for (const list of [mine, team, unassigned]) list.sort(byUrgency);
  return { mine, team, unassigned, counts };
}

/** The filter that lists what a line counts. */
export function lineQuery(line: CountLine, teamNames: readonly string[]): string {
  const open: Term = { key: 'state', not: false, values: ['open'] };
  const mine: Term = { key: 'assignee', not: false, values: ['me'] };
  const nobody = (not: boolean): Term => ({ key: 'assignee', not, values: ['none'] });
  const teams = (...more: readonly string[]): Term => ({
    key: 'team',
    not: false,
    values: [...teamNames.map((name) => name.toLowerCase()), ...more],
  });
  switch (line) {
    case 'mine':
      return writeTicketQuery([open, mine]);
    case 'mine-due':
      return writeTicketQuery([
        open,
        mine,
        { key: 'sla', not: false, values: ['breached', 'warning'] },
      ]);
    case 'team':
      return writeTicketQuery([open, teams(), nobody(true), { ...mine, not: true }]);
    case 'unassigned':
      return writeTicketQuery([open, teams('none'), nobody(false)]);
    case 'missed':
      return writeTicketQuery([open, teams(), { key: 'sla', not: false, values: ['breached'] }]);
    case 'on-hold':
      return writeTicketQuery([{ key: 'state', not: false, values: ['on-hold'] }, teams()]);
  }
}
