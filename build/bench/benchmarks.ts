import type { Benchmark } from './benchmark.ts';
import { coldStartBenchmark } from './benchmarks/cold-start.ts';
import { listBenchmark } from './benchmarks/list.ts';
import { pullBenchmark } from './benchmarks/pull.ts';
import { scrollBenchmark } from './benchmarks/scroll.ts';

/** All benchmarks, in the order they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  pullBenchmark,
  coldStartBenchmark,
  listBenchmark,
  scrollBenchmark,
];
