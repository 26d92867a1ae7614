import os from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SeedReport } from './fuzz/arena.ts';
import { KNOWN_SEEDS } from './fuzz/known-seeds.ts';
import { playSeeds, tellFailure } from './fuzz/play-seeds.ts';

/** A taste; `npm run fuzz` plays a thousand and more. */
const FRESH = 24;
const seeds = [
  ...Object.keys(KNOWN_SEEDS).map(Number),
  ...Array.from({ length: FRESH }, (_unused, index) => 1000 + index),
];

describe('random stories in memory', () => {
  const reports = new Map<number, SeedReport>();

  beforeAll(async () => {
    await playSeeds({
      seeds,
      processes: Math.min(2, os.availableParallelism()),
      onReport: (report) => reports.set(report.seed, report),
    });
  }, 180_000);

  it.each(seeds.map((seed) => [seed, KNOWN_SEEDS[seed] ?? 'fresh'] as const))(
    'seed %i ends in agreement, and nothing typed is lost (%s)',
    (seed) => {
      const report = reports.get(seed)!;
      expect(report.failure, tellFailure(report)).toBeNull();
    },
  );
});
