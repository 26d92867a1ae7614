/** A row that was not taken. */
export interface RefusedRow {
  readonly row: number;
  readonly id: string | null;
  readonly reason: string;
}

/** What an import did: `rows` = `taken` + `unchanged` + `refused.length`. */
export interface ImportReport {
  readonly rows: number;
  /** Rows of which anything was new or different. */
  readonly taken: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  readonly warnings: readonly string[];
  /** What held of all rows, or of how many of them. */
  readonly facts: readonly string[];
}

/** What became of one row. */
export interface RowOutcome {
  readonly row: number;
  readonly id: string | null;
  /** Anything new or different was written, or would be. */
  readonly hasNews: boolean;
  /** Why it was refused. */
  readonly problem: string | null;
  readonly warnings: readonly RowWarning[];
  readonly facts?: readonly string[];
}

export interface RowWarning {
  readonly sentence: string;
  /** What it is about. */
  readonly id: string;
}

/** Examples named in a warning; the rest are counted. */
const EXAMPLES = 3;

/** Gathers a report while rows go by. */
export class ReportBuilder {
  private rows = 0;
  private taken = 0;
  private unchanged = 0;
  private readonly refused: RefusedRow[] = [];
  private readonly facts = new Map<string, number>();
  private readonly warnings = new Map<string, { count: number; examples: string[] }>();

  get seen(): number {
    return this.rows;
  }

  note({ row, id, hasNews, problem, warnings, facts = [] }: RowOutcome): void {
    this.rows += 1;
    if (problem !== null) this.refused.push({ row, id, reason: problem });
    else if (hasNews) this.taken += 1;
    else this.unchanged += 1;
    for (const warning of warnings) this.warn(warning);
    for (const fact of facts) this.facts.set(fact, (this.facts.get(fact) ?? 0) + 1);
  }

  refuse(row: number, id: string | null, problem: string): void {
    this.note({ row, id, hasNews: false, problem, warnings: [] });
  }

  report(): ImportReport {
    const warnings = [...this.warnings].map(([sentence, { count, examples }]) => {
      const named = examples.join(', ');
      return count === 1 ? `${sentence} (${named})` : `${sentence} (${count} times, e.g. ${named})`;
    });
    const refused = [...this.refused].sort((a, b) => a.row - b.row);
    const facts = [...this.facts].map(([fact, count]) => `${fact} (${count} of ${this.rows} rows)`);
    const { rows, taken, unchanged } = this;
    return { rows, taken, unchanged, refused, warnings, facts };
  }

  private warn({ sentence, id }: RowWarning): void {
    const known = this.warnings.get(sentence) ?? { count: 0, examples: [] };
    known.count += 1;
    if (known.examples.length < EXAMPLES && !known.examples.includes(id)) known.examples.push(id);
    this.warnings.set(sentence, known);
  }
}
