import type { Entry } from '../../../shared/model/entry.ts';
import { entryRange, ulidOf } from '../../../shared/model/ids.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import type { Replica } from '../../replica/replica.ts';
import { getMany, readIds, readRange } from '../../replica/storage.ts';
import { stampOf } from './record-facts.ts';

/** What a person wrote on a ticket. */
export interface WrittenText {
  readonly description: string;
  readonly timeline: string;
}

/** Texts of a ticket that are read as prose, whatever its kind. */
const PROSE = [
  'description',
  'resolution',
  'symptoms',
  'workaround',
  'rootCause',
  'businessImpact',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
] as const;

/** Of each, so that a pasted log does not fill the worker. */
const MAX_TEXT = 100_000;

function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'comment':
    case 'note':
    case 'communication':
      return entry.body;
    case 'time':
      return entry.activity;
    case 'attachment':
      return entry.name;
    case 'approval':
      return entry.note ?? '';
    default:
      return '';
  }
}

export function writtenText(ticket: Ticket, entries: readonly Entry[]): WrittenText {
  const fields = ticket as unknown as Readonly<Record<string, unknown>>;
  const prose = PROSE.map((field) => fields[field]).filter((text) => typeof text === 'string');
  const said = entries.filter((entry) => !entry.removedAt).map(entryText);
  return {
    description: prose.filter(Boolean).join('\n').slice(0, MAX_TEXT),
    timeline: said.filter(Boolean).join('\n').slice(0, MAX_TEXT),
  };
}

/** Changes with the ticket, with what is known of it, and with every entry of its timeline. */
export function textStamp(ticket: Ticket, head: string, entryIds: readonly string[]): number {
  return stampOf(ticket.mutationId, head, ...entryIds);
}

/** A ticket with its timeline. */
export interface ReadTicket {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

function byRecord<T>(all: readonly T[], recordUlid: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const ulid = recordUlid(each);
    const group = groups.get(ulid);
    if (group) group.push(each);
    else groups.set(ulid, [each]);
  }
  return groups;
}

/** From the first ticket's first entry to the last one's last; the tickets are in id order. */
function spanOf(tickets: readonly Ticket[]): readonly [first: string, last: string] {
  const [first] = entryRange(tickets[0]?.id ?? '');
  const [, last] = entryRange(tickets.at(-1)?.id ?? '');
  return [first, last];
}

/** Ids of the entries of neighbouring tickets by the ticket's ULID; no document is read for them. */
export async function entryIdsOf(
  replica: Replica,
  tickets: readonly Ticket[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ids = await readIds(replica.collection('entries'), ...spanOf(tickets));
  return byRecord(ids, (id) => ulidOf(id));
}

/** The same with the entries, in one read where most of them are wanted. */
export async function withEntries(
  replica: Replica,
  page: readonly Ticket[],
  wanted: readonly Ticket[],
): Promise<readonly ReadTicket[]> {
  const store = replica.collection('entries');
  if (wanted.length * 2 < page.length) {
    return Promise.all(
      wanted.map(async (ticket) => ({
        ticket,
        entries: await readRange<Entry>(store, ...entryRange(ticket.id)),
      })),
    );
  }
  const entries = byRecord(await readRange<Entry>(store, ...spanOf(page)), ({ id }) => ulidOf(id));
  return wanted.map((ticket) => ({ ticket, entries: entries.get(ulidOf(ticket.id)) ?? [] }));
}

/** Some tickets as they are now; those that are gone are left out. */
export async function readTickets(
  replica: Replica,
  ids: readonly string[],
): Promise<readonly ReadTicket[]> {
  const tickets = await getMany<Ticket>(replica.collection('tickets'), ids);
  const present = tickets.filter((ticket) => !ticket.removedAt);
  const store = replica.collection('entries');
  return Promise.all(
    present.map(async (ticket) => ({
      ticket,
      entries: await readRange<Entry>(store, ...entryRange(ticket.id)),
    })),
  );
}
