import type { WordAnswer, WordHit } from './word-index.ts';

/** The best of many without sorting all of them. */
export class Collector {
  private total = 0;
  private kept: WordHit[] = [];
  private least = -Infinity;

  constructor(private readonly limit: number) {}

  add(id: string, score: number, matched: number): void {
    this.total += 1;
    if (score <= this.least) return;
    this.kept.push({ id, score, matched });
    if (this.kept.length >= 4 * this.limit) this.cut();
  }

  answer(): WordAnswer {
    this.cut();
    return { total: this.total, hits: this.kept };
  }

  private cut(): void {
    this.kept.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
    this.kept.length = Math.min(this.kept.length, this.limit);
    if (this.kept.length === this.limit) this.least = this.kept.at(-1)?.score ?? -Infinity;
  }
}
