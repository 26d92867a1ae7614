import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { PriorityMatrix } from '../../shared/model/policy.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { workflowMergeRules } from '../../shared/workflow/merge-rules.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, asStrings, type JsonRecord } from '../couch/json-record.ts';
import { bulkWrite } from '../couch/write-documents.ts';
import { bulkGetLeaves } from './backup-format.ts';
import { listOutpostDatabases } from './outpost-databases.ts';
import { readFeed, readWholeRange } from './read-database.ts';
import { requireWhole } from './restore-plan.ts';
import { differingFields, settleConflict, type Conflict } from './settle-conflict.ts';

export interface LeafSummary {
  readonly rev: string;
  readonly version: number | null;
  readonly updatedBy: string | null;
  readonly updatedAt: string | null;
}

export interface ConflictReport {
  readonly database: string;
  readonly id: string;
  /** The one that CouchDB shows first. */
  readonly leaves: readonly LeafSummary[];
  /** Fields in which they differ; none: the same content came twice. */
  readonly fields: readonly string[];
  readonly outcome: 'found' | 'mended' | 'left';
  /** Why it was left, where it was. */
  readonly reason: string | null;
}

export interface SweepRequest {
  readonly server: CouchServer;
  readonly mend: boolean;
  /** Names of databases; absent: all of Outpost's. */
  readonly only?: readonly string[];
  /** Keeps a losing leaf as it was; called, and awaited, before anything is written. */
  readonly keep?: (database: string, leaf: JsonRecord) => Promise<void>;
  readonly onConflict?: (report: ConflictReport) => void;
}

const PAGE = 2_000;

/** Ids of documents with more than one living leaf. */
export async function* findConflicts(
  server: CouchServer,
  db: string,
): AsyncGenerator<readonly JsonRecord[]> {
  for await (const page of readFeed(server, db, { limit: PAGE, allLeaves: true })) {
    // A deleted winner has no living leaf beside it; a living one may have deleted ones.
    for (const { id, revs } of page.rows.filter((row) => !row.deleted && row.revs.length > 1)) {
      const leaves = await readLeaves(server, db, id, revs);
      if (leaves.length > 1) yield leaves;
    }
  }
}

async function readLeaves(
  server: CouchServer,
  db: string,
  id: string,
  revs: readonly string[],
): Promise<readonly JsonRecord[]> {
  const answer = await server.request({
    method: 'POST',
    db,
    path: '_bulk_get',
    query: { revs: true },
    body: { docs: revs.map((rev) => ({ id, rev })) },
  });
  return bulkGetLeaves(answer).filter((leaf) => leaf['_deleted'] !== true);
}

/** All revisions a leaf grew from, itself first. */
function ancestry(leaf: JsonRecord): readonly string[] {
  const { start, ids } = asRecord(leaf['_revisions']);
  if (typeof start !== 'number') return [];
  return asStrings(ids).map((hash, index) => `${String(start - index)}-${hash}`);
}

/** The newest revision that all leaves grew from; null where compaction took its body. */
async function readBase(
  server: CouchServer,
  db: string,
  leaves: readonly JsonRecord[],
): Promise<JsonRecord | null> {
  const [first, ...others] = leaves.map(ancestry);
  const rev = first?.find((each) => others.every((path) => path.includes(each)));
  if (rev === undefined) return null;
  const path = encodeURIComponent(String(leaves[0]?.['_id']));
  const found = await server.find({ db, path, query: { rev } });
  return found === null ? null : asRecord(found);
}

async function readMatrix(server: CouchServer): Promise<PriorityMatrix['rows']> {
  const range = ['policy:', 'policy:\uffff'] as const;
  const policies = await readWholeRange(server, REFERENCE_DATABASE, range);
  const found = policies.find((each) => each['kind'] === 'priority-matrix' && !each['removedAt']);
  return (found?.['rows'] as PriorityMatrix['rows'] | undefined) ?? DEFAULT_MATRIX;
}

function summary(leaf: JsonRecord): LeafSummary {
  const { _rev, version, updatedBy, updatedAt } = leaf;
  return {
    rev: String(_rev),
    version: typeof version === 'number' ? version : null,
    updatedBy: typeof updatedBy === 'string' ? updatedBy : null,
    updatedAt: typeof updatedAt === 'string' ? updatedAt : null,
  };
}

async function mend(
  { server, keep }: SweepRequest,
  database: string,
  conflict: Conflict,
  matrix: PriorityMatrix['rows'],
): Promise<string | null> {
  const settled = settleConflict(conflict, workflowMergeRules(matrix));
  if ('reason' in settled) return settled.reason;
  for (const loser of settled.losers) await keep?.(database, loser);
  const refused = await bulkWrite(server, database, settled.writes);
  // An entry that is there already was written by a run that died, or by another sweeper.
  const [broken] = refused.filter(({ id, error }) => error !== 'conflict' || id === conflict.id);
  return broken?.reason ?? null;
}

/**
 * Finds documents of which a replication between servers left several leaves (F23), and settles them
 * where asked to. Consoles see one more ordinary edit.
 * @throws CouchFailure
 */
export async function sweep(request: SweepRequest): Promise<readonly ConflictReport[]> {
  const { server } = request;
  await requireWhole(server);
  const all = await listOutpostDatabases(server);
  const { only } = request;
  const databases = only && only.length > 0 ? all.filter((name) => only.includes(name)) : all;
  const matrix = await readMatrix(server);
  const reports: ConflictReport[] = [];
  for (const database of databases) {
    for await (const leaves of findConflicts(server, database)) {
      const id = String(leaves[0]?.['_id']);
      let reason: string | null = null;
      if (request.mend) {
        const base = await readBase(server, database, leaves);
        reason = await mend(request, database, { id, leaves, base }, matrix);
      }
      const report: ConflictReport = {
        database,
        id,
        leaves: leaves.map(summary),
        fields: differingFields(leaves),
        outcome: request.mend ? (reason === null ? 'mended' : 'left') : 'found',
        reason,
      };
      reports.push(report);
      request.onConflict?.(report);
    }
  }
  return reports;
}
