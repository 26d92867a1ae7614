import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { SlaInput } from '../../shared/sla/evaluate-sla.ts';
import { slaRules, ticketSlaInput } from '../../shared/sla/sla-rules.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import { clockAt, evaluateClock, NO_CLOCK } from './row-clock.ts';
import type { EvaluatedClock, RowClock } from './row-clock.ts';
import type { TicketRow } from './ticket-row.ts';
import type { Workspace } from './workspace.ts';

export { rowClockOf } from './row-clock.ts';
export type { RowClock, RowClockState } from './row-clock.ts';

/** A list shows minutes. */
const STEP_MS = 15_000;
/** Lists are told of clocks that were read at most this often; they sort themselves again then. */
const TELL_AFTER_MS = 200;
/** Timelines read before the thread is given back; 50 take about 20 ms. */
const BATCH = 50;
/** Of closed tickets only what a few screens show is asked for, and kept. */
const CLOSED_WANTED = 100;
const CLOSED_KEPT = 500;

interface Known {
  readonly input: Omit<SlaInput, 'now'>;
  evaluated: EvaluatedClock;
}

/** A set that forgets its oldest members. */
function keepNewest(set: Set<string>, id: string, most: number): string | null {
  set.delete(id);
  set.add(id);
  if (set.size <= most) return null;
  const [oldest] = set;
  set.delete(oldest!);
  return oldest!;
}

/**
 * Service-level clocks of tickets, evaluated on this machine from their timelines. Holds the events
 * of open tickets, so that a list redraws its clocks without reading anything; those of closed ones
 * are read when a list shows them.
 */
export class Clocks {
  private readonly workspace: Workspace;
  private readonly known = new Map<string, Known>();
  /** Closed tickets among the known. */
  private readonly closedKnown = new Set<string>();
  private readonly wantedOpen = new Set<string>();
  private readonly wantedClosed = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly stops: (() => void)[] = [];
  private readonly ticker: ReturnType<typeof setInterval>;
  private rules: SlaRules;
  private isReading = false;
  private isTelling = false;
  private isClosed = false;
  private isWorkspaceComplete = false;
  private version = 0;
  /** Every open ticket has its events. */
  complete = false;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const { replica } = workspace;
    this.rules = slaRules(replica.reference.get().policies.values());
    this.stops.push(
      replica.onChanges('entries', ({ written }) => {
        for (const { recordId } of written) this.changed(recordId);
      }),
      replica.onChanges('tickets', ({ written, removed }) => {
        for (const { id } of written) this.changed(id);
        for (const id of removed) this.forget(id);
      }),
      this.followPolicies(),
    );
    this.wantUnknown();
    void workspace.complete.then(() => {
      this.isWorkspaceComplete = true;
      this.wantUnknown();
    });
    this.ticker = setInterval(() => this.tell(), STEP_MS);
  }

  /** The clock of a list row now; `none` until its timeline was read. */
  of(id: string): RowClock {
    const known = this.known.get(id);
    if (!known) {
      this.want(id);
      return NO_CLOCK;
    }
    const nowMs = this.workspace.replica.now();
    const { atMs, untilMs } = known.evaluated;
    if (nowMs >= untilMs || nowMs < atMs) known.evaluated = evaluateClock(known.input, nowMs);
    return clockAt(known.evaluated, nowMs);
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
    this.isClosed = true;
    clearInterval(this.ticker);
    for (const stop of this.stops) stop();
  }

  /** Other rules, other clocks; until they are worked out, the old ones are shown. */
  private followPolicies(): () => void {
    const { reference } = this.workspace.replica;
    let { policies } = reference.get();
    return reference.subscribe(() => {
      const next = reference.get().policies;
      if (next === policies) return;
      policies = next;
      this.rules = slaRules(next.values());
      for (const id of this.known.keys()) this.want(id);
    });
  }

  private wantUnknown(): void {
    for (const { id, open } of this.workspace.tickets.rows()) {
      if (open && !this.known.has(id)) this.want(id);
    }
    this.start();
  }

  /** Something happened to a ticket. Closed ones nobody looked at stay unread. */
  private changed(id: string): void {
    if (this.known.has(id) || this.workspace.tickets.get(id)?.open) this.want(id);
  }

  private want(id: string): void {
    const row = this.workspace.tickets.get(id);
    if (!row) return;
    if (row.open) this.wantedOpen.add(id);
    else keepNewest(this.wantedClosed, id, CLOSED_WANTED);
    this.start();
  }

  private forget(id: string): void {
    this.known.delete(id);
    this.closedKnown.delete(id);
  }

  private start(): void {
    if (this.isReading || this.isClosed) return;
    this.isReading = true;
    setTimeout(() => void this.readWanted(), 0);
  }

  private async readWanted(): Promise<void> {
    for (;;) {
      const batch = this.nextBatch();
      if (batch.length === 0 || this.isClosed) break;
      // A timeline that cannot be read has no clock; the record's own screen says why.
      await Promise.allSettled(batch.map((id) => this.read(id)));
      this.tellSoon();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    this.isReading = false;
    this.complete = this.isWorkspaceComplete;
    this.tellSoon();
  }

  /** What a list asked for last is on screen now; the open ones follow in their order. */
  private nextBatch(): readonly string[] {
    const onScreen = [...this.wantedClosed].reverse();
    const batch = [...onScreen, ...this.wantedOpen].slice(0, BATCH);
    for (const id of batch) {
      this.wantedClosed.delete(id);
      this.wantedOpen.delete(id);
    }
    return batch;
  }

  private async read(id: string): Promise<void> {
    const entries = await this.workspace.replica.timeline(id);
    const row = this.workspace.tickets.get(id);
    if (!row) {
      this.forget(id);
      return;
    }
    const { now: _at, ...input } = ticketSlaInput(asTicket(row), entries, this.rules, EPOCH);
    this.known.set(id, { input, evaluated: evaluateClock(input, this.workspace.replica.now()) });
    if (row.open) {
      this.closedKnown.delete(id);
      return;
    }
    const oldest = keepNewest(this.closedKnown, id, CLOSED_KEPT);
    if (oldest !== null) this.known.delete(oldest);
  }

  private tellSoon(): void {
    if (this.isTelling || this.isClosed) return;
    this.isTelling = true;
    setTimeout(() => {
      this.isTelling = false;
      this.tell();
    }, TELL_AFTER_MS);
  }

  private tell(): void {
    if (this.isClosed) return;
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
