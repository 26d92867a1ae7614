import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation, SlaInput } from '../../shared/sla/evaluate-sla.ts';
import { slaRules, ticketSlaInput } from '../../shared/sla/sla-rules.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import type { SlaTargetResult } from '../../shared/sla/sla-types.ts';
import type { TicketRow } from './ticket-row.ts';
import type { Workspace } from './workspace.ts';

export type RowClockState = 'running' | 'warning' | 'paused' | 'breached' | 'met' | 'none';

/** The clock of a row: the target that is due next, or the verdict when none is open. */
export interface RowClock {
  readonly state: RowClockState;
  readonly metric: SlaTargetResult['metric'] | null;
  /** Open time left in milliseconds; negative when over. */
  readonly remainingMs: number;
  readonly percent: number;
  /** Milliseconds since 1970; null while paused and where nothing is due. */
  readonly dueAt: number | null;
  /** Ascending: breached first, then what is due next, then what waits, then what is done. */
  readonly sortKey: number;
}

const NONE: RowClock = {
  state: 'none',
  metric: null,
  remainingMs: 0,
  percent: 0,
  dueAt: null,
  sortKey: Number.MAX_SAFE_INTEGER,
};
/** Waiting rows sort behind everything due in the next centuries, by the time they have left. */
const WAITING_FROM = 1e14;
/** A list shows minutes; a clock computed within the same quarter of one still stands. */
const STEP_MS = 15_000;
/** Timelines read before the thread is given back; 50 take about 20 ms. */
const BATCH = 50;

function stateOf(target: SlaTargetResult): RowClockState {
  if (target.state === 'not-started') return 'none';
  if (target.state === 'running') return target.warning ? 'warning' : 'running';
  return target.state;
}

function toRowClock(target: SlaTargetResult): RowClock {
  const remainingMs = ((target.remainingSeconds ?? 0) - target.overSeconds) * 1000;
  const dueAt = target.dueAt === null ? null : Date.parse(target.dueAt);
  return {
    state: stateOf(target),
    metric: target.metric,
    remainingMs,
    percent: target.percent,
    dueAt,
    sortKey: dueAt ?? WAITING_FROM + remainingMs,
  };
}

/** Of a ticket's targets the open one that is due next; when all are done, the resolution's verdict. */
export function rowClockOf(evaluation: SlaEvaluation): RowClock {
  const open = evaluation.targets.filter(
    (target) => target.stoppedAt === null && target.state !== 'not-started',
  );
  const clocks = open.map(toRowClock).sort((a, b) => a.sortKey - b.sortKey);
  if (clocks[0]) return clocks[0];
  const verdict = evaluation.targets.find((target) => target.metric === 'resolution');
  if (!verdict || verdict.state === 'not-started') return NONE;
  return { ...toRowClock(verdict), sortKey: Number.MAX_SAFE_INTEGER - 1 };
}

interface Cached {
  readonly step: number;
  readonly clock: RowClock;
}

/**
 * Service-level clocks of tickets, evaluated on this machine from their timelines. Holds the events
 * of open tickets, so that a list redraws its clocks without reading anything.
 */
export class Clocks {
  private readonly workspace: Workspace;
  private readonly inputs = new Map<string, Omit<SlaInput, 'now'>>();
  private readonly cache = new Map<string, Cached>();
  private readonly listeners = new Set<() => void>();
  private readonly stops: (() => void)[] = [];
  private readonly wanted = new Set<string>();
  private reading = false;
  private closed = false;
  private ticker: ReturnType<typeof setInterval>;
  private rules: SlaRules;
  private version = 0;
  /** Every open ticket has its events. */
  complete = false;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const { replica } = workspace;
    this.rules = slaRules(replica.reference.get().policies.values());
    let policies = replica.reference.get().policies;
    this.stops.push(
      replica.onChanges('entries', ({ written }) => {
        for (const entry of written)
          if (entry.recordId.startsWith('ticket:')) this.want(entry.recordId);
      }),
      replica.onChanges('tickets', ({ written }) => {
        for (const ticket of written) this.want(ticket.id);
      }),
      replica.reference.subscribe(() => {
        const next = replica.reference.get().policies;
        if (next === policies) return;
        policies = next;
        this.rules = slaRules(next.values());
        this.wantOpen();
      }),
    );
    this.wantOpen();
    void workspace.complete.then(() => {
      this.wantOpen();
      this.complete = true;
    });
    this.ticker = setInterval(() => this.tell(), STEP_MS);
  }

  /** The clock of a list row now; `none` until its timeline was read. */
  of(id: string): RowClock {
    const step = Math.floor(this.workspace.replica.now() / STEP_MS);
    const cached = this.cache.get(id);
    if (cached?.step === step) return cached.clock;
    const input = this.inputs.get(id);
    if (!input) {
      this.want(id);
      return cached?.clock ?? NONE;
    }
    const now = new Date(step * STEP_MS).toISOString();
    const clock = rowClockOf(evaluateSla({ ...input, now }));
    this.cache.set(id, { step, clock });
    return clock;
  }

  /** What a record's screen evaluates and explains, from the timeline it shows. */
  inputOf(ticket: Ticket, entries: readonly Entry[], nowMs: number): SlaInput {
    return ticketSlaInput(ticket, entries, this.rules, new Date(nowMs).toISOString());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  close(): void {
    this.closed = true;
    clearInterval(this.ticker);
    for (const stop of this.stops) stop();
  }

  private wantOpen(): void {
    this.inputs.clear();
    this.cache.clear();
    for (const row of this.workspace.tickets.rows()) if (row.open) this.want(row.id);
  }

  private want(id: string): void {
    this.wanted.add(id);
    if (this.reading) return;
    this.reading = true;
    setTimeout(() => void this.readWanted(), 0);
  }

  private async readWanted(): Promise<void> {
    while (this.wanted.size > 0 && !this.closed) {
      const batch = [...this.wanted].slice(0, BATCH);
      for (const id of batch) this.wanted.delete(id);
      await Promise.all(batch.map((id) => this.read(id)));
      this.tell();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.reading = false;
  }

  private async read(id: string): Promise<void> {
    const row = this.workspace.tickets.get(id);
    if (!row) return;
    const entries = await this.workspace.replica.timeline(id);
    const { now: _at, ...input } = ticketSlaInput(asTicket(row), entries, this.rules, EPOCH);
    this.inputs.set(id, input);
    this.cache.delete(id);
  }

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

const EPOCH = '1970-01-01T00:00:00Z';

/** The fields of a ticket that service levels ask for; a row has them all. */
function asTicket(row: TicketRow): Ticket {
  return { ...row, openedAt: new Date(row.openedAt).toISOString() } as unknown as Ticket;
}

export function openClocks(workspace: Workspace): Clocks {
  return new Clocks(workspace);
}

/** Given by the composition root around every screen. */
export const ClocksContext = createContext<Clocks | null>(null);

/** The clocks; the component redraws when any of them moved. */
export function useClocks(): Clocks {
  const clocks = useContext(ClocksContext);
  if (!clocks) throw new Error('This component needs clocks around it');
  useSyncExternalStore(clocks.subscribe, clocks.getVersion);
  return clocks;
}
