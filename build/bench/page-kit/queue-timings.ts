import { parseTicketQuery } from '../../../shared/query/ticket-query.ts';
import { TICKET_KINDS } from '../../../shared/model/ticket.ts';
import { openClocks } from '../../../renderer/replica/clocks.ts';
import type { Clocks } from '../../../renderer/replica/clocks.ts';
import { openReplica } from '../../../renderer/replica/replica.ts';
import type { ReplicaSession } from '../../../renderer/replica/replica.ts';
import { openWorkspace } from '../../../renderer/replica/workspace.ts';
import type { Workspace } from '../../../renderer/replica/workspace.ts';
import { localDay } from '../../../renderer/replica/query-row.ts';
import { GROUP_COLUMNS } from '../../../renderer/features/tickets/queue/column-list.ts';
import type { GroupColumn } from '../../../renderer/features/tickets/queue/column-list.ts';
import { ViewCounter } from '../../../renderer/features/tickets/views/count-views.ts';
import { visibleViews } from '../../../renderer/features/tickets/views/visible-views.ts';
import { compileFilter } from '../../../renderer/features/tickets/queue/compile-filter.ts';
import { buildQueue } from '../../../renderer/features/tickets/queue/queue-model.ts';
import type { QueueSort } from '../../../renderer/features/tickets/queue/queue-model.ts';
import { indexRows } from '../../../renderer/features/tickets/queue/row-index.ts';
import type { RowIndex } from '../../../renderer/features/tickets/queue/row-index.ts';
import {
  SORT_COLUMNS,
  prepareSorting,
} from '../../../renderer/features/tickets/queue/sort-keys.ts';
import type { SortColumn } from '../../../renderer/features/tickets/queue/sort-keys.ts';

/** Times of every run, and the name and median of the slowest kind. */
export interface Timings {
  readonly all: readonly number[];
  readonly slowest: { readonly what: string; readonly ms: number };
}

export interface QueueSize {
  readonly rows: number;
  readonly openRows: number;
}

interface OpenRequest {
  readonly replica: string;
  readonly session: ReplicaSession;
}

/** What people type: narrow and wide, names, texts, everything. */
const FILTERS = [
  'state:open',
  'priority:<=2',
  'site:leipzig -state:closed',
  'assignee:me',
  'printer',
  'category:network origin:phone',
  'opened:<30d reopens:>0',
  'activity:2027-01-01..2027-03-31',
  'watcher:me hold:vendor',
  '',
];
const BY_UPDATE: QueueSort = { id: 'updated', dir: 'desc' };
const LOCALE = 'en';
/** A clock shows quarters of a minute; after so long every one of them is worked out anew. */
const CLOCK_STEP_MS = 15_000;
const CLOCKS_REST_MS = 1_000;

function usualGroups(sort: QueueSort): GroupColumn | null {
  return sort.id === 'left' ? 'left' : null;
}

/** The filtering and sorting of the tickets screen over the whole replica, without drawing. */
class QueueBench {
  private readonly workspace: Workspace;
  private readonly clocks: Clocks;
  private readonly index: RowIndex;
  private readonly time: { aheadMs: number };
  private readonly counter = new ViewCounter();

  constructor(workspace: Workspace, clocks: Clocks, time: { aheadMs: number }) {
    this.workspace = workspace;
    this.clocks = clocks;
    this.time = time;
    this.index = indexRows(workspace.tickets.rows());
    prepareSorting(this.index, this.sources());
  }

  get rows(): number {
    return this.index.rows.length;
  }

  get openRows(): number {
    return this.index.rows.filter((row) => row.open).length;
  }

  run(filter: string, sort: QueueSort, groupBy = usualGroups(sort)): number {
    const { reference, unsent, session } = this.workspace.replica;
    const startedAt = performance.now();
    const test = compileFilter(parseTicketQuery(filter), {
      unsentIds: unsent.get().documentIds,
      meId: reference.get().byUserName.get(session.userName)?.id ?? null,
      userName: session.userName,
      time: { nowMs: this.workspace.replica.now(), dayOf: localDay },
      ...this.sources(),
    });
    buildQueue({
      index: this.index,
      kinds: new Set(TICKET_KINDS),
      test,
      sort,
      groupBy,
      nowMs: this.workspace.replica.now(),
      ...this.sources(),
    });
    return performance.now() - startedAt;
  }

