import type { FilledConsole } from './filled-console.ts';
import type { Measurement } from './measurement.ts';

/** What a benchmark is given. */
export interface BenchOptions {
  readonly rounds: number;
  /** Share of the full amount of data, from 0 to 1, for trying a benchmark out. */
  readonly scale: number;
  /** Executable of the browser. */
  readonly chromium: string;
  /** Folder of the bundled pages. */
  readonly pages: string;
  /** A console with the queue of a large desk, filled once a run. */
  readonly filled: () => Promise<FilledConsole>;
  /** Tells the person how far it is; on stderr. */
  readonly say: (sentence: string) => void;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  readonly run: (options: BenchOptions) => Promise<readonly Measurement[]>;
}
