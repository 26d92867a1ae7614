import type { PriorityMatrix } from '../model/policy.ts';
import { fingerprint } from './clean-text.ts';
import { RowConverter, type ConvertedRow } from './convert-row.ts';
import { dateTexts } from './detect-format.ts';
import { Directory, IMPORT_EPOCH_MS, type DirectoryData, type PartySeed } from './directory.ts';
import { columnUse, type Mapping } from './mapping.ts';
import { guessDateOrder } from './read-date.ts';
import type { ImportTable, TableRow } from './read-table.ts';
import type { Said } from './sentences.ts';

export interface ImportSettings {
  readonly table: ImportTable;
  readonly mapping: Mapping;
  readonly scope: string;
  readonly matrix: PriorityMatrix['rows'];
  readonly reference: DirectoryData;
}

/** What has to be settled before any row can be read. */
export function checkMapping(table: ImportTable, mapping: Mapping): readonly Said[] {
  const uses = table.columns.map((column) => columnUse(mapping, column));
  const found: Said[] = [];
  if (!uses.includes('key') && !uses.includes('number')) found.push({ code: 'file-key' });
  if (!uses.includes('title')) found.push({ code: 'file-title' });
  if (mapping.dateOrder === 'ask') {
    const { order, example } = guessDateOrder(dateTexts(table, mapping.columns));
    if (order === 'ambiguous') found.push({ code: 'file-dates', values: { example: example! } });
  }
  return found;
}

/**
 * Converts a table, as many rows at a time as the caller likes. Rows about the same ticket are
 * found over the whole file: equal ones count once, different ones are all refused, so that the
 * order of the rows makes no difference.
 */
export class PreparedImport {
  readonly total: number;
  private readonly settings: ImportSettings;
  private readonly converter: RowConverter;
  /** By ticket: the rows about it that say different things, and what they say. */
  private readonly seen = new Map<
    string,
    { readonly print: string; rows: number[]; differ: boolean }
  >();
  private readonly named = new Map<string, PartySeed>();

  constructor(settings: ImportSettings) {
    this.settings = settings;
    this.total = settings.table.rows.length;
    const { mapping, scope, matrix, reference, table } = settings;
    this.converter = new RowConverter({
      mapping,
      scope,
      matrix,
      columns: table.columns,
      directory: new Directory(reference, mapping.system),
      fallbackMs: IMPORT_EPOCH_MS,
    });
  }

  /** First pass: which rows are about the same ticket, and who has to be made. */
  survey(from: number, to: number): void {
    for (const row of this.settings.table.rows.slice(from, to)) {
      const surveyed = this.converter.survey(row);
      if (surveyed === null) continue;
      this.noteTicket(row, surveyed.about);
      for (const seed of surveyed.parties) this.noteParty(seed);
    }
  }

  /** Second pass: what the rows became. */
  rows(from: number, to: number): readonly ConvertedRow[] {
    return this.settings.table.rows.slice(from, to).flatMap((row) => {
      const converted = this.converter.convert(row);
      return converted.ok ? this.onlyOnce(converted) : [converted];
    });
  }

  /** Whom and what the surveyed rows name and nobody here knows, each once. */
  parties(): readonly PartySeed[] {
    return [...this.named.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private noteTicket({ row, cells }: TableRow, about: string): void {
    const print = fingerprint(cells);
    const known = this.seen.get(about);
    if (!known) this.seen.set(about, { print, rows: [row], differ: false });
    else {
      known.rows.push(row);
      known.differ ||= known.print !== print;
    }
  }

  /** Of two spellings of one name the first in the alphabet, whichever row comes first. */
  private noteParty(seed: PartySeed): void {
    const known = this.named.get(seed.id);
    if (!known || seed.body.name < known.body.name) this.named.set(seed.id, seed);
  }

  private onlyOnce(converted: ConvertedRow & { readonly ok: true }): readonly ConvertedRow[] {
    const { row, ticket } = converted;
    const known = this.seen.get(`${ticket.content.kind}/${ticket.key}`);
    if (known === undefined || known.rows.length === 1) return [converted];
    if (!known.differ) return known.rows[0] === row ? [converted] : [];
    const other = known.rows.find((each) => each !== row)!;
    const problems: Said[] = [{ code: 'row-twice', values: { row: other } }];
    return [{ ok: false, row, key: ticket.content.number, problems }];
  }
}
