import type { AnyDocument } from '../../shared/model/collections.ts';
import { COLLECTIONS, IDENTITY_ID } from '../../shared/model/collections.ts';
import { BOOKKEEPING_FIELDS, SCHEMA_VERSION } from '../../shared/model/envelope.ts';
import type { MergeDecision, MergeEntry } from '../../shared/model/entry.ts';
import { derivedUlid } from '../../shared/model/derived-ulid.ts';
import { collectionOfId, makeEntryId } from '../../shared/model/ids.ts';
import { lostValues, mergeDocuments, type MergeRules } from '../../shared/merge/merge-documents.ts';
import { NUMBERS_ID_PREFIX } from '../../shared/policy/numbers.ts';
import { sameJson, type JsonRecord } from '../couch/json-record.ts';
import { FOLLOWER_NAME } from '../follower/decide-verdicts.ts';
import { fromCouch } from './read-database.ts';

/** Revisions of one document that no later one follows, the one CouchDB shows first. */
export interface Conflict {
  readonly id: string;
  readonly leaves: readonly JsonRecord[];
  /** What all of them started from, where the server still has it. */
  readonly base: JsonRecord | null;
}

export interface Settlement {
  /** To be sent in one `_bulk_docs`: entries, the settled document, tombstones of losing leaves. */
  readonly writes: readonly JsonRecord[];
  /** Revisions that go. */
  readonly losers: readonly JsonRecord[];
}

/** Nobody may decide this but a person; a sentence. */
export interface Undecided {
  readonly reason: string;
}

/** The fields in which leaves differ, bookkeeping apart. */
export function differingFields(leaves: readonly JsonRecord[]): readonly string[] {
  const names = new Set(leaves.flatMap((leaf) => Object.keys(leaf)));
  const [first, ...others] = leaves;
  return [...names]
    .filter((name) => !name.startsWith('_') && !BOOKKEEPING_FIELDS.has(name))
    .filter((name) => others.some((other) => !sameJson(first?.[name], other[name])))
    .sort();
}

function versionOf(leaf: JsonRecord): number {
  return typeof leaf['version'] === 'number' ? leaf['version'] : 0;
}

/** Higher version, then mutation, then revision: the same on every machine. */
function byPrecedence(a: JsonRecord, b: JsonRecord): number {
  const difference = versionOf(b) - versionOf(a);
  if (difference !== 0) return difference;
  const [left, right] = [a, b].map(
    (leaf) => `${String(leaf['mutationId'])} ${String(leaf['_rev'])}`,
  );
  return (left ?? '') < (right ?? '') ? 1 : -1;
}

function tombstone(leaf: JsonRecord): JsonRecord {
  return { _id: leaf['_id'], _rev: leaf['_rev'], _deleted: true };
}

/** Keeps the leaf with the highest number: a counter or an epoch never goes back. */
function keepHighest({ leaves }: Conflict, field: string): Settlement {
  const ordered = [...leaves].sort((a, b) => Number(b[field]) - Number(a[field]));
  const losers = ordered.slice(1);
  return { writes: losers.map(tombstone), losers };
}

/** As if the person whose leaf lost had merged it: both see it, and both may settle it otherwise. */
function mergeEntry(
  keeper: JsonRecord,
  loser: JsonRecord,
  decisions: readonly MergeDecision[],
): JsonRecord {
  const updatedAt = String(keeper['updatedAt']);
  const recordId = String(keeper['recordId'] ?? keeper['_id']);
  const ulid = settlementId(loser);
  const entry: MergeEntry = {
    id: makeEntryId(recordId, ulid),
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    mutationId: ulid,
    createdAt: updatedAt,
    createdBy: String(loser['updatedBy']),
    updatedAt,
    updatedBy: FOLLOWER_NAME,
    deviceId: 'server',
    scope: String(keeper['scope']),
    recordId,
    at: updatedAt,
    kind: 'merge',
    decisions,
    otherUser: String(keeper['updatedBy']),
  };
  const { id, ...body } = entry;
  return { _id: id, ...body };
}

/** Names what becomes of a losing leaf: the same in every run, so that it happens once. */
function settlementId(loser: JsonRecord): string {
  const parts = [String(loser['_id']), String(loser['_rev'])];
  return derivedUlid(Date.parse(String(loser['updatedAt'])) || 0, 'sweep', ...parts);
}

