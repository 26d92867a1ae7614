import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaInput } from '../../shared/sla/evaluate-sla.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import { ticketSlaInput } from '../../shared/sla/ticket-sla.ts';
import { rulesAfter, rulesOf, usesItems } from './clock-rules.ts';
import { ClockSchedule } from './clock-schedule.ts';
import { firstOf, keepNewest } from './clock-sets.ts';
import { clockAt, evaluateClock, NO_CLOCK } from './row-clock.ts';
import type { EvaluatedClock, RowClock } from './row-clock.ts';
import type { TicketRow } from './ticket-row.ts';
import type { Workspace } from './workspace.ts';

export { NO_CLOCK, rowClockOf } from './row-clock.ts';
export type { RowClock, RowClockState } from './row-clock.ts';

/** A list shows minutes: so often it draws them again, which evaluates nothing. */
const STEP_MS = 15_000;
/** Lists are told of clocks that were read at most this often; they sort themselves again then. */
const TELL_AFTER_MS = 200;
/** Timelines read before the thread is given back; 50 take about 20 ms. */
const BATCH = 50;
/** Of closed tickets only what a few screens show is asked for, and kept. */
const CLOSED_WANTED = 100;
const CLOSED_KEPT = 500;

/** What is evaluated, whatever the time. */
export type ClockInput = Omit<SlaInput, 'now'>;

/** Evaluations since the console was opened, by what asked for them. */
export interface ClockCounts {
  /** Something happened to the ticket, or it was read for the first time. */
  readonly events: number;
  /** The instant of its next change had come. */
  readonly scheduled: number;
}

interface Known {
  readonly input: ClockInput;
  evaluated: EvaluatedClock;
}

/**
 * Service-level clocks of tickets, evaluated on this machine from their timelines. Holds the events
 * of open tickets, so that a list redraws its clocks without reading anything; those of closed ones
 * are read when a list shows them. A clock is evaluated when something happens to its ticket and
 * when the next instant comes at which it changes by itself; one timer waits for all of them.
 */
