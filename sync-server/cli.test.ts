import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { COMMANDS } from './cli/commands.ts';
import { lockFile, passwordFile } from './cli/data-folder.ts';
import { findOwner } from './cli/data-lock.ts';
import { runCli } from './cli/run-cli.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** tsx starts in about half a second; the machine may be busy with other tests. */
const SLOW_MS = 60_000;

let folder: string;
const running = new Set<ChildProcess>();

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-cli-'));
});
afterEach(async () => {
  for (const child of running) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function start(args: readonly string[]): ChildProcess {
  const { COUCHDB_URL: _unused, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'sync-server/cli.ts', ...args], {
    cwd: ROOT,
    env: { ...env, XDG_DATA_HOME: path.join(folder, 'home') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function text(stream: NodeJS.ReadableStream | null): Promise<string> {
  let all = '';
  if (stream) for await (const chunk of stream) all += String(chunk);
  return all;
}

async function run(...args: readonly string[]) {
  const child = start(args);
  const exited = once(child, 'exit');
  const [out, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, out, said };
}

/** The same command in this process, where only its answer matters. */
async function call(...args: readonly string[]) {
  let out = '';
  let said = '';
  const code = await runCli(args, COMMANDS, {
    env: {},
    out: (line) => {
      out += `${line}\n`;
    },
    say: (line) => {
      said += `${line}\n`;
    },
    untilStopped: () => Promise.resolve(),
  });
  return { code, out, said };
}

/** A server that printed its line. */
async function serve(data: string, ...args: readonly string[]) {
  const child = start(['serve', '--port', '0', '--data', data, ...args]);
  const said = text(child.stderr);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout! });
  reader.on('line', (line) => lines.push(line));
  await Promise.race([once(reader, 'line'), once(child, 'exit')]);
  const ready = JSON.parse(lines[0] ?? 'null') as { url: string; passwordFile: string } | null;
  if (ready === null) throw new Error(await said);
  const stop = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, lines, said: await said };
  };
  return { ...ready, pid: child.pid, stop };
}

describe('the sync-server command', () => {
  it(
    'shows its commands, and refuses what it does not know',
    async () => {
      const [help, unknown, option] = await Promise.all([
        run('--help'),
        run('dance'),
        run('serve', '--prot', '1'),
      ]);
      expect(help).toMatchObject({ code: 0, said: '' });
      expect(help.out).toMatch(/serve[^]*provision[^]*user add[^]*user list[^]*doctor/);
      expect(unknown).toMatchObject({ code: 2, out: '' });
      expect(unknown.said).toMatch(/^There is no command "dance"/);
      expect(option).toMatchObject({ code: 2, out: '' });
      expect(option.said).toMatch(/Unknown option '--prot'/);
    },
    SLOW_MS,
  );

  it(
    'says so where no server runs',
    async () => {
      const { code, out, said } = await call('user', 'list', '--data', path.join(folder, 'none'));
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(said).toMatch(/^No server runs on .*none\. Start one/);
    },
    SLOW_MS,
  );
});

describe('serve', () => {
  it(
    'serves, is provisioned, gets people, is found healthy, and stops when asked',
    async () => {
      const data = path.join(folder, 'served');
      const server = await serve(data);
      expect(server.passwordFile).toBe(passwordFile(data));
      expect(statSync(server.passwordFile).mode & 0o777).toBe(0o600);
      const password = readFileSync(server.passwordFile, 'utf8').trim();
      expect(password.length).toBeGreaterThanOrEqual(20);
      const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
      const session = await fetch(`${server.url}/_session`, { headers: { authorization } });
      expect(await session.json()).toMatchObject({ userCtx: { roles: ['_admin'] } });

      const second = await run('serve', '--port', '0', '--data', data);
      expect({ code: second.code, out: second.out }).toEqual({ code: 1, out: '' });
      expect(second.said).toContain(`Process ${String(server.pid)} already serves ${data}`);

      const sick = await call('doctor', '--quick', '--data', data);
      expect(sick.code).toBe(1);
      expect(sick.out).toMatch(/PROBLEM {2}outpost-reference: .*missing.\n.*Run `provision`/);

      const provisioned = await call('provision', '--scope', 'leipzig', '--data', data);
      expect(provisioned).toMatchObject({ code: 0, said: '' });
      expect(provisioned.out).toMatch(/created {4}outpost-scope-leipzig\n/);
      const again = await call('provision', '--json', '--data', data);
      expect(JSON.parse(again.out)).toMatchObject({ created: [], updated: [] });

      const file = path.join(folder, 'password');
      writeFileSync(file, 'correct horse\n');
      const nadia = ['user', 'add', 'nadia', '--role', 'agent', '--data', data];
      const lost = await call(...nadia, '--scope', 'dresden');
      expect(lost.said).toMatch(/no scope "dresden" \(there are: leipzig\)/);
      const added = await call(...nadia, '--scope', 'leipzig', '--password-file', file);
      expect(added).toMatchObject({ code: 0, out: 'created  nadia\n' });
      const made = await call('user', 'add', 'omar', '--role', 'auditor', '--data', data);
      expect(made.out).toMatch(/^created {2}omar\npassword {2}\w{20}\n$/);
      const list = await call('user', 'list', '--data', data);
      expect(list.out).toMatch(/nadia +agent +leipzig\nomar +auditor/);

      const healthy = await call('doctor', '--quick', '--json', '--data', data);
      expect(healthy.code).toBe(0);
      expect(JSON.parse(healthy.out)).toMatchObject({ ok: true });

      const { code, lines, said } = await server.stop('SIGTERM');
      expect(code).toBe(0);
      expect(lines).toHaveLength(1);
      expect(said).toContain(`the password is in ${server.passwordFile}`);
      expect(said).not.toContain(password);
      expect(existsSync(lockFile(data))).toBe(false);
    },
    SLOW_MS,
  );

  it(
    'keeps its password over restarts, also after kill -9',
    async () => {
      const data = path.join(folder, 'killed');
      const first = await serve(data);
      const password = readFileSync(first.passwordFile, 'utf8');
      await first.stop('SIGKILL');
      expect(existsSync(lockFile(data))).toBe(true);
      const second = await serve(data);
      expect(readFileSync(second.passwordFile, 'utf8')).toBe(password);
      const { code, said } = await second.stop('SIGINT');
      expect({ code, said }).toEqual({ code: 0, said: '' });
    },
    SLOW_MS,
  );

  it.runIf(process.platform !== 'win32')(
    'stops with the shell of `npm run`, which keeps SIGTERM to itself',
    async () => {
      const data = path.join(folder, 'npm');
      const line = `"${process.execPath}" --import tsx sync-server/cli.ts serve --port 0 --data "${data}"; exit`;
      const shell = spawn('sh', ['-c', line], {
        cwd: ROOT,
        env: { ...process.env, npm_lifecycle_event: 'sync-server' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(shell);
      shell.once('exit', () => running.delete(shell));
      await once(createInterface({ input: shell.stdout }), 'line');
      expect(findOwner(data)).not.toBeNull();
      shell.kill('SIGTERM');
      await vi.waitFor(
        () => {
          expect(findOwner(data)).toBeNull();
          expect(existsSync(lockFile(data))).toBe(false);
        },
        { timeout: 20_000, interval: 50 },
      );
    },
    SLOW_MS,
  );

  it(
    'names a port that is taken, and one that is none',
    async () => {
      const server = await serve(path.join(folder, 'one'));
      const { port } = new URL(server.url);
      const [taken, none] = await Promise.all([
        run('serve', '--port', port, '--data', path.join(folder, 'two')),
        run('serve', '--port', '99999', '--data', path.join(folder, 'two')),
      ]);
      expect(taken).toMatchObject({ code: 1, out: '' });
      expect(taken.said).toMatch(new RegExp(`Port ${port} of 127\\.0\\.0\\.1 is taken`));
      expect(none).toMatchObject({ code: 2, out: '' });
      expect(none.said).toMatch(/--port takes a whole number from 0 to 65535, not "99999"/);
    },
    SLOW_MS,
  );
});
