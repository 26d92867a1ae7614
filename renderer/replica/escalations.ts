import type { Entry, EscalationEntry } from '../../shared/model/entry.ts';
import { derivedFraction } from '../../shared/model/derived-ulid.ts';
import type { SlaPolicyDocument } from '../../shared/model/policy.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { dueEscalations, escalationsOf } from '../../shared/sla/plan-escalations.ts';
import type { DueEscalation, EscalationCase } from '../../shared/sla/plan-escalations.ts';
import { slaMarks } from '../../shared/sla/sla-marks.ts';
import type { Clocks } from './clocks.ts';
import { asksWatchers, callsOthers, escalationCommand, ticketOfRow } from './escalation-command.ts';
import type { EscalationNotices } from './escalation-notices.ts';
import type { TicketRow } from './ticket-row.ts';
import type { Workspace } from './workspace.ts';

/**
 * How this console stands to the server: `unsettled` while it may lack news, `offline` while nobody
 * else can be faster.
 */
export type Connection = 'online' | 'offline' | 'unsettled';

export interface EscalationsOptions {
  readonly workspace: Workspace;
  readonly clocks: Clocks;
  readonly notices: EscalationNotices;
  readonly connection: () => Connection;
  /** Calls when it changed. */
  readonly onConnection: (listener: () => void) => () => void;
  /** What the sync inbox calls it. */
  readonly labelOf: (ticket: Ticket) => string;
}

/** Online, the console of whoever has the ticket is first; others wait and mostly find it done. */
const FIRST_TURN_MS = 2_000;
const OTHERS_FROM_MS = 5_000;
const OTHERS_TURN_MS = 10_000;
/** Until news has come in. */
const NEVER = Number.POSITIVE_INFINITY;
/** After a write that failed. */
const AGAIN_MS = 60_000;
/** Tickets looked at before the thread is given back. */
const SLICE = 200;

interface Waiting {
  readonly ticketId: string;
  readonly atMs: number;
}

/**
 * Carries out the escalations of service levels that concern the person signed in, at their instant,
 * whether there is a network or not. Their ids follow from run and rule, so that whoever is faster,
 * another console or the server, it happened once.
 */
export class Escalations {
  private readonly options: EscalationsOptions;
  private readonly stops: (() => void)[] = [];
  /** Entry id → when this console fires it. */
  private readonly waiting = new Map<string, Waiting>();
  /** Entries that are on a timeline. */
  private readonly fired = new Set<string>();
  private readonly wanted = new Set<string>();
  private policies: ReadonlyMap<string, SlaPolicyDocument> = new Map();
  private rules: unknown = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isWorking = false;
  private isStopped = false;

  constructor(options: EscalationsOptions) {
    this.options = options;
    const { workspace, clocks, onConnection } = options;
    this.stops.push(
      clocks.onDue((ids) => this.consider(ids)),
      workspace.replica.onChanges('entries', ({ written }) => this.hear(written)),
      this.followTime(),
      this.followMe(),
      onConnection(() => this.settle()),
    );
    void this.considerAll();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }

  private get nowMs(): number {
    return this.options.workspace.replica.now();
  }

  /** The person signed in, once their record has arrived. */
  private get me(): string | null {
    const { reference, session } = this.options.workspace.replica;
    return reference.get().byUserName.get(session.userName)?.id ?? null;
  }

  /** A clock that was never compared with the server's may be wrong by years: nothing fires by it. */
  private followTime(): () => void {
    const { trustedTime } = this.options.workspace.replica;
    let { reason } = trustedTime.get();
    return trustedTime.subscribe(() => {
      const before = reason;
      ({ reason } = trustedTime.get());
      if (before === 'no-contact' && reason !== 'no-contact') void this.considerAll();
    });
  }

  private followMe(): () => void {
    let last = this.me;
    return this.options.workspace.replica.reference.subscribe(() => {
      const { me } = this;
      if (me !== last && me !== null) void this.considerAll();
      last = me;
    });
  }

