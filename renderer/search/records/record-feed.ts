import type { Item, Relation } from '../../../shared/model/item.ts';
import type { Party } from '../../../shared/model/reference.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { ulidOf } from '../../../shared/model/ids.ts';
import { toQueryRow } from '../../replica/query-row.ts';
import { readPages } from '../../replica/storage.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';
import type { Workspace } from '../../replica/workspace.ts';
import type { SearchRequest } from '../search-protocol.ts';
import { ticketBoost, toItemFact, toPersonFact } from './record-facts.ts';
import type { TicketFact, TicketText } from './record-facts.ts';
import { TicketLinks } from './ticket-links.ts';
import { entryIdsOf, readTickets, textStamp, withEntries, writtenText } from './ticket-texts.ts';
import type { ReadTicket } from './ticket-texts.ts';

/** Rows told in one task, some 2 ms. */
const ROWS = 250;
/** Documents read in one task: with their timelines some 5 ms on slow cores. */
const PAGE = 50;
const LINK_PAGE = 500;
/** Changes are told together, so that a pull of thousands is not told one by one. */
const FLUSH_AFTER_MS = 200;
/** Site, building, room, rack and some to spare; places that lie in each other end here. */
const DEEPEST = 8;

const NOTHING_UNSENT: ReadonlySet<string> = new Set();

type Tell = (request: Exclude<SearchRequest, { readonly kind: 'ask' }>) => void;

/** Lets input and frames get between. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Tells the worker all that is searched: what is known of every record at each start, since that is
 * in memory anyway; and of tickets' texts only what changed since the worker stored them.
 */
export class RecordFeed {
  private readonly links = new TicketLinks();
  private readonly itemNames = new Map<string, string>();
  private readonly partyNames = new Map<string, string>();
  private readonly dirtyFacts = new Set<string>();
  private readonly dirtyTexts = new Set<string>();
  private readonly stops: (() => void)[] = [];
  private isStarted = false;
  private isFlushing = false;
  private isClosed = false;

  constructor(
    private readonly workspace: Workspace,
    private readonly tell: Tell,
  ) {
    const { replica } = workspace;
    this.stops.push(
      replica.onChanges('tickets', ({ written, removed }) =>
        this.touch([...written.map(({ id }) => id), ...removed]),
      ),
      replica.onChanges('entries', ({ written, removed }) => {
        for (const { recordId } of written) this.touchText(recordId);
        for (const id of removed) this.touchText(`ticket:${ulidOf(id)}`);
      }),
      replica.onChanges('relations', ({ written, removed }) => {
        for (const relation of written) this.touchFacts(this.links.put(relation));
        for (const id of removed) this.touchFacts(this.links.drop(id));
      }),
      replica.onChanges('items', ({ written, removed }) => this.changeItems(written, removed)),
      replica.onChanges('people', ({ written, removed }) => this.changePeople(written, removed)),
    );
  }

  /** Tells everything once. @param stamps Of the texts that the worker holds. */
  async start(stamps: ReadonlyMap<string, number>): Promise<void> {
    const { replica, tickets } = this.workspace;
    await readPages<Relation>(replica.collection('relations'), LINK_PAGE, (page) => {
      for (const relation of page) this.links.put(relation);
      return this.goesOn();
    });
    await readPages<Item>(replica.collection('items'), PAGE, (page) => {
      this.tellItems(page);
      return this.goesOn();
    });
    this.tellPeople([...replica.reference.get().people.values()]);
    const rows = tickets.rows();
    for (let at = 0; at < rows.length && !this.isClosed; at += ROWS) {
      this.tell({ kind: 'tickets', facts: this.factsOf(rows.slice(at, at + ROWS)) });
      await breathe();
    }
    if (this.isClosed) return;
    this.tell({ kind: 'records-settled' });
    this.isStarted = true;
    this.plan();
    await this.tellTexts(stamps);
  }

  close(): void {
    this.isClosed = true;
    for (const stop of this.stops) stop();
  }

  private async goesOn(): Promise<boolean> {
    await breathe();
    return !this.isClosed;
  }

  private async tellTexts(stamps: ReadonlyMap<string, number>): Promise<void> {
    const { replica } = this.workspace;
    await readPages<Ticket>(replica.collection('tickets'), PAGE, async (page) => {
      const wanted = await this.changedOf(
        page.filter((ticket) => !ticket.removedAt),
        stamps,
      );
      if (wanted.length > 0) this.sendTexts(await withEntries(replica, page, wanted));
      return this.goesOn();
    });
  }

  /** Tickets of a page whose text is not what the worker holds. */
  private async changedOf(
    page: readonly Ticket[],
    stamps: ReadonlyMap<string, number>,
  ): Promise<readonly Ticket[]> {
    if (!page.some(({ id }) => stamps.has(id))) return page;
    const entryIds = await entryIdsOf(this.workspace.replica, page);
    return page.filter((ticket) => {
      const ids = entryIds.get(ulidOf(ticket.id)) ?? [];
      return stamps.get(ticket.id) !== textStamp(ticket, this.headOf(ticket.id), ids);
    });
  }

  private sendTexts(read: readonly ReadTicket[]): void {
    const texts = read.flatMap(({ ticket, entries }): TicketText[] => {
      const row = this.workspace.tickets.get(ticket.id);
      if (!row) return [];
      const head = this.headOf(ticket.id);
      const stamp = textStamp(
        ticket,
        head,
        entries.map(({ id }) => id),
      );
      return [
        { id: ticket.id, stamp, boost: ticketBoost(row), head, ...writtenText(ticket, entries) },
      ];
    });
    if (texts.length > 0) this.tell({ kind: 'texts', texts });
  }

