import { spawn } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../runtime/paths.ts';
import { applySabotage } from './registry.ts';
import type { Sabotage } from './sabotage.ts';

export interface Verdict {
  readonly sabotage: Sabotage;
  /** Null: its test failed, as it should. */
  readonly problem: string | null;
  readonly tookMs: number;
}

/** A copy of the sources in which things may be broken. */
export interface Copy {
  readonly root: string;
  remove(): void;
}

/** Copies what git knows or would add; `node_modules` is linked. */
export function copyTree(): Copy {
  const root = mkdtempSync(path.join(tmpdir(), 'outpost-sabotage-'));
  const list = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], { cwd: ROOT });
  for (const file of list.toString().split('\0').filter(Boolean)) {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    try {
      cpSync(path.join(ROOT, file), target);
    } catch (error) {
      // Deleted and not committed yet.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'));
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly output: string;
}

const LIMIT_MS = 5 * 60_000;

function run(root: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'pipe' });
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (output += String(text)));
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(output);
    });
  });
}

function readReport(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    return {};
  }
}

async function runVitest(root: string, { test, title, project }: Sabotage): Promise<Outcome> {
  const report = path.join(root, 'sabotage-report.json');
  rmSync(report, { force: true });
  const output = await run(
    root,
    [
      'node_modules/vitest/vitest.mjs',
      ...['run', '--config', 'build/vitest.config.ts', '--project', project],
      ...[test, '-t', title, '--reporter', 'json', `--outputFile=${report}`],
    ],
    process.env,
  );
  const { numPassedTests = 0, numFailedTests = 0 } = readReport(report);
  return { passed: Number(numPassedTests), failed: Number(numFailedTests), output };
}

/** Electron and Chromium are found by `npm test`; here they come with the environment. */
async function runEndToEnd(root: string, { test, title }: Sabotage): Promise<Outcome> {
  const built = await run(root, ['--import', 'tsx', 'build/bundle.ts'], process.env);
  const report = path.join(root, 'sabotage-report.json');
  rmSync(report, { force: true });
  const output = await run(
    root,
    [
      'node_modules/@playwright/test/cli.js',
      ...['test', '--config', 'build/e2e/playwright.config.ts', '--reporter', 'json'],
      ...[path.basename(test), '-g', title],
    ],
    { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  );
  const stats = (readReport(report)['stats'] ?? {}) as Readonly<Record<string, number>>;
  const failed = stats['unexpected'] ?? 0;
  return { passed: stats['expected'] ?? 0, failed, output: built + output };
}

function runTest(root: string, sabotage: Sabotage): Promise<Outcome> {
  return sabotage.project === 'e2e' ? runEndToEnd(root, sabotage) : runVitest(root, sabotage);
}

/** Breaks one thing in the copy, runs its test and puts the thing back. */
async function tryOne({ root }: Copy, sabotage: Sabotage): Promise<string | null> {
  const file = path.join(root, sabotage.file);
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, applySabotage(whole, sabotage));
  try {
    const { passed, failed, output } = await runTest(root, sabotage);
    if (failed > 0) return null;
    if (passed > 0) return `its test passed all the same (${passed})`;
    return `no test ran:\n${output.slice(-1500)}`;
  } finally {
    writeFileSync(file, whole);
  }
}

/** Tries one sabotage after another; the tests must be green without it, which is asked first. */
export async function trySabotages(
  copy: Copy,
  sabotages: readonly Sabotage[],
  onVerdict: (verdict: Verdict) => void,
): Promise<readonly Verdict[]> {
  const green = new Map<string, string | null>();
  const verdicts: Verdict[] = [];
  for (const sabotage of sabotages) {
    const startedMs = performance.now();
    const { test, title, project } = sabotage;
    const key = JSON.stringify([test, title, project]);
    if (!green.has(key)) {
      const { passed, failed, output } = await runTest(copy.root, sabotage);
      const isGreen = passed > 0 && failed === 0;
      green.set(key, isGreen ? null : `its test is not green by itself:\n${output.slice(-1500)}`);
    }
    let problem = green.get(key) ?? null;
    try {
      problem ??= await tryOne(copy, sabotage);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    const verdict = { sabotage, problem, tookMs: performance.now() - startedMs };
    verdicts.push(verdict);
    onVerdict(verdict);
  }
  return verdicts;
}