export class Clocks {
  private readonly workspace: Workspace;
  private readonly known = new Map<string, Known>();
  /** Closed tickets among the known. */
  private readonly closedKnown = new Set<string>();
  private readonly wantedOpen = new Set<string>();
  private readonly wantedClosed = new Set<string>();
  /** What filters and counters know of closed tickets: small, so that all of them fit. */
  private readonly verdicts = new Map<string, RowClock>();
  private readonly wantedVerdicts = new Set<string>();
  /** Asked for already, and not there yet. */
  private reading: ReadonlySet<string> = new Set();
  private readonly listeners = new Set<() => void>();
  private readonly dueListeners = new Set<(ids: readonly string[]) => void>();
  private readonly stops: (() => void)[] = [];
  private readonly schedule: ClockSchedule;
  private readonly counted = { events: 0, scheduled: 0 };
  private rules: SlaRules;
  private steppedAtMs: number;
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
    this.rules = rulesOf(replica.reference.get());
    this.steppedAtMs = replica.now();
    this.schedule = new ClockSchedule({
      now: () => replica.now(),
      stepMs: STEP_MS,
      onDue: (ids) => this.evaluateDue(ids),
      onStep: () => this.step(),
    });
    this.stops.push(
      replica.onChanges('entries', ({ written }) => {
        for (const { recordId } of written) this.changed(recordId);
      }),
      replica.onChanges('tickets', ({ written, removed }) => {
        for (const { id } of written) this.changed(id);
        for (const id of removed) this.forget(id);
      }),
      workspace.items.subscribe(() => this.itemsMoved()),
      this.followRules(),
    );
    this.wantUnknown();
    void workspace.complete.then(() => {
      this.isWorkspaceComplete = true;
      this.wantUnknown();
    });
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
    if (nowMs >= untilMs || nowMs < atMs) this.evaluateAgain(id, known, nowMs);
    return clockAt(known.evaluated, nowMs);
  }

  /**
   * The same for a filter, which asks for every row: closed tickets are read once, behind all that
   * is on screen, and only what came of it is kept.
   */
  filterClock(id: string): RowClock {
    if (this.workspace.tickets.get(id)?.open !== false) return this.of(id);
    const verdict = this.verdicts.get(id);
    if (verdict) return verdict;
    if (!this.wantedVerdicts.has(id) && !this.reading.has(id)) {
      this.wantedVerdicts.add(id);
      this.start();
    }
    return NO_CLOCK;
  }

  /** What the clock of a ticket is evaluated from; undefined until its timeline was read. */
  inputFor(id: string): ClockInput | undefined {
    return this.known.get(id)?.input;
  }

  /** Whether a target promised to customers was missed, as far as its timeline was read. */
  hasMissed(id: string): boolean {
    const input = this.known.get(id)?.input;
    if (!input) return false;
    const now = new Date(this.workspace.replica.now()).toISOString();
    return evaluateSla({ ...input, now }).targets.some(
      ({ policyKind, state }) => policyKind === 'sla' && state === 'breached',
    );
  }

  /** The rules in force; the same object until a policy, a calendar or whom they are for changes. */
  getRules(): SlaRules {
    return this.rules;
  }

  get counts(): ClockCounts {
    return { ...this.counted };
  }

  /** What a record's screen evaluates and explains, from the timeline it shows. */
  inputOf(ticket: Ticket, entries: readonly Entry[], nowMs: number): SlaInput {
    return ticketSlaInput(
      ticket,
      entries,
      this.rules,
      new Date(nowMs).toISOString(),
      this.itemPlaceOf,
    );
  }

  /**
   * Told of tickets whose clock has to be looked at: something happened to them, they were read for
   * the first time, or the instant of their next change came. Comes in small portions.
   */
  onDue(listener: (ids: readonly string[]) => void): () => void {
    this.dueListeners.add(listener);
    return () => this.dueListeners.delete(listener);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getVersion = (): number => this.version;

  close(): void {
    this.isClosed = true;
    this.schedule.close();
    for (const stop of this.stops) stop();
  }

  private readonly itemPlaceOf = (itemId: string): string | undefined =>
    this.workspace.items.get(itemId)?.placeId;

  /** Other rules, other clocks; until they are worked out, the old ones are shown. */
  private followRules(): () => void {
    const { reference } = this.workspace.replica;
    let last = reference.get();
    return reference.subscribe(() => {
      const next = reference.get();
      const { rules, affected } = rulesAfter(this.rules, last, next);
      last = next;
      this.rules = rules;
      if (affected === 'none') return;
      for (const id of this.known.keys()) {
        const requesterId = this.workspace.tickets.get(id)?.requesterId ?? '';
        if (affected === 'all' || affected.has(requesterId)) this.want(id);
      }
      for (const id of this.verdicts.keys()) {
        const requesterId = this.workspace.tickets.get(id)?.requesterId ?? '';
        if (affected === 'all' || affected.has(requesterId)) this.wantedVerdicts.add(id);
      }
      this.start();
    });
  }

  /** Where items stand decides hours of policies that ask for it, and of no others. */
  private itemsMoved(): void {
    if (!this.rules.documents.some(usesItems)) return;
    for (const id of this.known.keys()) this.want(id);
  }

  private evaluateAgain(id: string, known: Known, nowMs: number): void {
    known.evaluated = evaluateClock(known.input, nowMs);
    this.counted.scheduled += 1;
    this.schedule.set(id, known.evaluated.untilMs);
  }

  private evaluateDue(ids: readonly string[]): void {
    const nowMs = this.workspace.replica.now();
    for (const id of ids) {
      const known = this.known.get(id);
      if (!known) continue;
      // A list that was drawn a moment ago may have been first.
      if (known.evaluated.untilMs > nowMs) this.schedule.set(id, known.evaluated.untilMs);
      else this.evaluateAgain(id, known, nowMs);
    }
    this.tellDue(ids);
    this.tellSoon();
  }

  /** Clocks evaluated by a machine clock that was ahead would sleep too long. */
  private step(): void {
    const nowMs = this.workspace.replica.now();
    if (nowMs < this.steppedAtMs) {
      for (const [id, { evaluated }] of this.known) {
        if (evaluated.atMs > nowMs) this.schedule.set(id, nowMs);
      }
    }
    this.steppedAtMs = nowMs;
    this.tell();
  }

  private wantUnknown(): void {
    for (const { id, open } of this.workspace.tickets.rows()) {
      if (open && !this.known.has(id) && !this.reading.has(id)) this.want(id);
    }
    this.start();
  }

  /** Something happened to a ticket. Closed ones nobody looked at stay unread. */
  private changed(id: string): void {
    if (this.known.has(id) || this.workspace.tickets.get(id)?.open) this.want(id);
    if (!this.verdicts.has(id) && !this.reading.has(id)) return;
    this.wantedVerdicts.add(id);
    this.start();
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
    this.verdicts.delete(id);
    this.schedule.remove(id);
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
      this.reading = new Set(batch);
      await Promise.allSettled(batch.map((id) => this.read(id)));
      this.reading = new Set();
      this.tellDue(batch);
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
    const batch = firstOf(BATCH, onScreen, this.wantedOpen, this.wantedVerdicts);
    for (const id of batch) {
      this.wantedClosed.delete(id);
      this.wantedOpen.delete(id);
      this.wantedVerdicts.delete(id);
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
    const { now: _at, ...input } = ticketSlaInput(
      asTicket(row),
      entries,
      this.rules,
      EPOCH,
      this.itemPlaceOf,
    );
    const evaluated = evaluateClock(input, this.workspace.replica.now());
    this.counted.events += 1;
    if (!row.open) this.verdicts.set(id, evaluated.clock);
    this.known.set(id, { input, evaluated });
    this.schedule.set(id, row.open ? evaluated.untilMs : Infinity);
    if (row.open) {
      this.closedKnown.delete(id);
      this.verdicts.delete(id);
      return;
    }
    const oldest = keepNewest(this.closedKnown, id, CLOSED_KEPT);
    if (oldest !== null) this.known.delete(oldest);
  }

  private tellDue(ids: readonly string[]): void {
    if (this.isClosed) return;
    for (const listener of this.dueListeners) listener(ids);
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
