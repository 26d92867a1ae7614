import type { AnyDocument, Documents } from '../../shared/model/collections.ts';
import type { MergeDecision } from '../../shared/model/entry.ts';
import { isSameWrite, lostValues, mergeDocuments } from '../../shared/merge/merge-documents.ts';
import type { MergeRules } from '../../shared/merge/merge-documents.ts';
import { isSameValue } from '../../shared/merge/values.ts';
import type { Decider } from './decision-entry.ts';
import { decisionEntry } from './decision-entry.ts';
import type { OutboxRow, Refusal } from './outbox-row.ts';

/** Refusals that this console gives, beside the server's (HTTP) own. */
export const REFUSED = {
  /** The server's copy could not be read; lifted when one comes that can. */
  unreadable: 0,
  deleted: 404,
  /** A person has to say what becomes of the document. */
  undecided: 409,
  /** The person may use that database no more (L12); lifted when they may again. */
  noScope: 410,
} as const;

/** What the unsent rows of one document become when the server shows its state. */
export interface MergedRows {
  /** What the replica shows from now on. */
  readonly document: AnyDocument;
  /** Rows that stay, from the server's state to `document`; empty when the server has it all. */
  readonly rows: readonly OutboxRow[];
  /** The merge decision both people read, when somebody's value was not kept. */
  readonly entry: Documents['entries'] | null;
}

interface Rebased {
  readonly rows: readonly OutboxRow[];
  readonly document: AnyDocument;
  readonly lost: readonly MergeDecision[];
}

/**
 * A document that the server deleted is made anew by its first row; what others made of it meanwhile
 * is still merged from where the row started, not from nothing.
 */
export function madeAnew<Row extends Pick<OutboxRow, 'base' | 'startedFrom'>>(row: Row): Row {
  return row.base === null ? row : { ...row, base: null, startedFrom: row.base };
}

/** What a row's edit is told apart by; one of an earlier schema would show edits nobody made. */
function ancestorOf({ base, startedFrom, document }: OutboxRow): AnyDocument | null {
  if (base !== null || !startedFrom) return base;
  return startedFrom.schemaVersion === document.schemaVersion ? startedFrom : null;
}

/** The row goes on from the server's state. */
function startingAt({ startedFrom: _over, ...row }: OutboxRow, base: AnyDocument): OutboxRow {
  return { ...row, base };
}

/** Row by row, each from where the one before ended, so that every row still says what it changed. */
function rebaseRows(rows: readonly OutboxRow[], theirs: AnyDocument, rules: MergeRules): Rebased {
  const kept: OutboxRow[] = [];
  const lost: MergeDecision[] = [];
  let document = theirs;
  for (const row of rows) {
    if (row.base && isSameWrite(row.base, document) && isSameValue(row.base, document)) {
      kept.push(row);
      ({ document } = row);
      continue;
    }
    const { collection, document: mine } = row;
    const merged = mergeDocuments(
      collection,
      ancestorOf(row) as never,
      mine as never,
      document as never,
      rules,
    );
    lost.push(...lostValues(merged.decisions));
    if (!merged.differsFromTheirs) continue;
    kept.push({ ...startingAt(row, document), document: merged.document });
    ({ document } = merged);
  }
  return { rows: kept, document, lost };
}

const NEWS_OF_REMOVAL = {
  there: (who: string) => `${who} removed this record while you changed it here.`,
  here: (who: string) => `${who} changed this record while you removed it here.`,
};

/** Removed on one side and edited on the other: nobody's work is buried unasked (F17, F18). */
function removalAsks(rows: readonly OutboxRow[], theirs: AnyDocument): string | null {
  const wasRemoved = ancestorOf(rows[0]!)?.removedAt !== undefined;
  const isRemovedHere = rows.at(-1)!.document.removedAt !== undefined;
  const isRemovedThere = theirs.removedAt !== undefined;
  if (wasRemoved || isRemovedHere === isRemovedThere) return null;
  return NEWS_OF_REMOVAL[isRemovedThere ? 'there' : 'here'](theirs.updatedBy);
}

function refuseAll(rows: readonly OutboxRow[], reason: string, at: string): OutboxRow[] {
  const refused: Refusal = { status: REFUSED.undecided, reason, at };
  return rows.map((row) => ({ ...row, refused }));
}

