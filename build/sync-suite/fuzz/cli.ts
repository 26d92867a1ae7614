/** `npm run fuzz [-- --seeds N] [--from M] [--clients K] [--processes P]`: random stories in memory. */
import os from 'node:os';
import { parseArgs } from 'node:util';
import { formatDuration, runMain, say, SentenceError } from '../../runtime/say.ts';
import { playSeeds, tellFailure } from './play-seeds.ts';

const USAGE = `npm run fuzz [-- --seeds N] [--from M] [--clients K] [--processes P]

Plays random stories of consoles and a server: real replicas, real sync engines, a CouchDB in
memory, and time that passes only when nobody has anything left to do.

  --seeds N      how many, 1000 by default
  --from M       the first seed, 1 by default
  --clients K    consoles in each story, 1 to 6; by default 3 to 6, as the seed has it
  --processes P  by default one a core`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '1000' },
      from: { type: 'string', default: '1' },
      clients: { type: 'string' },
      processes: { type: 'string', default: String(os.availableParallelism()) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const count = wholeNumber('seeds', values.seeds, 1, Infinity);
  const from = wholeNumber('from', values.from, 0, Infinity);
  const clients =
    values.clients === undefined ? null : wholeNumber('clients', values.clients, 1, 6);
  const processes = wholeNumber('processes', values.processes, 1, 64);
  const seeds = Array.from({ length: count }, (_unused, index) => from + index);
  const startedAt = performance.now();
  let played = 0;
  const failed = await playSeeds({
    seeds,
    clients,
    processes,
    onReport(report) {
      played += 1;
      if (report.failure !== null) say(`\n${tellFailure(report)}\n`);
      if (played % 100 === 0) {
        say(`${played} of ${count}, ${formatDuration(performance.now() - startedAt)}`);
      }
    },
  });
  const took = performance.now() - startedAt;
  process.stdout.write(
    `${count} seeds, ${failed.length} failed, ${formatDuration(took)}, ` +
      `${(took / count / 1000).toFixed(2)} s a seed in ${processes} processes\n`,
  );
  if (failed.length > 0) say(`Failed: ${failed.map(({ seed }) => seed).join(', ')}`);
  return failed.length === 0 ? 0 : 1;
});

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const limit = most === Infinity ? `at least ${least}` : `from ${least} to ${most}`;
  throw new SentenceError(`--${name} is a whole number ${limit}.`);
}
