import type { Entry } from '../../shared/model/entry.ts';
import { scopeDatabase } from '../../shared/model/collections.ts';
import { entryRange, makeId, ulidOf } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import type { EscalationEntry, VerdictEntry } from '../../shared/model/entry.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { bulkWrite, toCouch } from '../couch/write-documents.ts';
import {
  fromCouch,
  readDocuments,
  readFeedPage,
  readWholeRange,
  rowsOf,
} from '../ops/read-database.ts';
import { CLOSABLE_STATES, concernsAutoClose, decideAutoClose } from './auto-close.ts';
import { decideEscalations } from './decide-escalations.ts';
import { decideVerdicts } from './decide-verdicts.ts';
import { readItemPlaces } from './item-places.ts';
import type { FollowerRules } from './reference-rules.ts';

/** Where a follower goes on; kept on the server, and never replicated. */
export const CHECKPOINT_ID = '_local/outpost-follower';

const PAGE = 500;
/** Tickets whose timelines are held at once. */
const BATCH = 100;
const DAY_MS = 24 * 60 * 60_000;
/**
 * When a database is looked through for the first time, tickets closed and quiet for longer are left
 * alone: they are history, often imported, and nobody waits for a verdict on them.
 */
const HISTORY_MS = 7 * DAY_MS;

interface Checkpoint {
  readonly seq: string;
  /** The database was not read to its end yet. */
  readonly isFirstPass: boolean;
}

export interface FollowWorld {
  readonly server: CouchServer;
  readonly rules: () => FollowerRules;
  /** Milliseconds since 1970 by the server's clock. */
  readonly now: () => number;
  /** Called once for every verdict the server took from us. */
  readonly onVerdict: (verdict: VerdictEntry) => void;
  /** The same for every escalation. */
  readonly onEscalation: (escalation: EscalationEntry) => void;
}

function isTicketDocument(document: JsonRecord): boolean {
  return typeof document['state'] === 'string' && typeof document['openedAt'] === 'string';
}

function asTicket(document: JsonRecord): Ticket {
  return upgrade({ ...fromCouch(document) }) as unknown as Ticket;
}

function asEntry(document: JsonRecord): Entry {
  return upgrade({ ...fromCouch(document) }) as unknown as Entry;
}

/** The tickets that rows of a feed are about. */
function ticketIdsOf(ids: readonly string[]): string[] {
  const tickets = ids.flatMap((id) =>
    id.startsWith('ticket:') || id.startsWith('entry:') ? [makeId('ticket', ulidOf(id))] : [],
  );
  return [...new Set(tickets)];
}

/** What is to be written about one ticket. */
interface Decision {
  readonly ticketId: string;
  /** The record changed by an escalation, as CouchDB takes it. */
  readonly changed: Record<string, unknown> | null;
  readonly entries: readonly Entry[];
}

/** Follows one scope's database: what changed, and what comes due by itself. */
export class ScopeFollower {
  readonly database: string;
  private readonly world: FollowWorld;
  private checkpoint: Checkpoint | null = null;
  /** Ticket id → when its next target is used up, or it is closed by itself. */
  private readonly wakes = new Map<string, number>();
  /** What was resolved before we looked is known: it may have come due since. */
  private knowsResolved = false;

  constructor(scope: string, world: FollowWorld) {
    this.database = scopeDatabase(scope);
    this.world = world;
  }

  /** Handles everything there is to handle now. @throws CouchFailure; the next call begins anew. */
  async step(): Promise<void> {
    try {
      await this.prepare();
      await this.readNews();
      if (!this.knowsResolved) await this.judgeResolved();
      await this.judgeDue();
    } catch (error) {
      this.checkpoint = null;
      this.knowsResolved = false;
      throw error;
    }
  }

  /** Service levels changed: open tickets are judged by the new ones. */
  async judgeOpen(): Promise<void> {
    for (let after = 'ticket:'; ;) {
      const ids = await this.findTickets(after, { open: 1 });
      await this.judge(ids, false);
      const last = ids.at(-1);
      if (last === undefined || ids.length < PAGE) return;
      after = last;
    }
  }

