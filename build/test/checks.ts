import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../runtime/paths.ts';
import { SentenceError } from '../runtime/say.ts';
import {
  NO_TESTS,
  playwrightCounts,
  vitestCounts,
  type Counts,
  type PlaywrightReport,
  type VitestReport,
} from './counts.ts';

export interface Check {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
  /** Ends a check that hangs. */
  readonly limitMs: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Reads the counts after the commands ended; without it the check itself is one test. */
  readonly counts?: () => Counts;
}

const MINUTE_MS = 60_000;
const REPORTS = path.join(ROOT, 'test-results');

/** The checks in the order they run. Those in one group run at the same time. */
export function checkGroups(
  e2eEnv: Readonly<Record<string, string>>,
): readonly (readonly Check[])[] {
  return [
    [typecheck(), lint()],
    [format(), build()],
    [vitest('unit', 10)],
    [vitest('sync', 15)],
    [fuzz()],
    ...(existsSync(path.join(ROOT, E2E_CONFIG)) ? [[endToEnd(e2eEnv)]] : []),
  ];
}

/** The groups with nothing but the checks of these names; all of them where there are no names. */
export function selectChecks(
  groups: readonly (readonly Check[])[],
  names: readonly string[],
): readonly (readonly Check[])[] {
  const known = groups.flat().map((check) => check.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SentenceError(
      `There is no check ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    );
  }
  if (names.length === 0) return groups;
  return groups
    .map((group) => group.filter((check) => names.includes(check.name)))
    .filter((group) => group.length > 0);
}

const E2E_CONFIG = 'build/e2e/playwright.config.ts';
const BUNDLE = ['--import', 'tsx', 'build/bundle.ts'];
const PROJECTS = ['shared', 'renderer', 'electron', 'sync-server', 'build'];

function typecheck(): Check {
  const commands = PROJECTS.map((project) =>
    tool('typescript/bin/tsc', '--pretty', 'false', '-p', project),
  );
  return { name: 'typecheck', commands, limitMs: 5 * MINUTE_MS };
}

function lint(): Check {
  const commands = [tool('eslint/bin/eslint.js', '.', '--max-warnings', '0')];
  return { name: 'lint', commands, limitMs: 5 * MINUTE_MS };
}

function format(): Check {
  const commands = [tool('prettier/bin/prettier.cjs', '--check', '.')];
  return { name: 'format', commands, limitMs: 2 * MINUTE_MS };
}

function build(): Check {
  return { name: 'build', commands: [BUNDLE], limitMs: 3 * MINUTE_MS };
}

function vitest(project: 'unit' | 'sync', limitMinutes: number): Check {
  const report = path.join(REPORTS, `${project}.json`);
  return {
    name: project,
    commands: [
      tool(
        'vitest/vitest.mjs',
        ...['run', '--config', 'build/vitest.config.ts', '--project', project],
        ...['--reporter', 'dot', '--reporter', 'json', `--outputFile.json=${report}`],
      ),
    ],
    limitMs: limitMinutes * MINUTE_MS,
    counts: () => readReport(report, (content) => vitestCounts(content as VitestReport)),
  };
}

/** A thousand random stories in memory. */
function fuzz(): Check {
  const commands = [['--import', 'tsx', 'build/sync-suite/fuzz/cli.ts']];
  return { name: 'fuzz', commands, limitMs: 10 * MINUTE_MS };
}

function endToEnd(env: Readonly<Record<string, string>>): Check {
  const report = path.join(REPORTS, 'e2e.json');
  return {
    name: 'e2e',
    commands: [
      // Nothing to do after `build`; run alone, the tests still meet what the sources say.
      BUNDLE,
      tool('@playwright/test/cli.js', 'test', '--config', E2E_CONFIG, '--reporter', 'list,json'),
    ],
    limitMs: 15 * MINUTE_MS,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    counts: () => readReport(report, (content) => playwrightCounts(content as PlaywrightReport)),
  };
}

/** Where the JSON reports of the test runners go. */
export const REPORTS_FOLDER = REPORTS;

function tool(script: string, ...args: readonly string[]): readonly string[] {
  return [path.join('node_modules', script), ...args];
}

/** A run that died before it wrote its report has no counts; its exit code tells. */
function readReport(file: string, read: (content: unknown) => Counts): Counts {
  return existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : NO_TESTS;
}
