import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ROUNDS = 3;
const ACKNOWLEDGED_PER_ROUND = 400;
const BATCH = 20;
const PASSWORD = 'kill-test-password';
const AUTHORIZATION = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;

let dataDir: string;
let child: ChildProcess;
let url: string;

async function start(): Promise<void> {
  const script = path.join(import.meta.dirname, 'kill-target.ts');
  const args = ['--import', 'tsx', script, dataDir, 'admin', PASSWORD];
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('The server has no output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  url = line;
}

/** Ends the process as a power switch would: no handler of its own runs. */
async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'outpost-kill-'));
  await start();
});

afterEach(async () => {
  await kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function call(method: string, address: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url + address, {
    method,
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${address}: ${JSON.stringify(answer)}`);
  return answer;
}

interface Written {
  readonly rev: string;
  readonly text: string;
}

const textFor = (id: string): string => `${id} `.repeat(60);

/** Writes until the server is gone, noting what it has acknowledged, in batches and one by one. */
async function writeUntilDeath(
  writer: string,
  acknowledged: Map<string, Written>,
  onAcknowledged: () => void,
): Promise<void> {
  for (let count = 0; ; count += 1) {
    const ids = Array.from(
      { length: BATCH },
      (_, index) => `${writer}-${String(count)}-${String(index)}`,
    );
    const docs = ids.map((id) => ({ _id: id, text: textFor(id) }));
    try {
      const rows = (await call('POST', '/cases/_bulk_docs', { docs })) as {
        id: string;
        rev: string;
      }[];
      for (const { id, rev } of rows) acknowledged.set(id, { rev, text: textFor(id) });
      const [first] = rows;
      if (!first) throw new Error('No rows');
      const edited = { _rev: first.rev, text: `${textFor(first.id)} edited` };
      const row = (await call('PUT', `/cases/${first.id}`, edited)) as { rev: string };
      acknowledged.set(first.id, { rev: row.rev, text: edited.text });
      onAcknowledged();
    } catch {
      return;
    }
  }
}

async function writeAndKill(round: number, acknowledged: Map<string, Written>): Promise<void> {
  const goal = acknowledged.size + ACKNOWLEDGED_PER_ROUND;
  const onAcknowledged = (): void => {
    // In the middle: the other writers have requests under way.
    if (acknowledged.size >= goal) child.kill('SIGKILL');
  };
  const ended = once(child, 'exit');
  const writers = ['a', 'b', 'c', 'd'].map((name) =>
    writeUntilDeath(`round${String(round)}-${name}`, acknowledged, onAcknowledged),
  );
  await Promise.all([...writers, ended]);
}

interface Row {
  readonly id: string;
  readonly value: { readonly rev: string };
  readonly doc: { readonly text: string };
}

it('loses nothing that it acknowledged over three kills', { timeout: 120_000 }, async () => {
  await call('PUT', '/cases');
  await call('PUT', '/cases/_security', { members: { roles: ['agent'] } });
  const acknowledged = new Map<string, Written>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    await writeAndKill(round, acknowledged);
    await start();
    const { rows } = (await call('GET', '/cases/_all_docs?include_docs=true')) as { rows: Row[] };
    const stored = new Map(rows.map((row) => [row.id, row]));
    const lost = [...acknowledged].filter(([id, { rev, text }]) => {
      const row = stored.get(id);
      // An edit may have been stored without its acknowledgement having arrived.
      const edited = row?.value.rev.startsWith('2-') && rev.startsWith('1-');
      return (
        !row ||
        (edited ? !row.doc.text.startsWith(text) : row.value.rev !== rev || row.doc.text !== text)
      );
    });
    expect(lost).toEqual([]);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(ROUNDS * ACKNOWLEDGED_PER_ROUND);
  const { results } = (await call('GET', '/cases/_changes')) as { results: { id: string }[] };
  const { doc_count: count } = (await call('GET', '/cases')) as { doc_count: number };
  expect(new Set(results.map((row) => row.id)).size).toBe(count);
  expect(await call('GET', '/cases/_security')).toEqual({ members: { roles: ['agent'] } });
});

it('a database whose making was cut short is not there and can be made anew', async () => {
  await call('PUT', '/whole');
  await kill();
  await rm(path.join(dataDir, 'databases', 'db-whole', 'database.json'));
  await start();
  expect(await call('GET', '/_all_dbs')).toEqual(['_users']);
  await call('PUT', '/whole');
  expect(await call('GET', '/whole')).toMatchObject({ doc_count: 0 });
});

it('a second server on the same folder is refused and harms nothing', async () => {
  await call('PUT', '/cases');
  const script = path.join(import.meta.dirname, 'kill-target.ts');
  const args = ['--import', 'tsx', script, dataDir, 'admin', PASSWORD];
  const second = spawn(process.execPath, args, { stdio: 'ignore' });
  const [code] = (await once(second, 'exit')) as [number];
  expect(code).not.toBe(0);
  await call('PUT', '/cases/one', { text: 'still here' });
});
