import type { AnyDocument } from '../../shared/model/collections.ts';
import type { CollectionName } from '../../shared/model/ids.ts';
import { COLLECTION_PREFIXES, collectionOfId } from '../../shared/model/ids.ts';
import { applyRepair, mergeWith, storeMerged } from './apply-pulled.ts';
import { quarantineId } from './local-documents.ts';
import { groupByDocument } from './outbox.ts';
import type { OutboxRow, PulledChange } from './outbox-row.ts';
import type { Overtaken } from './put-back.ts';
import { putBackNewer, putBackOnlyHere } from './put-back.ts';
import type { ReplicaParts } from './replica-parts.ts';
import { readServerDocument } from './sort-page.ts';
import { getMany, removeAll } from './storage.ts';
import type { DatabaseEquality, EqualityDocument, SyncQuestion } from './sync-question.ts';
import { equalityId, questionId } from './sync-question.ts';
import type { Comparison, Difference, IdRange, VersionStamp } from './versions.ts';
import {
  compareRange,
  expectedThere,
  isOwnWrite,
  isSameStamp,
  stampKey,
  stampOf,
} from './versions.ts';

/*
 * Equality with the server is proved, not assumed (L16). A restore without a raised epoch (F14) and
 * a purge (F47) show in no feed; they show here.
 */

/** What the server has of a document that seemed to differ. */
export interface Suspect extends Difference {
  readonly there:
    | { readonly kind: 'document'; readonly document: Readonly<Record<string, unknown>> }
    | { readonly kind: 'deleted' | 'missing' };
}

/** What came of looking closer. */
export interface Drift {
  readonly missingHere: number;
  readonly olderHere: number;
  /** Newer here than there, or another write of the same version; left as it is. */
  readonly newerHere: readonly VersionStamp[];
  /** Sent once, and not there any more; left as it is. */
  readonly onlyHere: readonly VersionStamp[];
}

/** Sync's half of the comparison. */
export interface EqualityPort {
  /** Compares a range of ids with what the server says it has there; see `compareRange`. */
  compare(
    database: string,
    range: IdRange,
    there: ReadonlyMap<string, VersionStamp>,
  ): Promise<Comparison>;
  /**
   * Looks at documents that seemed to differ, with what the server has of them now. What is missing
   * or older here is stored as if the feed had brought it. What is newer or only here stays, unless
   * this person said “apply” about that very write: then it is put back as after a restore (F13),
   * and what the server knows to be deleted goes.
   */
  settle(database: string, suspects: readonly Suspect[]): Promise<Drift>;
  /** Keeps the result and asks this person about writes they were not asked about before. */
  note(result: DatabaseEquality, drift: Pick<Drift, 'newerHere' | 'onlyHere'>): Promise<void>;
  /** The last comparison of each database, and whether an answer waits to be carried out. */
  results(): Promise<readonly EqualityDocument[]>;
}

type Verdict = 'equal' | 'missing' | 'older' | 'newer' | 'only';

interface Judged {
  readonly verdict: Verdict;
  readonly suspect: Suspect;
  readonly stored: AnyDocument | undefined;
  readonly theirs: AnyDocument | null;
}

function judge(
  suspect: Suspect,
  theirs: AnyDocument | null,
  stored: AnyDocument | undefined,
  rows: readonly OutboxRow[],
): Verdict {
  const here = expectedThere(stored && stampOf(stored), rows);
  const there = theirs ? stampOf(theirs) : null;
  if (isSameStamp(here, there) || isOwnWrite(there, rows)) return 'equal';
  if (!here) return rows.length > 0 ? 'equal' : 'missing';
  if (there && here.version < there.version) return 'older';
  // What waits to be sent comes there by itself, and what was written since has just been sent.
  if (rows.length > 0 || !isSameStamp(here, suspect.here)) return 'equal';
  return there ? 'newer' : 'only';
}

