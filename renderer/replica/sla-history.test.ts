import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { addComment, changeTicketState } from '../../shared/workflow/ticket-commands.ts';
import type { Replica } from './replica.ts';
import { closeAfterEach, newTicket, openKit, START_MS } from './replica-kit.ts';
import { slaHistoryOf } from './sla-history.ts';
import type { SlaPeriod } from './sla-history.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

closeAfterEach();

const DAY = 86_400_000;
const ALWAYS: SlaPeriod = { fromMs: 0, toMs: START_MS + 1000 * DAY };

let on: Replica;
let workspace: Workspace;

beforeEach(async () => {
  on = await openKit();
  workspace = await openWorkspace(on, 'incident');
});
afterEach(() => workspace.tickets.close());

/** Rows are told a frame later; the history takes them from there. */
const shown = (count: number) => expect.poll(() => workspace.tickets.rows().length).toBe(count);

async function tickets(count: number): Promise<Ticket[]> {
  const made: Ticket[] = [];
  for (let i = 0; i < count; i += 1) made.push(await newTicket(on));
  await shown(count);
  return made;
}

async function comment({ id }: Ticket, body = 'Seen.', audience: 'public' | 'internal' = 'public') {
  const ticket = (await on.get('tickets', id))!;
  await on.run((context) => addComment(ticket, body, audience, context), 'Comment');
}

describe('history of a period', () => {
  it('gives every ticket the whole of its own timeline', async () => {
    const made = await tickets(260);
    await comment(made[3]!);
    await on.run((context) => changeTicketState(made[250]!, 'in-progress', {}, context), 'Start');
    const records = await slaHistoryOf(workspace).load(ALWAYS);
    expect(records).toHaveLength(260);
    for (const { ticket, entries } of records) {
      expect(entries.every(({ recordId }) => recordId === ticket.id)).toBe(true);
      const timeline = await on.timeline(ticket.id);
      expect(entries.map(({ id }) => id)).toEqual(timeline.map(({ id }) => id));
    }
  });

  it('reads a timeline that is longer than a page to its end', async () => {
    const [, long] = await tickets(3);
    await on.together(async () => {
      for (let i = 0; i < 520; i += 1) await comment(long!);
    });
    const records = await slaHistoryOf(workspace).load(ALWAYS);
    expect(records.find(({ ticket }) => ticket.id === long!.id)?.entries).toHaveLength(521);
    expect(records.map(({ entries }) => entries.length).sort()).toEqual([1, 1, 521]);
  });

  it('finds a few tickets between many others', async () => {
    const made = await tickets(40);
    const wanted = new Set([made[5]!.id, made[33]!.id]);
    const history = slaHistoryOf(workspace);
    const records = await history.load({ fromMs: 0, toMs: Date.parse(made[6]!.openedAt) });
    expect(records.some(({ ticket }) => wanted.has(ticket.id))).toBe(true);
    expect(records).toHaveLength(6);
  });

  it('leaves out what ended before the period or was reported after it', async () => {
    const [closed, open] = await tickets(2);
    const fields = { resolutionCode: 'fixed', resolution: 'New ribbon.' } as const;
    await on.run((context) => changeTicketState(closed!, 'resolved', fields, context), 'Resolve');
    await expect.poll(() => workspace.tickets.get(closed!.id)?.open).toBe(false);
    const history = slaHistoryOf(workspace);
    const later = await history.load({ fromMs: START_MS + DAY, toMs: START_MS + 2 * DAY });
    expect(later.map(({ ticket }) => ticket.id)).toEqual([open!.id]);
    expect(await history.load({ fromMs: 0, toMs: START_MS - DAY })).toEqual([]);
  });

  it('shows what happened since the last run', async () => {
    const [first] = await tickets(2);
    const history = slaHistoryOf(workspace);
    await history.load(ALWAYS);
    await comment(first!);
    const records = await history.load(ALWAYS);
    expect(records.find(({ ticket }) => ticket.id === first!.id)?.entries).toHaveLength(2);
  });

  it('does not keep what changed while it was read', async () => {
    const [first] = await tickets(30);
    const history = slaHistoryOf(workspace);
    const [records] = await Promise.all([history.load(ALWAYS), comment(first!)]);
    expect(records).toHaveLength(30);
    const again = await history.load(ALWAYS);
    expect(again.find(({ ticket }) => ticket.id === first!.id)?.entries).toHaveLength(2);
  });

  it('loses no ticket that changes while the others are read', async () => {
    const made = await tickets(150);
    const [first] = [...made].sort((a, b) => (a.id < b.id ? -1 : 1));
    let change: Promise<void> | undefined;
    const records = await slaHistoryOf(workspace).load(ALWAYS, undefined, (done) => {
      if (done > 0) change ??= comment(first!);
    });
    await change;
    expect(records).toHaveLength(150);
  });

  it('can be stopped, and goes on from there', async () => {
    await tickets(230);
    const history = slaHistoryOf(workspace);
    const stop = new AbortController();
    const seen: number[] = [];
    const run = history.load(ALWAYS, stop.signal, (done) => {
      seen.push(done);
      if (done >= 100) stop.abort();
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    const progress: [number, number][] = [];
    await history.load(ALWAYS, undefined, (done, total) => progress.push([done, total]));
    expect(seen.at(-1)).toBeLessThan(230);
    expect(progress[0]).toEqual([seen.at(-1), 230]);
    expect(progress.at(-1)).toEqual([230, 230]);
  });

  it('holds no texts that nobody reckons with', async () => {
    const [ticket] = await tickets(1);
    await comment(ticket!, 'A long story. '.repeat(500));
    await comment(ticket!, 'Between us.', 'internal');
    const [record] = await slaHistoryOf(workspace).load(ALWAYS);
    expect(record!.entries.map(({ kind }) => kind)).toEqual(['state', 'comment']);
    expect(JSON.stringify(record)).not.toContain('long story');
  });
});
