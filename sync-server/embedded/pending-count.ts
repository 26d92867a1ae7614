import type { LevelStore } from './level-store.ts';

/** Clients that read page after page at the same time, each with its place. */
const MAX_PLACES = 100;

/**
 * How many changes follow a place in the log. Counting walks the keys, so results are kept until
 * the next write, and a page's end is reckoned from its beginning.
 */
export class PendingCount {
  private updateSeq = -1;
  private readonly places = new Map<number, number>();

  /** @param updateSeq the log's end, which tells whether what was counted still holds */
  known(seq: number, updateSeq: number): number | undefined {
    this.startOver(updateSeq);
    return this.places.get(seq);
  }

  async after(store: LevelStore, seq: number, updateSeq: number): Promise<number> {
    const known = this.known(seq, updateSeq);
    if (known !== undefined) return known;
    const counted = await store.countBodies(seq);
    this.remember(seq, counted, updateSeq);
    return counted;
  }

  remember(seq: number, count: number, updateSeq: number): void {
    this.startOver(updateSeq);
    if (this.places.size >= MAX_PLACES) this.places.clear();
    this.places.set(seq, count);
  }

  private startOver(updateSeq: number): void {
    if (this.updateSeq === updateSeq) return;
    this.updateSeq = updateSeq;
    this.places.clear();
  }
}
