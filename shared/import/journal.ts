/** One entry of a column that holds a whole journal. */
export interface JournalEntry {
  readonly atMs: number;
  readonly saidBy: string;
  readonly body: string;
  /** Named by the journal itself; undefined where its column decides. */
  readonly audience?: 'public' | 'internal';
}

/** `2024-01-02 10:11:12 - Ada Lovelace (Work notes)`, as ServiceNow begins each entry. */
const HEAD = /^(\S{6,12}[ T]\S{4,12}(?: [AP]M)?) - (.{1,160}?) \(([^()]{1,60})\)[ \t]*$/i;
const INTERNAL = /work\s*note|arbeitsnotiz|interne|internal|notes? de travail/i;

interface Open {
  readonly atMs: number;
  readonly saidBy: string;
  readonly audience: 'public' | 'internal';
  readonly lines: string[];
}

/**
 * Reads a journal; text before the first head belongs to nobody and is returned as `rest`.
 * @param readMs an instant, or null where it is none.
 */
export function readJournal(
  text: string,
  readMs: (text: string) => number | null,
): { readonly entries: readonly JournalEntry[]; readonly rest: string } {
  const rest: string[] = [];
  const found: Open[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, at, saidBy, kind] = HEAD.exec(line) ?? [];
    const atMs = at === undefined ? null : readMs(at);
    if (atMs !== null) {
      const audience = INTERNAL.test(kind!) ? 'internal' : 'public';
      found.push({ atMs, saidBy: saidBy!.trim(), audience, lines: [] });
    } else (found.at(-1)?.lines ?? rest).push(line);
  }
  const entries = found.flatMap(({ lines, ...entry }) => {
    const body = lines.join('\n').trim();
    return body === '' ? [] : [{ ...entry, body }];
  });
  return { entries, rest: rest.join('\n').trim() };
}