async function storedOf(
  { database }: Pick<ReplicaParts, 'database'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnyDocument>> {
  const stored = new Map<string, AnyDocument>();
  for (const [name, mine] of byCollection(ids, (id) => id)) {
    const found = await getMany<AnyDocument>(database.collections[name], mine);
    for (const document of found) stored.set(document.id, document);
  }
  return stored;
}

function byCollection<T>(items: readonly T[], idOf: (item: T) => string): Map<CollectionName, T[]> {
  const groups = new Map<CollectionName, T[]>();
  for (const item of items) {
    const name = collectionOfId(idOf(item));
    if (name) groups.set(name, [...(groups.get(name) ?? []), item]);
  }
  return groups;
}

async function judgeAll(parts: ReplicaParts, suspects: readonly Suspect[]): Promise<Judged[]> {
  const ids = suspects.map(({ id }) => id);
  const unsent = groupByDocument(await parts.local.outboxOfMany(ids));
  const stored = await storedOf(parts, ids);
  const quarantined = new Set(await parts.local.ids('quarantine'));
  return suspects.flatMap((suspect): Judged[] => {
    const { id, there } = suspect;
    const here = stored.get(id);
    if (there.kind !== 'document') {
      const verdict = judge(suspect, null, here, unsent.get(id) ?? []);
      return [{ verdict, suspect, stored: here, theirs: null }];
    }
    const read = readServerDocument(id, there.document);
    // What this build cannot read is known, or is put into quarantine by the repair.
    if (!read.ok) {
      const verdict = quarantined.has(quarantineId(id)) ? 'equal' : 'missing';
      return [{ verdict, suspect, stored: here, theirs: null }];
    }
    const verdict = judge(suspect, read.document, here, unsent.get(id) ?? []);
    return [{ verdict, suspect, stored: here, theirs: read.document }];
  });
}

/** Carries out “apply” for these: they were asked about, and nothing of them has changed since. */
async function putBack(parts: ReplicaParts, judged: readonly Judged[]): Promise<void> {
  for (const [collection, mine] of byCollection(judged, ({ suspect }) => suspect.id)) {
    const overtaken = mine.flatMap(({ stored, theirs }): Overtaken[] =>
      stored && theirs ? [{ stored, theirs }] : [],
    );
    const rows = groupByDocument(await putBackNewer(parts, collection, overtaken));
    const theirs = overtaken.map((each) => each.theirs);
    const groups = mergeWith(parts, theirs, (id) => rows.get(id));
    if (groups.length > 0) await storeMerged(parts, groups);
    const gone = mine.filter(({ suspect }) => suspect.there.kind === 'deleted');
    await removeAll(
      parts.database.collections[collection],
      gone.map(({ suspect }) => suspect.id),
    );
    const only = mine.filter(({ suspect }) => suspect.there.kind === 'missing');
    await putBackOnlyHere(
      parts,
      collection,
      only.flatMap(({ stored }) => (stored ? [stored] : [])),
    );
  }
}

async function settle(
  parts: ReplicaParts,
  database: string,
  suspects: readonly Suspect[],
): Promise<Drift> {
  const memory = await parts.local.get<EqualityDocument>(equalityId(database));
  const approved = new Set(memory?.isApproved ? memory.decided : []);
  const judged = await judgeAll(parts, suspects);
  const repairs = judged.filter(({ verdict }) => verdict === 'missing' || verdict === 'older');
  const changes = repairs.flatMap(({ suspect: { id, there } }): PulledChange[] =>
    there.kind === 'document' ? [{ kind: 'document', id, document: there.document }] : [],
  );
  if (changes.length > 0) await applyRepair(parts, database, changes);
  const behind = judged.filter(({ verdict }) => verdict === 'newer' || verdict === 'only');
  const stampHere = ({ stored }: Judged): VersionStamp => stampOf(stored!);
  await putBack(
    parts,
    behind.filter((each) => approved.has(stampKey(stampHere(each)))),
  );
  const count = (verdict: Verdict): number => judged.filter((j) => j.verdict === verdict).length;
  const stamps = (verdict: Verdict): VersionStamp[] =>
    judged.filter((each) => each.verdict === verdict).map(stampHere);
  return {
    missingHere: count('missing'),
    olderHere: count('older'),
    newerHere: stamps('newer'),
    onlyHere: stamps('only'),
  };
}

/** The question about a server that has less; kept as it was asked while nothing new is found. */
export function wentBackId(database: string): string {
  return `server-went-back:${database}`;
}

async function note(
  { local, context }: ReplicaParts,
  result: DatabaseEquality,
  { newerHere, onlyHere }: Pick<Drift, 'newerHere' | 'onlyHere'>,
): Promise<void> {
  const { database } = result;
  const memory = await local.get<EqualityDocument>(equalityId(database));
  const known = new Set(memory?.decided);
  const drifted = [...newerHere, ...onlyHere].map(stampKey);
  const decided = drifted.filter((key) => known.has(key));
  const document: EqualityDocument = {
    id: equalityId(database),
    kind: 'equality',
    database,
    result,
    drifted,
    decided,
    isApproved: false,
  };
  const id = wentBackId(database);
  if (decided.length === drifted.length) {
    await local.change({ put: [document], remove: [questionId(id)] });
    return;
  }
  const question: SyncQuestion = {
    id,
    kind: 'server-went-back',
    database,
    newerHere: newerHere.length,
    onlyHere: onlyHere.length,
    askedAt: context().now,
  };
  await local.put([document, { id: questionId(id), kind: 'question', database, question }]);
}

/** Notes what a person said about a server that has less; carried out by the next comparison. */
export async function answerWentBack(
  { local }: Pick<ReplicaParts, 'local'>,
  database: string,
  isApproved: boolean,
): Promise<void> {
  const memory = await local.get<EqualityDocument>(equalityId(database));
  await local.change({
    put: memory ? [{ ...memory, decided: memory.drifted, isApproved }] : [],
    remove: [questionId(wentBackId(database))],
  });
}

/** What of the replica the comparison with the server may use. */
export function createEqualityPort(parts: ReplicaParts): EqualityPort {
  const { exclusive, local } = parts;
  return {
    compare: (database, range, there) =>
      compareRange(parts, database, range, there, `${COLLECTION_PREFIXES[range.collection]}:`),
    settle: (database, suspects) => exclusive(() => settle(parts, database, suspects)),
    note: (result, drift) => exclusive(() => note(parts, result, drift)),
    results: () => local.list<EqualityDocument>('equality'),
  };
}