  private async considerAll(): Promise<void> {
    const open = [...this.options.workspace.tickets.rows()].filter((row) => row.open);
    for (let from = 0; from < open.length && !this.isStopped; from += SLICE) {
      this.consider(open.slice(from, from + SLICE).map(({ id }) => id));
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  private consider(ids: readonly string[]): void {
    const { me } = this;
    if (me === null || this.isStopped) return;
    for (const id of ids) if (this.mayConcern(id, me)) this.wanted.add(id);
    void this.work();
  }

  /** What others or this console wrote: it happened, and somebody is to hear of it. */
  private hear(entries: readonly Entry[]): void {
    const heard = entries.flatMap((entry) => (entry.kind === 'escalation' ? [entry] : []));
    if (heard.length === 0) return;
    this.note(heard);
  }

  private note(escalations: readonly EscalationEntry[]): void {
    for (const { id } of escalations) {
      this.fired.add(id);
      this.waiting.delete(id);
    }
    const { me } = this;
    if (me !== null) this.options.notices.add(escalations, me);
  }

  /** Judged by the row alone, so that no timeline is read that concerns others. */
  private mayConcern(id: string, me: string): boolean {
    const { workspace, clocks } = this.options;
    const row = workspace.tickets.get(id);
    const input = clocks.inputFor(id);
    if (!row?.open || !input || !this.mayConcernRow(row, me)) return false;
    const now = new Date(this.nowMs).toISOString();
    const marks = slaMarks({ ...input, now }).filter(({ reachedAt }) => reachedAt !== null);
    if (marks.length === 0) return false;
    return dueEscalations(this.caseOf(ticketOfRow(row), [], marks)).some(
      (due) => !this.fired.has(due.entryId) && (this.isMine(due) || asksWatchers(due)),
    );
  }

  private mayConcernRow({ assigneeId, teamId }: TicketRow, me: string): boolean {
    if (assigneeId === me || callsOthers(this.options.clocks.getRules())) return true;
    const { people } = this.options.workspace.replica.reference.get();
    const person = people.get(me);
    return person?.kind === 'person' && person.teamIds.some((id) => id === teamId);
  }

  private caseOf(
    ticket: Ticket,
    entries: readonly Entry[],
    marks: EscalationCase['marks'],
  ): EscalationCase {
    const { workspace, clocks } = this.options;
    const rules = clocks.getRules();
    if (rules !== this.rules) {
      this.rules = rules;
      this.policies = new Map(rules.documents.map((document) => [document.id, document]));
    }
    const { people } = workspace.replica.reference.get();
    return { ticket, entries, marks, policies: this.policies, people, nowMs: this.nowMs };
  }

  private isMine({ carriers }: DueEscalation): boolean {
    return carriers.some((id) => id === this.me);
  }

  /** One ticket after the other. */
  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (;;) {
      const [id] = this.wanted;
      if (id === undefined || this.isStopped) break;
      this.wanted.delete(id);
      await this.look(id).catch(() => {
        this.waiting.set(id, { ticketId: id, atMs: this.nowMs + AGAIN_MS });
      });
    }
    this.isWorking = false;
    this.arm();
  }

  private async look(id: string): Promise<void> {
    const { workspace, clocks } = this.options;
    const { replica } = workspace;
    const turns = this.forgetTurns(id);
    const ticket = await replica.get('tickets', id);
    if (!ticket) return;
    const entries = await replica.timeline(id);
    this.note(escalationsOf(entries));
    const marks = slaMarks(clocks.inputOf(ticket, entries, this.nowMs));
    const mine = dueEscalations(this.caseOf(ticket, entries, marks)).filter((due) =>
      this.isMine(due),
    );
    const ready = mine.filter((due) => this.isTurn(ticket, due, turns));
    if (ready.length > 0 && !this.isStopped) await this.fire(ticket, ready);
  }

  private forgetTurns(ticketId: string): ReadonlyMap<string, number> {
    const turns = new Map<string, number>();
    for (const [entryId, each] of this.waiting) {
      if (each.ticketId !== ticketId) continue;
      turns.set(entryId, each.atMs);
      this.waiting.delete(entryId);
    }
    return turns;
  }

  /** Whether it is this console's turn now; if not, it is remembered when. */
  private isTurn(ticket: Ticket, due: DueEscalation, turns: ReadonlyMap<string, number>): boolean {
    const { connection, workspace } = this.options;
    if (workspace.replica.trustedTime.get().reason === 'no-contact') return false;
    const how = connection();
    if (how === 'offline') return true;
    const known = turns.get(due.entryId) ?? NEVER;
    const mine = known === NEVER ? this.turnOf(ticket, due) : known;
    const atMs = how === 'unsettled' ? NEVER : mine;
    if (atMs <= this.nowMs) return true;
    this.waiting.set(due.entryId, { ticketId: ticket.id, atMs });
    return false;
  }

  private turnOf(ticket: Ticket, { entryId }: DueEscalation): number {
    const { deviceId } = this.options.workspace.replica.session;
    const turn = derivedFraction(entryId, deviceId);
    const waitMs =
      ticket.assigneeId === this.me ? turn * FIRST_TURN_MS : OTHERS_FROM_MS + turn * OTHERS_TURN_MS;
    return this.nowMs + waitMs;
  }

  private async fire(ticket: Ticket, due: readonly DueEscalation[]): Promise<void> {
    const { replica } = this.options.workspace;
    const { people } = replica.reference.get();
    await replica.run(escalationCommand(ticket, due, people), this.options.labelOf(ticket));
  }

  /** News came in, or nobody else can be asked any more: whose turn it is changes. */
  private settle(): void {
    if (this.options.connection() === 'unsettled') return;
    for (const { ticketId } of this.waiting.values()) this.wanted.add(ticketId);
    void this.work();
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (this.isStopped) return;
    let next = NEVER;
    for (const { atMs } of this.waiting.values()) next = Math.min(next, atMs);
    if (next === NEVER) return;
    this.timer = setTimeout(() => this.wake(), Math.max(0, next - this.nowMs));
  }

  private wake(): void {
    const { nowMs } = this;
    for (const { ticketId, atMs } of this.waiting.values()) {
      if (atMs <= nowMs) this.wanted.add(ticketId);
    }
    void this.work();
  }
}
