import type { Item } from '../../../shared/model/item.ts';
import type { Organisation, Party } from '../../../shared/model/reference.ts';
import type { QueryRow } from '../../../shared/query/ticket-query.ts';
import type { WordDocument } from './word-segment.ts';

/** What is known of a ticket without reading it: its row with names, and the items it affects. */
export interface TicketFact {
  readonly id: string;
  readonly row: QueryRow;
  readonly itemNames: string;
}

/** What the second stage reads of a ticket. */
export interface TicketText {
  readonly id: string;
  /** Changes with the ticket and with every entry of its timeline. */
  readonly stamp: number;
  readonly boost: number;
  readonly head: string;
  readonly description: string;
  readonly timeline: string;
}

export interface ItemFact {
  readonly id: string;
  readonly name: string;
  readonly marks: string;
  readonly about: string;
  readonly siteName: string;
  readonly isGone: boolean;
}

export interface PersonFact {
  readonly id: string;
  readonly name: string;
  readonly marks: string;
  readonly about: string;
  readonly siteName: string;
}

/** Fields of a first-stage ticket, of an item and of a person; each a bit. */
export const MARK = 1;
export const NAME = 2;
export const PERSON = 4;
export const ITEM = 8;
export const ABOUT = 16;
/** Fields of a second-stage ticket beside what the first stage has. */
export const DESCRIPTION = 32;
export const TIMELINE = 64;

/** A number names one record, a title says what it is about, people come with many. */
export const FIRST_WORTH: ReadonlyMap<number, number> = new Map([
  [MARK, 10],
  [NAME, 4],
  [ITEM, 2.5],
  [PERSON, 2],
  [ABOUT, 1],
]);
export const SECOND_WORTH: ReadonlyMap<number, number> = new Map([
  [MARK, 3],
  [NAME, 2],
  [DESCRIPTION, 1.5],
  [TIMELINE, 1],
]);

/** FNV-1a over UTF-16 units, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv). */
export function stampOf(...texts: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  return hash >>> 0;
}

const YEAR_MS = 31_557_600_000;
const YEARS_FROM = 30;
const YEARS = 60;

/** Open before done; between equals the one that moved last. Between 0.8 and 1.5. */
export function ticketBoost(row: Pick<QueryRow, 'open' | 'activityAt'>): number {
  const years = row.activityAt / YEAR_MS - YEARS_FROM;
  return (row.open ? 1.3 : 1) * (0.8 + 0.3 * Math.min(1, Math.max(0, years / YEARS)));
}

export function ticketDocument({ id, row, itemNames }: TicketFact): WordDocument {
  const people = `${row.requesterName} ${row.assigneeName}`;
  const about = `${row.category} ${row.subcategory} ${row.serviceName} ${row.siteName} ${row.teamName}`;
  const boost = Math.fround(ticketBoost(row));
  return {
    id,
    stamp: stampOf(row.number, row.title, people, itemNames, about, String(boost)),
    boost,
    fields: [
      [MARK, row.number],
      [NAME, row.title],
      [PERSON, people],
      [ITEM, itemNames],
      [ABOUT, about],
    ],
  };
}

export function textDocument(text: TicketText): WordDocument {
  const { id, stamp, boost, head, description, timeline } = text;
  return {
    ...{ id, stamp, boost },
    fields: [
      [NAME, head],
      [DESCRIPTION, description],
      [TIMELINE, timeline],
    ],
  };
}

function attributeText(attributes: Item['attributes']): string {
  return Object.values(attributes)
    .map((value) => (Array.isArray(value) ? value.join(' ') : String(value)))
    .join(' ');
}

export function toItemFact(item: Item, siteName: string): ItemFact {
  const { id, number, name, assetTag, serial, manufacturer, model, className } = item;
  return {
    id,
    name,
    marks: [number, assetTag, serial].filter(Boolean).join(' '),
    about: [manufacturer, model, className, attributeText(item.attributes), item.description]
      .filter(Boolean)
      .join(' '),
    siteName,
    isGone: item.status === 'retired',
  };
}

/** How a phone number is typed: as it stands, and its digits alone. */
function phoneText(phone: string | undefined): string {
  return phone === undefined ? '' : `${phone} ${phone.replace(/\D/g, '')}`;
}

function mailOf(party: Party): string | undefined {
  return party.kind === 'team' ? undefined : (party as Organisation).mail;
}

export function toPersonFact(party: Party, siteName: string): PersonFact {
  const isPerson = party.kind === 'person';
  const phone = party.kind === 'team' ? undefined : party.phone;
  return {
    id: party.id,
    name: party.name,
    marks: [mailOf(party), isPerson ? party.userName : undefined, phoneText(phone)]
      .filter(Boolean)
      .join(' '),
    about: [isPerson ? party.jobTitle : undefined, siteName].filter(Boolean).join(' '),
    siteName,
  };
}

/** Retired items are found below those in use. */
const GONE_BOOST = 0.6;

export function factDocument(fact: ItemFact | PersonFact): WordDocument {
  const { id, name, marks, about, siteName } = fact;
  const boost = 'isGone' in fact && fact.isGone ? Math.fround(GONE_BOOST) : 1;
  return {
    id,
    stamp: stampOf(name, marks, about, siteName, String(boost)),
    boost,
    fields: [
      [MARK, marks],
      [NAME, name],
      [ABOUT, `${about} ${siteName}`],
    ],
  };
}
