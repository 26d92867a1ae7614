/** The terms of the index with the number of articles each is in; never less than the true number. */
export class Vocabulary {
  private readonly counts: Map<string, number>;
  private sorted: string[] = [];
  private added: string[];

  constructor(counts: Iterable<readonly [term: string, articles: number]> = []) {
    this.counts = new Map(counts);
    this.added = [...this.counts.keys()];
  }

  /** @param terms Of one article; a term counts once. */
  add(terms: ReadonlySet<string>): void {
    for (const term of terms) {
      const before = this.counts.get(term);
      this.counts.set(term, (before ?? 0) + 1);
      if (before === undefined) this.added.push(term);
    }
  }

  count(term: string): number {
    return this.counts.get(term) ?? 0;
  }

  /** Whether some term begins so. */
  has(beginning: string): boolean {
    if (this.added.length > 0) {
      // Mostly in order already, which the engine's sort makes use of.
      this.sorted = [...this.sorted, ...this.added].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      this.added = [];
    }
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle] ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    return this.sorted[low]?.startsWith(beginning) ?? false;
  }
}
