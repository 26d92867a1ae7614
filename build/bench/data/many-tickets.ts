import type { Entry } from '../../../shared/model/entry.ts';
import { makeEntryId, makeId, makeUlid } from '../../../shared/model/ids.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { NUMBER_PREFIXES } from '../../../shared/model/ticket.ts';
import type { Write } from '../../../shared/workflow/command.ts';
import { mulberry32 } from '../../../shared/testkit/random.ts';
import { demoWorkspace } from '../../../shared/testkit/demo/workspace.ts';

const DAY_MS = 86_400_000;
/** A desk that keeps up has about this many open tickets in 100,000. */
const OPEN_SHARE = 0.02;
const OPEN_DAYS = 12;
const CLOSED_DAYS = 1_460;
const FIRST_NUMBER = 100_000;

export interface ManyOptions {
  readonly count: number;
  readonly seed: number;
  /** The present of the story, in milliseconds since 1970. */
  readonly nowMs: number;
}

/** A ticket of the demo company with its timeline, to be told again at another time. */
interface Story {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
}

export interface ManyTickets {
  /** People, places, services, policies and items that the tickets name. */
  readonly foundation: readonly Write[];
  /** Each with its timeline; the same options give the same documents. */
  stories(): Generator<Story>;
}

/**
 * A queue as large as wanted: the small demo workspace, its tickets retold over four years. Real
 * tickets of about a kilobyte with nine entries each, at a hundredth of the cost of writing every
 * one of them through the commands.
 */
export function manyTickets({ count, seed, nowMs }: ManyOptions): ManyTickets {
  const writes = [...demoWorkspace({ seed, nowMs, size: 'small', articles: [] })].flat();
  const stories = storiesOf(writes);
  const open = stories.filter(({ ticket }) => ticket.open === 1);
  const closed = stories.filter(({ ticket }) => ticket.open === 0);
  return {
    foundation: writes.filter(
      ({ collection }) => collection !== 'tickets' && collection !== 'entries',
    ),
    *stories() {
      const random = mulberry32(seed);
      for (let n = 0; n < count; n += 1) {
        const isOpen = random() < OPEN_SHARE;
        const from = isOpen ? open : closed;
        const story = from[Math.floor(random() * from.length)]!;
        const backMs = Math.floor(random() * (isOpen ? OPEN_DAYS : CLOSED_DAYS) * DAY_MS);
        yield retold(story, { n, backMs, random });
      }
    },
  };
}

function storiesOf(writes: readonly Write[]): readonly Story[] {
  const entries = new Map<string, Entry[]>();
  for (const { collection, document } of writes) {
    if (collection !== 'entries') continue;
    const entry = document as Entry;
    entries.set(entry.recordId, [...(entries.get(entry.recordId) ?? []), entry]);
  }
  return writes
    .filter(({ collection }) => collection === 'tickets')
    .map(({ document }) => ({
      ticket: document as Ticket,
      entries: entries.get(document.id) ?? [],
    }));
}

interface Retelling {
  readonly n: number;
  readonly backMs: number;
  readonly random: () => number;
}

const TICKET_INSTANTS = [
  'createdAt',
  'updatedAt',
  'openedAt',
  'activityAt',
  'resolvedAt',
  'closedAt',
];
const ENTRY_INSTANTS = ['createdAt', 'updatedAt', 'at'];

function retold({ ticket, entries }: Story, { n, backMs, random }: Retelling): Story {
  const id = makeId('ticket', makeUlid(Date.parse(ticket.createdAt) - backMs, random));
  const place = `${String.fromCharCode(65 + (n % 26))}${String(n % 977).padStart(3, '0')}`;
  return {
    ticket: {
      ...earlier(ticket, TICKET_INSTANTS, backMs),
      id,
      number: `${NUMBER_PREFIXES[ticket.kind]}-${String(FIRST_NUMBER + n)}`,
      title: `${ticket.title} (${place})`,
    },
    entries: entries.map((entry) => ({
      ...earlier(entry, ENTRY_INSTANTS, backMs),
      id: makeEntryId(id, makeUlid(Date.parse(entry.createdAt) - backMs, random)),
      recordId: id,
    })),
  };
}

function earlier<T extends object>(document: T, fields: readonly string[], backMs: number): T {
  const shifted = { ...document } as Record<string, unknown>;
  for (const field of fields) {
    const value = shifted[field];
    if (typeof value === 'string') {
      shifted[field] = new Date(Date.parse(value) - backMs).toISOString();
    }
  }
  return shifted as T;
}