  private factsOf(rows: readonly TicketRow[]): readonly TicketFact[] {
    return rows.map((row) => this.factOf(row));
  }

  private factOf(row: TicketRow): TicketFact {
    const { replica, tickets } = this.workspace;
    const numberOf = (id: string): string | undefined => tickets.get(id)?.number;
    const named = toQueryRow(row, replica.reference.get(), NOTHING_UNSENT, null, numberOf);
    const itemNames = [...this.links.itemsOf(row.id)]
      .map((id) => this.itemNames.get(id) ?? '')
      .filter(Boolean)
      .sort()
      .join(' ');
    return { id: row.id, row: named, itemNames };
  }

  /** What the first stage finds a ticket by; the second finds it by this and its text together. */
  private headOf(id: string): string {
    const row = this.workspace.tickets.get(id);
    if (!row) return '';
    const { row: named, itemNames } = this.factOf(row);
    const { number, title, requesterName, assigneeName, category, subcategory } = named;
    const about = `${named.serviceName} ${named.siteName} ${named.teamName}`;
    return `${number} ${title} ${requesterName} ${assigneeName} ${category} ${subcategory} ${about} ${itemNames}`;
  }

  /** A place and what it lies in: what is in a room is at the room's site. */
  private siteName(placeId: string | undefined): string {
    const { places } = this.workspace.replica.reference.get();
    const names: string[] = [];
    let at = placeId;
    while (at !== undefined && names.length < DEEPEST) {
      const place = places.get(at);
      if (place) names.push(place.name);
      at = place?.parentId;
    }
    return names.join(', ');
  }

  private tellItems(items: readonly Item[]): void {
    const present = items.filter((item) => !item.removedAt);
    for (const { id, name } of present) this.itemNames.set(id, name);
    const facts = present.map((item) => toItemFact(item, this.siteName(item.placeId)));
    if (facts.length > 0) this.tell({ kind: 'items', facts });
  }

  private tellPeople(parties: readonly Party[]): void {
    const present = parties.filter((party) => !party.removedAt);
    for (const { id, name } of present) this.partyNames.set(id, name);
    const facts = present.map((party) =>
      toPersonFact(party, party.kind === 'person' ? this.siteName(party.siteId) : ''),
    );
    if (facts.length > 0) this.tell({ kind: 'people', facts });
  }

  private changeItems(written: readonly Item[], removed: readonly string[]): void {
    const gone = [...removed, ...written.filter((item) => item.removedAt).map(({ id }) => id)];
    for (const { id, name } of written) {
      if (this.itemNames.get(id) !== name) this.touchFacts(this.links.ticketsOf(id));
    }
    this.tellItems(written);
    if (gone.length > 0) this.tell({ kind: 'gone', ids: gone });
  }

  private changePeople(written: readonly Party[], removed: readonly string[]): void {
    const gone = [...removed, ...written.filter((party) => party.removedAt).map(({ id }) => id)];
    const renamed = new Set(
      written
        .filter(({ id, name }) => this.partyNames.has(id) && this.partyNames.get(id) !== name)
        .map(({ id }) => id as string),
    );
    this.tellPeople(written);
    if (gone.length > 0) this.tell({ kind: 'gone', ids: gone });
    if (renamed.size === 0) return;
    for (const { id, requesterId, assigneeId, teamId } of this.workspace.tickets.rows()) {
      const isNamed = [requesterId, assigneeId, teamId].some((each) => renamed.has(each ?? ''));
      if (isNamed) this.touchFacts([id]);
    }
  }

  private touch(ids: readonly string[]): void {
    this.touchFacts(ids);
    for (const id of ids) this.dirtyTexts.add(id);
  }

  private touchFacts(ids: Iterable<string>): void {
    for (const id of ids) this.dirtyFacts.add(id);
    this.plan();
  }

  private touchText(recordId: string): void {
    if (!recordId.startsWith('ticket:')) return;
    this.dirtyTexts.add(recordId);
    this.plan();
  }

  private plan(): void {
    if (this.isFlushing || !this.isStarted || this.isClosed) return;
    if (this.dirtyFacts.size + this.dirtyTexts.size === 0) return;
    this.isFlushing = true;
    setTimeout(() => {
      void this.flush().finally(() => {
        this.isFlushing = false;
        this.plan();
      });
    }, FLUSH_AFTER_MS);
  }

  /** What fails to be read is read again at the next change or start: its stamp tells. */
  private async flush(): Promise<void> {
    for (const ids of take(this.dirtyFacts, ROWS)) {
      if (this.isClosed) return;
      this.flushFacts(ids);
      await breathe();
    }
    for (const ids of take(this.dirtyTexts, PAGE)) {
      if (this.isClosed) return;
      this.sendTexts(await readTickets(this.workspace.replica, ids));
      await breathe();
    }
  }

  private flushFacts(ids: readonly string[]): void {
    const rows = ids.flatMap((id) => this.workspace.tickets.get(id) ?? []);
    const here = new Set(rows.map(({ id }) => id));
    const gone = ids.filter((id) => !here.has(id));
    if (rows.length > 0) this.tell({ kind: 'tickets', facts: this.factsOf(rows) });
    if (gone.length > 0) this.tell({ kind: 'gone', ids: gone });
  }
}

/** Empties a set in portions; what comes in meanwhile comes out too. */
function* take(set: Set<string>, size: number): Generator<readonly string[]> {
  while (set.size > 0) {
    const some = [...set].slice(0, size);
    for (const each of some) set.delete(each);
    yield some;
  }
}
