import { isServerAdmin, type Actor } from './actor.ts';
import { conflict, forbidden, toCouchError } from './couch-error.ts';
import type { Database } from './database.ts';
import { compileValidator, type ValidationCase } from './design-validators.ts';
import { isDesignId, isLocalId } from './document-rules.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { writeLocal } from './local-documents.ts';
import { findPredecessors, type Predecessor } from './predecessors.ts';
import { checkUserDocument, storableUser, USERS_DATABASE } from './user-documents.ts';
import { newUuid } from './uuid.ts';

export interface WriteOptions {
  readonly newEdits: boolean;
  readonly passwordIterations: number;
}

/** One row of `_bulk_docs`. With `newEdits` false only refused documents have a row. */
export type WriteRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
  | { readonly id: string; readonly rev?: string; readonly error: string; readonly reason: string };

interface Candidate {
  readonly index: number;
  readonly id: string;
  readonly document: JsonObject;
}

type Rows = (WriteRow | undefined)[];

/**
 * The one way into a database: every route that writes comes through here. Checks who may, what
 * `_users`, design documents and `validate_doc_update` demand, and stores what is left in one
 * synced batch. Documents must have passed `checkDocument`.
 * @returns a row for each document in order; `undefined` where `newEdits` is false and it is stored.
 * @throws CouchError where nothing at all was stored
 */
export async function writeDocuments(
  database: Database,
  actor: Actor,
  documents: readonly JsonObject[],
  options: WriteOptions,
): Promise<Rows> {
  const prepared = await Promise.all(
    documents.map((document) => prepare(database, document, options)),
  );
  return database.writes.run(() =>
    database.gate.share(() => writeInTurn(database, actor, prepared, options.newEdits)),
  );
}

async function prepare(
  database: Database,
  document: JsonObject,
  options: WriteOptions,
): Promise<Candidate> {
  const id = typeof document['_id'] === 'string' ? document['_id'] : newUuid();
  const identified = { ...document, _id: id };
  const isUser = database.name === USERS_DATABASE && !isDesignId(id) && !isLocalId(id);
  if (!isUser || document['_deleted'] === true) return { index: 0, id, document: identified };
  return { index: 0, id, document: await storableUser(identified, options.passwordIterations) };
}

async function writeInTurn(
  database: Database,
  actor: Actor,
  prepared: readonly Candidate[],
  newEdits: boolean,
): Promise<Rows> {
  const rows: Rows = prepared.map(() => undefined);
  const candidates = prepared.map((each, index) => ({ ...each, index }));
  const replicated = candidates.filter((each) => !isLocalId(each.id));
  const accepted = await acceptable(database, actor, replicated, newEdits, rows);
  await store(database, accepted, newEdits, rows);
  for (const candidate of candidates) {
    if (isLocalId(candidate.id)) rows[candidate.index] = await localRow(database, candidate);
  }
  return rows;
}

async function localRow(database: Database, candidate: Candidate): Promise<WriteRow> {
  try {
    const rev = await writeLocal(database.pouch, candidate.document);
    return { ok: true, id: candidate.id, rev };
  } catch (error) {
    return refusedRow(candidate, error);
  }
}

async function acceptable(
  database: Database,
  actor: Actor,
  candidates: readonly Candidate[],
  newEdits: boolean,
  rows: Rows,
): Promise<Candidate[]> {
  const predecessors = await findPredecessors(
    database.level,
    candidates.map((each) => each.document),
    newEdits,
  );
  const passed: (Candidate & ValidationCase)[] = [];
  const accepted: Candidate[] = [];
  candidates.forEach((candidate, position) => {
    const predecessor = predecessors[position];
    try {
      if (!predecessor || predecessor.kind === 'conflict') throw conflict();
      if (predecessor.kind === 'known') return;
      checkSystemRules(database, actor, candidate, predecessor);
      if (isDesignId(candidate.id)) accepted.push(candidate);
      else passed.push({ ...candidate, ...caseOf(candidate.document, predecessor.document) });
    } catch (error) {
      rows[candidate.index] = refusedRow(candidate, error);
    }
  });
  const userCtx = { db: database.name, name: actor.name, roles: actor.roles };
  const { validators, level, security } = database;
  const refusals = await validators.check(level, passed.map(asCase), userCtx, security);
  passed.forEach((candidate, position) => {
    const refusal = refusals[position];
    if (refusal) rows[candidate.index] = { id: candidate.id, ...refusal };
    else accepted.push(candidate);
  });
  return accepted;
}

/** Functions see attachments as stubs with their length, not their bytes. */
function caseOf(document: JsonObject, oldDoc: JsonObject | null): ValidationCase {
  const attachments = document['_attachments'];
  if (!isJsonObject(attachments)) return { newDoc: document, oldDoc };
  const stubs = Object.entries(attachments).map(([name, value]) => {
    const { data, ...rest } = isJsonObject(value) ? value : {};
    const length = typeof data === 'string' ? { length: base64Bytes(data) } : {};
    return [name, { ...rest, ...length, stub: true }];
  });
  return { newDoc: { ...document, _attachments: Object.fromEntries(stubs) as unknown }, oldDoc };
}

function base64Bytes(data: string): number {
  const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
  return (data.length / 4) * 3 - padding;
}

const asCase = ({ newDoc, oldDoc }: ValidationCase): ValidationCase => ({ newDoc, oldDoc });

/** Design documents run code in this process, so only the server's administrators write them. */
function checkSystemRules(
  database: Database,
  actor: Actor,
  { id, document }: Candidate,
  predecessor: Predecessor & { kind: 'new' },
): void {
  if (isDesignId(id)) {
    if (!isServerAdmin(actor)) throw forbidden('You are not a db or server admin.');
    const source = document['validate_doc_update'];
    if (document['_deleted'] !== true && typeof source === 'string') {
      compileValidator(id, '', source);
    }
  } else if (database.name === USERS_DATABASE) {
    checkUserDocument(document, predecessor.document, actor);
  }
}

async function store(
  database: Database,
  accepted: readonly Candidate[],
  newEdits: boolean,
  rows: Rows,
): Promise<void> {
  if (accepted.length === 0) return;
  const ordered = [...accepted].sort((a, b) => a.index - b.index);
  const documents = ordered.map((each) => each.document);
  const results = await database.pouch.bulkDocs(documents, { new_edits: newEdits });
  if (ordered.some((each) => isDesignId(each.id))) database.validators.invalidate();
  if (newEdits) {
    ordered.forEach((candidate, position) => {
      const result = results[position];
      rows[candidate.index] =
        result?.rev !== undefined && result.ok
          ? { ok: true, id: candidate.id, rev: result.rev }
          : refusedRow(candidate, result);
    });
  } else if (results.length > 0) {
    throw new Error(`The store refused ${String(results.length)} replicated revisions`);
  }
  database.changes.notify();
}

function refusedRow(candidate: Candidate, thrown: unknown): WriteRow {
  const error = toCouchError(thrown);
  if (!error) throw thrown instanceof Error ? thrown : new Error(describe(thrown));
  const rev = candidate.document['_rev'];
  const row = { id: candidate.id, error: error.error, reason: error.reason };
  return typeof rev === 'string' && error.error !== 'conflict' ? { ...row, rev } : row;
}

function describe(thrown: unknown): string {
  return isJsonObject(thrown) ? JSON.stringify(thrown) : String(thrown);
}
