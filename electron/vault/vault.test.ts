import { spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as promises from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VaultRow } from '../../shared/protocol/ipc.ts';
import { ROOT } from '../../build/runtime/paths.ts';
import { Vault } from './vault.ts';
import { VaultFile } from './vault-file.ts';

const ANNA = { serverUrl: 'https://couch.example.org', userName: 'anna' };
const BEN = { ...ANNA, userName: 'ben' };
const REPLICA = 'replica-1';
const DAY_MS = 24 * 3_600_000;

let folder: string;
let nowMs: number;
const opened: Vault[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-vault-'));
  nowMs = Date.parse('2027-03-30T06:46:00Z');
});

afterEach(async () => {
  for (const vault of opened.splice(0)) await vault.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** The vault as the next start of the console sees it. */
function openVault(): Vault {
  const vault = new Vault(folder, () => nowMs);
  opened.push(vault);
  return vault;
}

function row(seq: number, more: Partial<VaultRow> & Record<string, unknown> = {}): VaultRow {
  const id = `outbox:${String(seq).padStart(16, '0')}`;
  return { id, mutationId: `m${String(seq)}`, writtenAt: '2027-03-30T06:46:00Z', ...more };
}

function file(): string {
  const [name] = readdirSync(folder).filter((each) => each.endsWith('.vault'));
  return path.join(folder, name!);
}

async function idsIn(vault: Vault, owner = ANNA): Promise<string[]> {
  return (await vault.read(owner)).records.map(({ row: { id } }) => id);
}

describe('the second copy of unsent work (L11)', () => {
  it('is there after a restart, whole, and goes when the server has it', async () => {
    const written = row(1, { document: { title: 'Kältekammer 3 ❄ "steht"\n' } });
    expect(await openVault().append(ANNA, REPLICA, [written, row(2)])).toEqual({ ok: true });

    const { records } = await openVault().read(ANNA);
    expect(records).toEqual([
      { replicaId: REPLICA, row: written },
      { replicaId: REPLICA, row: row(2) },
    ]);
    await openVault().settle(ANNA, REPLICA, [row(1).id]);
    expect(await idsIn(openVault())).toEqual([row(2).id]);
  });

  it('is readable by its person alone', async () => {
    await openVault().append(ANNA, REPLICA, [row(1)]);
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it('is a file of one’s own for everybody on this machine (F49)', async () => {
    const vault = openVault();
    await vault.append(ANNA, REPLICA, [row(1), row(2), row(3, { mutationId: 'm2' })]);
    await vault.append(BEN, 'replica-2', [row(1)]);
    expect(await idsIn(vault, BEN)).toEqual([row(1).id]);
    expect(await openVault().summary()).toEqual(
      expect.arrayContaining([
        { ...ANNA, count: 2 },
        { ...BEN, count: 1 },
      ]),
    );
    await vault.settle(BEN, 'replica-2', [row(1).id]);
    expect(await openVault().summary()).toEqual([{ ...ANNA, count: 2 }]);
  });

  it('takes a bulk edit of 500 tickets with one write and one fsync', async () => {
    const vault = openVault();
    await vault.append(ANNA, REPLICA, [row(0)]);
    const handle = await promises.open(file(), 'r');
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const sync = vi.spyOn(prototype, 'sync');
    const write = vi.spyOn(prototype, 'appendFile');
    const rows = Array.from({ length: 500 }, (_, at) => row(at + 1));
    await vault.append(ANNA, REPLICA, rows);
    expect([write.mock.calls.length, sync.mock.calls.length]).toEqual([1, 1]);
    expect(await idsIn(openVault())).toHaveLength(501);
  });

  it('has the rows on the disk before it says so', async () => {
    const events: string[] = [];
    const vault = openVault();
    await vault.append(ANNA, REPLICA, [row(0)]);
    const handle = await promises.open(file(), 'r');
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    vi.spyOn(prototype, 'sync').mockImplementation(() => {
      events.push('synced');
      return Promise.resolve();
    });
    await vault.append(ANNA, REPLICA, [row(1)]);
    events.push('answered');
    expect(events).toEqual(['synced', 'answered']);
  });

  it('keeps what a person put away for 30 days, and offers it no more', async () => {
    const vault = openVault();
    await vault.append(ANNA, 'gone', [row(1)]);
    await vault.append(ANNA, REPLICA, [row(1)]);
    await vault.dismiss(ANNA, ['gone']);
    expect(await vault.summary()).toEqual([{ ...ANNA, count: 1 }]);
    nowMs += 29 * DAY_MS;
    const { records } = await openVault().read(ANNA);
    expect(records.map(({ replicaId, dismissedAt }) => [replicaId, dismissedAt])).toEqual([
      ['gone', '2027-03-30T06:46:00.000Z'],
      [REPLICA, undefined],
    ]);
    nowMs += 2 * DAY_MS;
    expect(await idsIn(openVault())).toEqual([row(1).id]);
  });
});

describe('two windows', () => {
  it('share a write, and nothing of either is missing', async () => {
    const vault = openVault();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => vault.append(ANNA, REPLICA, [row(at)])),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await idsIn(openVault())).toHaveLength(40);
  });

  it('leave nothing behind when the news that the server has a row comes before the row', async () => {
    const vault = openVault();
    await vault.settle(ANNA, REPLICA, [row(1).id]);
    await vault.append(ANNA, REPLICA, [row(1), row(2)]);
    expect(await idsIn(vault)).toEqual([row(2).id]);
    expect(await idsIn(openVault())).toEqual([row(2).id]);
  });
});

describe('a damaged file', () => {
  it('loses no row but the one that was being written', async () => {
    await openVault().append(ANNA, REPLICA, [row(1), row(2)]);
    const text = readFileSync(file(), 'utf8');
    writeFileSync(file(), text.slice(0, -20));
    const vault = openVault();
    expect(await idsIn(vault)).toEqual([row(1).id]);
    await vault.append(ANNA, REPLICA, [row(3)]);
    expect(await idsIn(openVault())).toEqual([row(1).id, row(3).id]);
  });

  it('gives out every line that can be read and counts the others', async () => {
    await openVault().append(ANNA, REPLICA, [row(1), row(2), row(3)]);
    const lines = readFileSync(file(), 'utf8').split('\n');
    lines[2] = lines[2]!.replace('m2', 'mX');
    lines.splice(1, 0, '\0\0\0\0', '{"sum":"0000000000000000","line":{"kind":"row"}}', '[]');
    writeFileSync(file(), lines.join('\n'));
    const { records, damaged } = await openVault().read(ANNA);
    expect(records.map(({ row: { id } }) => id)).toEqual([row(1).id, row(3).id]);
    expect(damaged).toBe(4);
  });

  it('is kept beside the new one when the file is made shorter', async () => {
    await openVault().append(ANNA, REPLICA, [row(1)]);
    appendFileSync(file(), 'not a line\n');
    const before = readFileSync(file(), 'utf8');
    const limits = { idleBytes: 1, fullBytes: 1 };
    const vaultFile = await VaultFile.open(file(), nowMs, limits);
    await vaultFile.append([{ kind: 'settled', replicaId: REPLICA, ids: [row(1).id] }]);
    await vaultFile.close();
    expect(readFileSync(`${file()}.damaged`, 'utf8').startsWith(before)).toBe(true);
    expect(readFileSync(file(), 'utf8')).not.toContain('not a line');
  });
});

describe('a file that has grown', () => {
  it('is written anew when nothing is unsettled, and when it is full', async () => {
    const target = path.join(folder, 'x.vault');
    const vaultFile = await VaultFile.open(target, nowMs, { idleBytes: 1_000, fullBytes: 20_000 });
    const append = (seq: number) =>
      vaultFile.append([
        { kind: 'row', replicaId: REPLICA, row: row(seq, { text: 'x'.repeat(500) }) },
      ]);
    await append(1);
    for (let edit = 0; edit < 100; edit += 1) await append(2);
    expect(statSync(target).size).toBeLessThan(21_000);
    for (const seq of [1, 2]) {
      await vaultFile.append([{ kind: 'settled', replicaId: REPLICA, ids: [row(seq).id] }]);
    }
    expect(statSync(target).size).toBeLessThan(1_000);
    await append(99);
    await vaultFile.close();
    const again = await VaultFile.open(target, nowMs);
    expect(again.content.rows().map(({ row: { id } }) => id)).toEqual([row(99).id]);
  });
});

describe('a dead disk', () => {
  it('is said, and what was kept before can still be read', async () => {
    const vault = openVault();
    await vault.append(ANNA, REPLICA, [row(1)]);
    const handle = await promises.open(file(), 'r');
    const prototype = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    const full = vi.spyOn(prototype, 'appendFile').mockImplementation(async function (
      this: typeof handle,
      data,
    ) {
      await this.write(String(data).slice(0, 30));
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    });
    const answer = await vault.append(ANNA, REPLICA, [row(2)]);
    expect(answer).toEqual({ ok: false, message: 'ENOSPC: no space left on device, write' });
    full.mockRestore();
    // There is room again: the half line of before is in nobody's way.
    expect(await vault.append(ANNA, REPLICA, [row(3)])).toEqual({ ok: true });
    const { records, damaged } = await openVault().read(ANNA);
    expect(records.map(({ row: { id } }) => id)).toEqual([row(1).id, row(3).id]);
    expect(damaged).toBe(0);
  });

  it('is said where the folder cannot be made', async () => {
    const blocked = path.join(folder, 'vault');
    writeFileSync(blocked, 'a file where the folder should be');
    const vault = new Vault(blocked, () => nowMs);
    expect(await vault.append(ANNA, REPLICA, [row(1)])).toMatchObject({ ok: false });
    expect(await vault.summary()).toEqual([]);
  });

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'is said where the file may not be written',
    async () => {
      await openVault().append(ANNA, REPLICA, [row(1)]);
      chmodSync(file(), 0o400);
      expect(await openVault().append(ANNA, REPLICA, [row(2)])).toMatchObject({ ok: false });
      expect(await idsIn(openVault())).toEqual([row(1).id]);
    },
  );
});

const WRITER = `
const { Vault } = await import(process.argv[1]);
const vault = new Vault(process.argv[2], Date.now);
const owner = JSON.parse(process.argv[3]);
for (let seq = 1; ; seq += 1) {
  const id = 'outbox:' + String(seq).padStart(16, '0');
  const row = { id, mutationId: 'm' + seq, writtenAt: '2027-03-30T06:46:00Z', text: 'x'.repeat(50_000) };
  const answer = await vault.append(owner, 'replica-1', [row]);
  if (answer.ok) process.stdout.write(id + '\\n');
}`;

describe('kill -9 while rows are being appended (F9)', () => {
  it('leaves every row that was confirmed', async () => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        WRITER,
        path.join(ROOT, 'electron/vault/vault.ts'),
        folder,
        JSON.stringify(ANNA),
      ],
      { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (data: Buffer) => {
        said += data.toString();
        if (said.split('\n').length > 20) resolve();
      });
    });
    child.kill('SIGKILL');
    await ended;
    const confirmed = said.split('\n').slice(0, -1);
    const vault = openVault();
    expect(await idsIn(vault)).toEqual(expect.arrayContaining(confirmed));
    await vault.append(ANNA, REPLICA, [row(9_999)]);
    const { records, damaged } = await openVault().read(ANNA);
    expect(records.length).toBeGreaterThan(confirmed.length);
    expect(damaged).toBeLessThan(2);
  });
});
