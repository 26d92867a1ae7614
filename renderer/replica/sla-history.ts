import type { Entry } from '../../shared/model/entry.ts';
import { entryRange, ulidOf } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { getMany, readRange } from './storage.ts';
import type { Replica } from './replica.ts';
import type { Workspace } from './workspace.ts';

/** What the service levels of one ticket are counted from, without long texts and files. */
export interface SlaRecord {
  readonly ticket: Ticket;
  /**
   * Oldest first; notes, booked time and files are left out. Of their envelopes id, author and
   * `removedAt` are true, the rest is filled up.
   */
  readonly entries: readonly Entry[];
}

export interface SlaPeriod {
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

/** `done` of `total` tickets of the period are in memory. */
export type SlaProgress = (done: number, total: number) => void;

/** Tickets read in one go; their timelines are a few hundred entries. */
const GROUP = 60;
/** Entries read in one task: 300 take 4 to 8 ms on slow cores, and frames get between. */
const MOST_ENTRIES = 300;
const FEWEST_ENTRIES = 25;
/** Of reading what changed meanwhile. */
const MOST_ROUNDS = 5;
/** Tickets kept for the next run; of more than that, those outside its period go. */
const KEPT_TICKETS = 50_000;

/** Forgotten then, and collected anew. */
const MOST_COPIES = 20_000;

const UNCOUNTED: ReadonlySet<Entry['kind']> = new Set(['note', 'time', 'attachment']);
/** Values of a change that are longer are texts, which no service level asks for. */
const LONGEST_VALUE = 200;

/**
 * Tickets with their timelines for reckoning over a period. What was read stays in memory; a record
 * that changes is read anew when it is asked for next, so the second run reads next to nothing.
 */
export class SlaHistory {
  private readonly workspace: Workspace;
  private readonly known = new Map<string, SlaRecord>();
  /** Of readings under way: tickets that changed meanwhile, of which what is read may be old. */
  private readonly readings = new Set<Set<string>>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
    const { replica } = workspace;
    replica.onChanges('entries', ({ written }) => {
      for (const { recordId } of written) this.changed(recordId);
    });
    replica.onChanges('tickets', ({ written, removed }) => {
      for (const { id } of written) this.changed(id);
      for (const id of removed) this.changed(id);
    });
  }

  /**
   * Tickets somebody worked on in a period, oldest first: reported before its end, and open still or
   * with the last activity in or after it. Rejects with an AbortError when the signal fires; what
   * was read until then is kept.
   */
  async load(
    { fromMs, toMs }: SlaPeriod,
    signal?: AbortSignal,
    onProgress?: SlaProgress,
  ): Promise<readonly SlaRecord[]> {
    await this.workspace.complete;
    const { tickets } = this.workspace;
    const rows = tickets
      .rows()
      .flatMap(({ id }) => tickets.get(id) ?? [])
      .filter(({ open, openedAt, activityAt }) => openedAt < toMs && (open || activityAt >= fromMs))
      .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
    const ids = rows.map(({ id }) => id);
    await this.read(ids, signal, onProgress);
    this.forgetOthers(ids);
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  private async read(
    ids: readonly string[],
    signal: AbortSignal | undefined,
    onProgress: SlaProgress | undefined,
  ): Promise<void> {
    onProgress?.(ids.length - this.missing(ids).length, ids.length);
    // What changes while others are read is read once more; a desk at work never ends that.
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const missing = this.missing(ids);
      if (missing.length === 0) break;
      for (let at = 0; at < missing.length; at += GROUP) {
        signal?.throwIfAborted();
        const group = missing.slice(at, at + GROUP);
        await this.readGroup(group);
        onProgress?.(ids.length - missing.length + at + group.length, ids.length);
      }
    }
    signal?.throwIfAborted();
  }

  /** In ascending order; those that are gone by now are left out. */
  private missing(ids: readonly string[]): readonly string[] {
    const { tickets } = this.workspace;
    return ids.filter((id) => !this.known.has(id) && tickets.get(id) !== undefined).sort();
  }

  private async readGroup(ids: readonly string[]): Promise<void> {
    let wanted = ids;
    while (wanted.length > 0) {
      const touched = new Set<string>();
      this.readings.add(touched);
      try {
        for (const record of await readRecords(this.workspace.replica, wanted)) {
          if (!touched.has(record.ticket.id)) this.known.set(record.ticket.id, record);
        }
      } finally {
        this.readings.delete(touched);
      }
      wanted = wanted.filter((id) => touched.has(id));
    }
  }

  private changed(id: string): void {
    this.known.delete(id);
    for (const touched of this.readings) touched.add(id);
  }