  /** The counters of the rail after one ticket changed. */
  count(): number {
    const { reference, unsent, session, now } = this.workspace.replica;
    const snapshot = reference.get();
    const { rows } = this.index;
    const context = {
      ...this.sources(),
      unsentIds: unsent.get().documentIds,
      meId: snapshot.byUserName.get(session.userName)?.id ?? null,
      userName: session.userName,
      time: { nowMs: now(), dayOf: localDay },
      clockVersion: 0,
      minuteMs: 0,
    };
    const views = visibleViews(snapshot, session.userName);
    this.counter.count(views, rows, context);
    const changed = [...rows];
    changed[0] = { ...rows[0]! };
    const startedAt = performance.now();
    this.counter.count(views, changed, context);
    return performance.now() - startedAt;
  }

  stepClocks(): void {
    this.time.aheadMs += CLOCK_STEP_MS;
  }

  private sources() {
    return {
      reference: this.workspace.replica.reference.get(),
      locale: LOCALE,
      clockOf: (id: string) => this.clocks.of(id),
      numberOf: (id: string) => this.workspace.tickets.get(id)?.number,
    };
  }
}

async function openBench({ replica: name, session }: OpenRequest): Promise<QueueBench> {
  const time = { aheadMs: 0 };
  const replica = await openReplica({
    name,
    session,
    now: () => Date.now() + time.aheadMs,
    random: () => Math.random(),
  });
  const workspace = await openWorkspace(replica, 'incident');
  await workspace.complete;
  const clocks = openClocks(workspace);
  await untilQuiet(clocks);
  return new QueueBench(workspace, clocks, time);
}

/** Resolves when no clock has moved for a second: every timeline was read. */
function untilQuiet(clocks: Clocks): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      resolve();
    };
    let timer = setTimeout(finish, CLOCKS_REST_MS);
    const stop = clocks.subscribe(() => {
      clearTimeout(timer);
      timer = setTimeout(finish, CLOCKS_REST_MS);
    });
  });
}

/** Between two of them a frame and the collector may come, as between a person's clicks. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function repeat(times: number, once: () => number): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n += 1) {
    all.push(once());
    await breathe();
  }
  return all;
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Every one of them `times` times. */
async function timeEach(
  names: readonly string[],
  times: number,
  once: (name: string) => number,
): Promise<Timings> {
  const all: number[] = [];
  let slowest: Timings['slowest'] = { what: '', ms: 0 };
  for (const what of names) {
    const took = await repeat(times, () => once(what));
    all.push(...took);
    const ms = middle(took);
    if (ms > slowest.ms) slowest = { what, ms };
  }
  return { all, slowest };
}

let opened: QueueBench | null = null;

function bench(): QueueBench {
  if (opened === null) throw new Error('The queue was not opened.');
  return opened;
}

/** The parts of the benchmark; `open` comes first. The number says how often each thing is done. */
export const queueTimings = {
  async open(request: OpenRequest): Promise<QueueSize> {
    opened = await openBench(request);
    return { rows: opened.rows, openRows: opened.openRows };
  },
  filter: (times: number) => timeEach(FILTERS, times, (text) => bench().run(text, BY_UPDATE)),
  sort: (times: number) =>
    timeEach(SORT_COLUMNS, times, (id) => bench().run('', { id: id as SortColumn, dir: 'asc' })),
  group: (times: number) =>
    timeEach(GROUP_COLUMNS, times, (id) => bench().run('', BY_UPDATE, id as GroupColumn)),
  counters: (times: number) => timeEach(['views'], times, () => bench().count()),
  clocks: (times: number) =>
    timeEach(['state:open'], times, (text) => {
      bench().stepClocks();
      return bench().run(text, { id: 'left', dir: 'asc' });
    }),
};