  /** Closes what is due among all resolved records, and notes when the others will be. */
  async judgeResolved(): Promise<void> {
    this.knowsResolved = false;
    if (this.world.rules().desk.autoCloseDays !== undefined) {
      for (let after = 'ticket:'; ;) {
        const ids = await this.findTickets(after, { state: { $in: CLOSABLE_STATES } });
        await this.closeDue(ids);
        const last = ids.at(-1);
        if (last === undefined || ids.length < PAGE) break;
        after = last;
      }
    }
    this.knowsResolved = true;
  }

  private async closeDue(ids: readonly string[]): Promise<void> {
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      const found = await readDocuments(this.world.server, this.database, batch);
      const decisions = found.filter(isTicketDocument).map((document): Decision => {
        const ticket = asTicket(document);
        const { desk } = this.world.rules();
        const given = { ticket, entries: [], rules: desk, nowMs: this.world.now() };
        const closing = decideAutoClose(given);
        this.wake(ticket.id, [this.wakes.get(ticket.id) ?? null, closing.wakeAtMs]);
        const changed = closing.ticket && toCouch(closing.ticket, String(document['_rev']));
        return { ticketId: ticket.id, changed, entries: closing.entries };
      });
      await this.write(decisions);
    }
  }

  private async prepare(): Promise<void> {
    if (this.checkpoint !== null) return;
    const { server } = this.world;
    const found = asRecord(await server.find({ db: this.database, path: CHECKPOINT_ID }));
    const { seq, isFirstPass } = found;
    this.wakes.clear();
    const checkpoint =
      typeof seq === 'string'
        ? { seq, isFirstPass: isFirstPass === true }
        : { seq: '0', isFirstPass: true };
    // What is open may have come due while nobody looked.
    if (!checkpoint.isFirstPass) await this.judgeOpen();
    this.checkpoint = checkpoint;
  }

  private async findTickets(after: string, which: object): Promise<readonly string[]> {
    const selector = { _id: { $gt: after, $lt: 'ticket;' }, ...which };
    const body = { selector, fields: ['_id'], limit: PAGE };
    const answer = await this.world.server.request({
      method: 'POST',
      db: this.database,
      path: '_find',
      body,
    });
    return rowsOf(answer, 'docs').map(({ _id }) => String(_id));
  }

  private async readNews(): Promise<void> {
    for (;;) {
      const { seq, isFirstPass } = this.checkpoint ?? { seq: '0', isFirstPass: true };
      const page = await readFeedPage(this.world.server, this.database, seq, { limit: PAGE });
      await this.judge(ticketIdsOf(page.rows.map(({ id }) => id)), isFirstPass);
      const next = { seq: page.lastSeq, isFirstPass: isFirstPass && !page.isLast };
      const isNew = page.rows.length > 0 || next.isFirstPass !== isFirstPass;
      if (isNew) await this.save(next);
      this.checkpoint = next;
      if (page.isLast) return;
    }
  }

  /** Written after the effects: a crash before it does them again, and their ids are the same. */
  private async save(checkpoint: Checkpoint): Promise<void> {
    const { server, now } = this.world;
    const found = asRecord(await server.find({ db: this.database, path: CHECKPOINT_ID }));
    const rev = found['_rev'];
    const body = {
      ...checkpoint,
      at: new Date(now()).toISOString(),
      ...(typeof rev === 'string' ? { _rev: rev } : {}),
    };
    try {
      await server.request({ method: 'PUT', db: this.database, path: CHECKPOINT_ID, body });
    } catch (error) {
      // A second follower was here at the same moment; its checkpoint is as good as ours.
      if (!(error instanceof CouchFailure) || error.kind !== 'conflict') throw error;
    }
  }

  private async judgeDue(): Promise<void> {
    const now = this.world.now();
    const due = [...this.wakes].filter(([, at]) => at <= now).map(([id]) => id);
    await this.judge(due, false);
  }

  private async judge(ticketIds: readonly string[], isFirstPass: boolean): Promise<void> {
    for (let from = 0; from < ticketIds.length; from += BATCH) {
      const ids = ticketIds.slice(from, from + BATCH);
      const found = await readDocuments(this.world.server, this.database, ids);
      for (const id of ids) this.wakes.delete(id);
      const tickets = found.filter(isTicketDocument);
      const wanted = tickets.filter((each) => !isFirstPass || !this.isHistory(asTicket(each)));
      const decisions = await Promise.all(wanted.map((each) => this.decide(each)));
      await this.write(decisions.flatMap((decision) => decision ?? []));
    }
  }

  private isHistory({ open, activityAt }: Ticket): boolean {
    return open === 0 && Date.parse(activityAt) < this.world.now() - HISTORY_MS;
  }

  private async decide(document: JsonRecord): Promise<Decision | null> {
    const { server, now } = this.world;
    const rules = this.world.rules();
    const ticket = asTicket(document);
    if (ticket.removedAt !== undefined) return null;
    const applies = rules.sla.documents.some(({ ticketKinds }) =>
      ticketKinds.includes(ticket.kind),
    );
    if (!applies && !concernsAutoClose(ticket, rules.desk)) return null;
    const documents = await readWholeRange(server, this.database, entryRange(ticket.id));
    const entries = documents.map(asEntry);
    const nowMs = now();
    const closing = decideAutoClose({ ticket, entries, rules: rules.desk, nowMs });
    const itemPlaceOf = await readItemPlaces(server, this.database, entries, rules.sla);
    const { verdicts, input, ...judged } = decideVerdicts({
      ticket,
      entries,
      rules: rules.sla,
      nowMs,
      itemPlaceOf,
    });
    const escalated = decideEscalations({ ticket, entries, input, rules, nowMs });
    this.wake(ticket.id, [judged.wakeAtMs, escalated.wakeAtMs, closing.wakeAtMs]);
    // One change at a time: the feed brings the record again, and it is closed then.
    const effect = escalated.ticket === null ? closing : { ...escalated, entries: [] };
    const changed = effect.ticket && toCouch(effect.ticket, String(document['_rev']));
    const done = [...verdicts, ...escalated.entries, ...effect.entries];
    return { ticketId: ticket.id, changed, entries: done };
  }

  private wake(ticketId: string, instants: readonly (number | null)[]): void {
    const given = instants.filter((at) => at !== null);
    if (given.length > 0) this.wakes.set(ticketId, Math.min(...given));
  }

  /** Records first: an escalation's entry says that its effect is there. */
  private async write(decisions: readonly Decision[]): Promise<void> {
    const changed = decisions.flatMap(({ changed: one }) => (one === null ? [] : [one]));
    const lost = await this.send(changed);
    const entries = decisions.flatMap((decision) =>
      // Somebody changed the record meanwhile; the feed brings it, and it is judged again.
      lost.has(decision.ticketId)
        ? decision.entries.filter(({ kind }) => kind === 'verdict')
        : decision.entries,
    );
    const there = await this.send(entries.map((entry) => toCouch(entry)));
    const { onVerdict, onEscalation } = this.world;
    for (const entry of entries) {
      if (there.has(entry.id)) continue;
      if (entry.kind === 'verdict') onVerdict(entry);
      if (entry.kind === 'escalation') onEscalation(entry);
    }
  }

  /** @returns ids under which somebody was faster. @throws CouchFailure for any other refusal. */
  private async send(documents: readonly Record<string, unknown>[]): Promise<ReadonlySet<string>> {
    if (documents.length === 0) return new Set();
    const refused = await bulkWrite(this.world.server, this.database, documents);
    const [broken] = refused.filter(({ error }) => error !== 'conflict');
    if (broken === undefined) return new Set(refused.map(({ id }) => id));
    throw new CouchFailure(
      'refused',
      `${this.database} refused a verdict: ${broken.reason} Run \`provision\` so that it has the rules of this release.`,
    );
  }
}
