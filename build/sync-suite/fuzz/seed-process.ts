import { Arena } from './arena.ts';

/** A process that plays the seeds its parent sends, one at a time. */
export interface SeedOrder {
  readonly seed: number;
  readonly clients: number | null;
}

const [, , bundle] = process.argv;
const arena = new Arena(bundle!);

// What a killed process leaves behind rejects where nobody listens.
process.on('unhandledRejection', () => undefined);
process.on('message', ({ seed, clients }: SeedOrder) => {
  void arena.play(seed, clients).then((report) => process.send?.(report));
});