interface Settled {
  readonly document: JsonRecord;
  readonly decisions: readonly MergeDecision[];
}

function wholeDecisions(keeper: JsonRecord, loser: JsonRecord): MergeDecision[] {
  return differingFields([keeper, loser]).map((field) => {
    const decision = {
      field,
      rule: 'server-first',
      ...(loser[field] === undefined ? {} : { mine: loser[field] }),
      ...(keeper[field] === undefined ? {} : { theirs: keeper[field], kept: keeper[field] }),
    };
    return decision as MergeDecision;
  });
}

/** Three-way where all leaves grew from one state that is known; else the keeper as it is. */
function combine(
  keeper: JsonRecord,
  loser: JsonRecord,
  base: JsonRecord | null,
  rules: MergeRules,
): Settled {
  const collection = collectionOfId(String(keeper['_id']));
  if (base === null || collection === undefined || COLLECTIONS[collection].appendOnly) {
    return { document: keeper, decisions: wholeDecisions(keeper, loser) };
  }
  const [started, mine, theirs] = [base, loser, keeper].map(
    (each) => fromCouch(each) as unknown as AnyDocument,
  ) as [AnyDocument, AnyDocument, AnyDocument];
  const merged = mergeDocuments(
    collection,
    started as never,
    mine as never,
    theirs as never,
    rules,
  );
  const { id: _id, ...body } = merged.document as unknown as JsonRecord;
  return {
    document: { _id: keeper['_id'], _rev: keeper['_rev'], ...body },
    decisions: lostValues(merged.decisions),
  };
}

function settleRecord(conflict: Conflict, rules: MergeRules): Settlement {
  const collection = collectionOfId(conflict.id);
  const isWrittenOnce = collection !== undefined && COLLECTIONS[collection].appendOnly;
  // What is never written again stays as consoles have it, which is what CouchDB shows.
  const ordered = isWrittenOnce ? conflict.leaves : [...conflict.leaves].sort(byPrecedence);
  const [keeper, ...losers] = ordered as [JsonRecord, ...JsonRecord[]];
  const hasTimeline = typeof keeper['scope'] === 'string';
  const entries: JsonRecord[] = [];
  let document = keeper;
  let isChanged = false;
  for (const loser of losers) {
    // An earlier run wrote the settled document and died before it took the leaf away.
    if (keeper['mutationId'] === settlementId(loser)) continue;
    if (differingFields([document, loser]).length === 0) continue;
    const settled = combine(document, loser, conflict.base, rules);
    document = settled.document;
    isChanged = true;
    if (hasTimeline && settled.decisions.length > 0) {
      entries.push(mergeEntry(keeper, loser, settled.decisions));
    }
  }
  const last = losers.at(-1);
  // A version above all leaves: whichever of them a console holds, this one is newer.
  const version = Math.max(...conflict.leaves.map(versionOf)) + 1;
  const { _revisions: _path, ...body } = document;
  const settled =
    isChanged && !isWrittenOnce && last
      ? [{ ...body, version, mutationId: settlementId(last) }]
      : [];
  return { writes: [...entries, ...settled, ...losers.map(tombstone)], losers };
}

/**
 * What to do about leaves that nobody merged. Pure, and the same in every run: the keeper is the
 * leaf with the higher version, then mutation; what the others say goes into it by the console's own
 * rules where the common start is known, and into a merge entry where it loses.
 */
export function settleConflict(conflict: Conflict, rules: MergeRules): Settlement | Undecided {
  const { id, leaves } = conflict;
  if (id.startsWith('_design/')) {
    return { reason: 'A design document: run `provision`, which writes the right one.' };
  }
  if (id.startsWith(NUMBERS_ID_PREFIX)) return keepHighest(conflict, 'next');
  if (id === IDENTITY_ID) return keepHighest(conflict, 'epoch');
  if (collectionOfId(id) !== undefined) return settleRecord(conflict, rules);
  if (differingFields(leaves).length > 0) return { reason: 'No type of document known here.' };
  const [, ...losers] = [...leaves].sort(byPrecedence);
  return { writes: losers.map(tombstone), losers };
}
