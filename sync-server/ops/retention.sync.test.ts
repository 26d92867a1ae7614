import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesDatabase } from '../../shared/model/blob.ts';
import { scopeDatabase } from '../../shared/model/collections.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { aTicket, fakeContext } from '../../shared/testkit/factories.ts';
import { addComment } from '../../shared/workflow/ticket-commands.ts';
import { connectCouch, type CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { provision } from '../couch/provision.ts';
import { requireAllTaken, writeNew } from '../couch/write-documents.ts';
import { startTestServer, type TestServer } from '../embedded/testing.ts';
import { applyRetention, bringBack, planRetention, type RetentionPlan } from './retention.ts';

const DAY_MS = 24 * 60 * 60_000;
let test: TestServer;
let server: CouchServer;
const scope = `t${makeUlid(Date.now(), Math.random).toLowerCase()}`;
const db = scopeDatabase(scope);
const context = fakeContext({}, Date.now());
const nowMs = Date.parse('2029-03-30T08:00:00Z');

beforeAll(async () => {
  test = await startTestServer();
  server = connectCouch(test.adminUrl);
  await provision({ url: server, scopes: [scope] });
});
afterAll(async () => {
  await server.request({ method: 'DELETE', db });
  await server.request({ method: 'DELETE', db: filesDatabase(scope) });
  await test.close();
});

async function writeTicket(daysAgo: number, patch: object = {}): Promise<Ticket> {
  const at = new Date(nowMs - daysAgo * DAY_MS).toISOString();
  const closed = { state: 'closed', open: 0, closedAt: at, activityAt: at, updatedAt: at };
  const document = { ...aTicket(context(), { scope }), ...closed, ...patch } as Ticket;
  const { writes } = addComment(document, 'Said on it', 'public', context());
  const comments = writes.filter(({ collection }) => collection === 'entries');
  const all = [{ collection: 'tickets', base: null, document } as const, ...comments];
  requireAllTaken(await writeNew(server, all));
  return document;
}

const plan = async (closedDays: number, more: object = {}): Promise<RetentionPlan | undefined> => {
  const policy = { closedDays, removedDays: null };
  const plans = await planRetention({
    server,
    policy,
    only: [db],
    now: () => new Date(nowMs),
    ...more,
  });
  return plans[0];
};
const idsOf = (found: RetentionPlan | undefined) => found?.documents.map(({ _id }) => _id) ?? [];
const read = (id: string) => server.find({ db, path: encodeURIComponent(id) });

describe('retention', () => {
  it('removes what is old with its timeline, keeps it in a file first, and can bring it back', async () => {
    const old = await writeTicket(800);
    const young = await writeTicket(10);
    const open = await writeTicket(900, { state: 'in-progress', open: 1 });
    const parent = await writeTicket(1_000);
    await writeTicket(5, { state: 'new', open: 1, parentId: parent.id });

    const found = await plan(365);
    expect(idsOf(found)).toHaveLength(2);
    expect(idsOf(found).at(-1)).toBe(old.id);
    const before = await read(old.id);
    expect(before).not.toBeNull();

    const lines: { database: string; document: JsonRecord }[] = [];
    const report = await applyRetention(server, found!, (database, documents) => {
      lines.push(...documents.map((document) => ({ database, document })));
      return Promise.resolve();
    });
    expect(report).toEqual({ removed: 2, left: [] });
    expect(await read(old.id)).toBeNull();
    for (const kept of [young, open, parent]) expect(await read(kept.id)).not.toBeNull();
    const rows = asRecord(
      await server.request({
        method: 'POST',
        db,
        path: '_all_docs',
        query: { include_docs: true },
        body: { keys: [old.id] },
      }),
    )['rows'] as JsonRecord[];
    expect(asRecord(rows[0]?.['value'])['deleted']).toBe(true);
    expect(rows[0]?.['doc']).toBeNull();

    async function* removed(): AsyncGenerator {
      yield* await Promise.resolve(lines);
    }
    expect(await bringBack(server, removed())).toBe(2);
    const { _rev: _after, ...content } = asRecord(await read(old.id));
    const { _rev: _before, ...wanted } = asRecord(before);
    expect(content).toEqual(wanted);
    expect(await bringBack(server, removed())).toBe(0);
  });

  it('leaves what somebody changed since it looked', async () => {
    const old = await writeTicket(800);
    const found = await plan(365);
    const now = asRecord(await read(old.id));
    const body = { ...now, version: 2, title: 'Reopened by phone' };
    await server.request({ method: 'PUT', db, path: encodeURIComponent(old.id), body });
    const report = await applyRetention(server, found!, () => Promise.resolve());
    expect(report.left).toEqual([old.id]);
    expect(asRecord(await read(old.id))['title']).toBe('Reopened by phone');
  });

  it('says where more than a fifth would go, at which consoles brake (F43)', async () => {
    for (let count = 0; count < 25; count += 1) await writeTicket(800);
    expect((await plan(365))?.heavy).toEqual(['tickets', 'entries']);
    const few = await plan(365, { limit: 3 });
    expect(few?.heavy).toEqual([]);
    expect(few?.tickets).toBe(3);
  });
});
