import type { Benchmark } from './benchmark.ts';
import { coldStartBenchmark } from './benchmarks/cold-start.ts';
import { listBenchmark } from './benchmarks/list.ts';
import { liveBenchmark } from './benchmarks/live.ts';
import { pullBenchmark } from './benchmarks/pull.ts';
import { pushBenchmark } from './benchmarks/push.ts';
import { scrollBenchmark } from './benchmarks/scroll.ts';
import { searchBenchmark } from './benchmarks/search.ts';
import { slaBenchmark } from './benchmarks/sla.ts';
import { slaQueueBenchmark } from './benchmarks/sla-queue.ts';
import { typingBenchmark } from './benchmarks/typing.ts';

/** All benchmarks, in the order they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  pullBenchmark,
  liveBenchmark,
  pushBenchmark,
  coldStartBenchmark,
  listBenchmark,
  scrollBenchmark,
  typingBenchmark,
  searchBenchmark,
  slaBenchmark,
  slaQueueBenchmark,
];