/** The three versions of every field that a person has to choose; the base is the first there was. */
function toAsk(
  rows: readonly OutboxRow[],
  mine: AnyDocument,
  theirs: AnyDocument,
  lost: readonly MergeDecision[],
): readonly MergeDecision[] {
  const asked = rows.flatMap(({ refused }) => refused?.decisions ?? []);
  const first = new Map(
    [...asked, ...lost].reverse().map((decision) => [decision.field, decision.base]),
  );
  const [here, there] = [mine, theirs] as unknown as Readonly<Record<string, unknown>>[];
  return [...first]
    .filter(([field]) => !isSameValue(here![field], there![field]))
    .map(([field, base]) => {
      const [mineNow, theirsNow] = [here![field], there![field]];
      const sides = { base, mine: mineNow, theirs: theirsNow, kept: theirsNow };
      const given = Object.entries(sides).filter(([, value]) => value !== undefined);
      return { field, rule: 'server-first', ...Object.fromEntries(given) };
    });
}

/**
 * A document without a timeline, such as an article, has no place where both people would read what
 * was decided. So nothing is: mine stays here, the server's stays there, and a person says which.
 */
function askWhich(
  rows: readonly OutboxRow[],
  theirs: AnyDocument,
  { document: merged, lost }: Rebased,
  at: string,
): MergedRows {
  const last = rows.at(-1)!;
  const mine = last.document as unknown as Readonly<Record<string, unknown>>;
  const fields = [...new Set(lost.map(({ field }) => field))];
  const document = {
    ...merged,
    ...Object.fromEntries(fields.map((field) => [field, mine[field]])),
    version: Math.max(last.document.version, theirs.version) + 1,
    mutationId: last.document.mutationId,
    updatedAt: last.document.updatedAt,
    updatedBy: last.document.updatedBy,
    deviceId: last.document.deviceId,
  } as unknown as AnyDocument;
  const reason = `${theirs.updatedBy} changed ${fields.join(', ')} too. Send again to put yours in its place, or discard yours.`;
  const refused: Refusal = {
    status: REFUSED.undecided,
    reason,
    at,
    decisions: toAsk(rows, last.document, theirs, lost),
  };
  return { document, rows: [{ ...startingAt(last, theirs), document, refused }], entry: null };
}

/**
 * The server can be read again: that refusal is over. A row's own write that arrived before (F8,
 * F10) is done, and so is what came before it.
 */
function openRows(rows: readonly OutboxRow[], theirs: AnyDocument): OutboxRow[] {
  const done = rows.findLastIndex((row) => isSameWrite(row.document, theirs));
  return rows.slice(done + 1).map((row) => {
    if (row.refused?.status !== REFUSED.unreadable) return row;
    const { refused: _over, ...open } = row;
    return open;
  });
}

/**
 * Three-way merge of a document's unsent rows with the server's state (L8). Pure but for the given
 * ULIDs.
 */
export function mergeRows(
  rows: readonly OutboxRow[],
  theirs: AnyDocument,
  rules: MergeRules,
  by: Decider,
): MergedRows {
  const open = openRows(rows, theirs);
  if (open.length === 0) return { document: theirs, rows: [], entry: null };
  const first = open[0]!;
  const started = ancestorOf(first);
  if (started && theirs.version < started.version) {
    // The server lost what these rows started from (F13): all of it is newer than what it shows.
    return {
      document: open.at(-1)!.document,
      rows: [startingAt(first, theirs), ...open.slice(1)],
      entry: null,
    };
  }
  const rebased = rebaseRows(open, theirs, rules);
  const asks = removalAsks(open, theirs);
  const kept = asks === null ? rebased.rows : refuseAll(rebased.rows, asks, by.now);
  if (rebased.lost.length === 0) return { ...rebased, rows: kept, entry: null };
  const { mutationId } = open.at(-1)!;
  const told = { otherUser: theirs.updatedBy, mutationId };
  const entry = decisionEntry(rebased.document, rebased.lost, told, by);
  return entry ? { ...rebased, rows: kept, entry } : askWhich(open, theirs, rebased, by.now);
}
