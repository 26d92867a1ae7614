/** `npm run bench [-- NAME… [--json] [--rounds N] [--scale F]]`: figures of this machine, compared with a floor. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { resolveChromium } from '../runtime/resolve-chromium.ts';
import { runMain, say, SentenceError } from '../runtime/say.ts';
import { withFolder } from './browser.ts';
import { BENCHMARKS } from './benchmarks.ts';
import type { Benchmark } from './benchmark.ts';
import { bundlePages } from './bundle-pages.ts';
import { readChromiumVersion } from './chromium-version.ts';
import { fillConsole, type FilledConsole } from './filled-console.ts';
import { thisMachine, type Measurement } from './measurement.ts';
import { formatTable } from './table.ts';

const DEFAULT_ROUNDS = 5;

const USAGE = `npm run bench [-- NAME… [--json] [--rounds N] [--scale F]]

${BENCHMARKS.map(({ name, summary }) => `  ${name.padEnd(12)} ${summary}`).join('\n')}

  --json       one JSON line a figure on stdout instead of the table
  --rounds N   rounds of each comparison, ${String(DEFAULT_ROUNDS)} by default
  --scale F    share of the data, e.g. 0.1, for trying a benchmark out`;

await runMain(async () => {
  const { values, positionals } = readArguments();
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const chosen = choose(positionals);
  const rounds = numberOf('rounds', values.rounds, DEFAULT_ROUNDS, (n) => Number.isInteger(n));
  const scale = numberOf('scale', values.scale, 1, (n) => n <= 1);
  const chromium = await resolveChromium();
  const machine = thisMachine(await readChromiumVersion(chromium));
  say(`${String(machine.cores)} cores, Chromium ${machine.chromium}`);
  if (machine.load > machine.cores) {
    say(`Others are at work here (load ${machine.load.toFixed(1)}): trust ratios, not times.`);
  }
  const measurements = await withFolder((folder) =>
    measure(chosen, { rounds, scale, chromium, folder }),
  );
  const lines =
    values.json === true
      ? measurements.map((measurement) => JSON.stringify({ ...measurement, machine }))
      : [formatTable(measurements)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
});

interface RunOptions {
  readonly rounds: number;
  readonly scale: number;
  readonly chromium: string;
  readonly folder: string;
}

/** Runs one benchmark after another; a console that one of them filled serves the next too. */
async function measure(
  chosen: readonly Benchmark[],
  options: RunOptions,
): Promise<readonly Measurement[]> {
  const pages = path.join(options.folder, 'pages');
  await bundlePages(pages);
  let filling: Promise<FilledConsole> | null = null;
  const filled = (): Promise<FilledConsole> => {
    if (filling === null) {
      say('filling a replica with the queue of a large desk');
      filling = fillConsole({ ...options, pages });
    }
    return filling;
  };
  try {
    const all: Measurement[] = [];
    for (const benchmark of chosen) {
      all.push(...(await benchmark.run({ ...options, pages, filled, say })));
    }
    return all;
  } finally {
    // TypeScript does not see that `filled` was called.
    await (filling as Promise<FilledConsole> | null)?.then(({ host }) => host.close());
  }
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        json: { type: 'boolean' },
        rounds: { type: 'string' },
        scale: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new SentenceError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function choose(names: readonly string[]): readonly Benchmark[] {
  const unknown = names.filter((name) => !BENCHMARKS.some((each) => each.name === name));
  if (unknown.length > 0) {
    const known = BENCHMARKS.map(({ name }) => name).join(', ');
    throw new SentenceError(`There is no benchmark ${unknown.join(', ')}; there are ${known}.`);
  }
  return names.length === 0 ? BENCHMARKS : BENCHMARKS.filter(({ name }) => names.includes(name));
}

function numberOf(
  option: string,
  text: string | undefined,
  otherwise: number,
  isRight: (value: number) => boolean,
): number {
  const value = text === undefined ? otherwise : Number(text);
  if (value > 0 && isRight(value)) return value;
  throw new SentenceError(`--${option} cannot be "${String(text)}".`);
}