  private forgetOthers(ids: readonly string[]): void {
    if (this.known.size <= KEPT_TICKETS) return;
    const wanted = new Set(ids);
    for (const id of this.known.keys()) if (!wanted.has(id)) this.known.delete(id);
  }
}

/** Records by ticket id; `ids` in ascending order. Those that are gone are left out. */
async function readRecords(replica: Replica, ids: readonly string[]): Promise<SlaRecord[]> {
  const [tickets, timelines] = await Promise.all([
    getMany<Ticket>(replica.collection('tickets'), ids),
    readTimelines(replica, ids),
  ]);
  return tickets.map((ticket) => ({
    ticket: withoutTexts(ticket),
    entries: (timelines.get(ulidOf(ticket.id)) ?? []).sort(byInstant),
  }));
}

/**
 * Timelines by ULID of their record. Ids of entries begin with it, so that neighbours are read as
 * one range. What lies between two wanted records is read along or leapt over, whichever paid off
 * before: single reads cost as much as about 25 entries.
 */
async function readTimelines(
  replica: Replica,
  ids: readonly string[],
): Promise<Map<string, Entry[]>> {
  const store = replica.collection('entries');
  const ulids = ids.map(ulidOf);
  const timelines = new Map<string, Entry[]>(ulids.map((ulid) => [ulid, []]));
  const [, end] = entryRange(ids.at(-1)!);
  let limit = MOST_ENTRIES;
  let at = 0;
  while (at < ids.length) {
    const [begin, endOfFirst] = entryRange(ids[at]!);
    let page = await readRange<Entry>(store, begin, end, limit);
    const last = page.at(-1);
    let next = ids.length;
    if (last && page.length === limit) {
      // The page may have ended in the middle of the last one's timeline.
      const cut = ulidOf(last.id);
      if (cut === ulids[at]) {
        page = await readRange<Entry>(store, begin, endOfFirst);
        next = at + 1;
      } else {
        page = page.filter(({ id }) => ulidOf(id) !== cut);
        next = ulids.findIndex((ulid) => ulid >= cut);
      }
    }
    const kept = keep(page, timelines);
    limit = nextLimit(limit, kept, page.length);
    at = next;
  }
  return timelines;
}

function keep(page: readonly Entry[], timelines: ReadonlyMap<string, Entry[]>): number {
  let kept = 0;
  for (const entry of page) {
    const timeline = timelines.get(ulidOf(entry.id));
    if (!timeline) continue;
    kept += 1;
    if (!UNCOUNTED.has(entry.kind)) timeline.push(slim(withoutLongValues(entry)));
  }
  return kept;
}

function nextLimit(limit: number, kept: number, read: number): number {
  if (kept * 2 > read) return Math.min(MOST_ENTRIES, limit * 2);
  return kept * 4 < read ? Math.max(FEWEST_ENTRIES, Math.floor(limit / 2)) : limit;
}

/** The same ticket without what only its own screen shows. */
function withoutTexts(ticket: Ticket): Ticket {
  const { resolution: _resolution, ...rest } = ticket;
  return { ...rest, description: '' };
}

function withoutLongValues(entry: Entry): Entry {
  if (entry.kind === 'comment') return { ...entry, body: '' };
  if (entry.kind !== 'change') return entry;
  const changes = entry.changes.filter(({ before, after }) => !isLong(before) && !isLong(after));
  return changes.length === entry.changes.length ? entry : { ...entry, changes };
}

const ONE_COPY = new Map<string, string>();
/** Names and ids come again and again; every entry that is read brings a copy of its own. */
function once(text: string): string {
  const present = ONE_COPY.get(text);
  if (present !== undefined) return present;
  if (ONE_COPY.size > MOST_COPIES) ONE_COPY.clear();
  ONE_COPY.set(text, text);
  return text;
}

/** What nobody reckons with is not held a hundred thousand times. */
function slim({ source: _source, ...entry }: Entry): Entry {
  const createdBy = once(entry.createdBy);
  return {
    ...entry,
    recordId: once(entry.recordId),
    scope: once(entry.scope),
    createdBy,
    updatedBy: createdBy,
    createdAt: entry.at,
    updatedAt: entry.at,
    mutationId: '',
    deviceId: '',
  };
}

function isLong(value: unknown): boolean {
  return typeof value === 'string' && value.length > LONGEST_VALUE;
}

function byInstant(a: Entry, b: Entry): number {
  if (a.at === b.at) return a.id < b.id ? -1 : 1;
  return a.at < b.at ? -1 : 1;
}

const histories = new WeakMap<Workspace, SlaHistory>();

/** The one history of a workspace, so that all who reckon share what was read. */
export function slaHistoryOf(workspace: Workspace): SlaHistory {
  const present = histories.get(workspace);
  if (present) return present;
  const made = new SlaHistory(workspace);
  histories.set(workspace, made);
  return made;
}
