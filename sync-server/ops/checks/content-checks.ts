import { statfs } from 'node:fs/promises';
import { filesDatabase } from '../../../shared/model/blob.ts';
import {
  CLIENT_GENERATION,
  IDENTITY_ID,
  REFERENCE_DATABASE,
  scopeDatabase,
} from '../../../shared/model/collections.ts';
import { NUMBER_SERIES, numbersId } from '../../../shared/policy/numbers.ts';
import type { CouchServer } from '../../couch/couch-server.ts';
import { listScopes, readIdentity } from '../../couch/database-identity.ts';
import { filesDesignDocument, DESIGN_ID } from '../../couch/design-document.ts';
import { asRecord, sameJson } from '../../couch/json-record.ts';
import { securityObject } from '../../couch/security-object.ts';
import { readSetting } from '../../couch/server-info.ts';
import { CHECKPOINT_ID } from '../../follower/follow-scope.ts';
import { listOutpostDatabases } from '../outpost-databases.ts';
import { rowsOf } from '../read-database.ts';
import { findConflicts } from '../sweep.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';

const PROVISION = 'Run `provision`.';
const PAGE = 5_000;
const MEGABYTE = 1_000_000;
const FREE_SHARE = 0.15;
/** A follower looks every few seconds; one that was quiet so long has probably stopped. */
const QUIET_MS = 60 * 60_000;

/** The files database of every scope, with rules of its own. */
export async function checkFilesDatabases(server: CouchServer): Promise<readonly Finding[]> {
  const workspace = (await readIdentity(server, REFERENCE_DATABASE))?.databaseId;
  const findings: Finding[] = [];
  for (const scope of await listScopes(server)) {
    const name = filesDatabase(scope);
    if ((await server.find({ db: name })) === null) {
      findings.push(problem(name, 'The database of files is missing.', PROVISION));
      continue;
    }
    const security = await server.request({ db: name, path: '_security' });
    const design = asRecord(await server.find({ db: name, path: DESIGN_ID }));
    const isGuarded =
      design['validate_doc_update'] === filesDesignDocument(scope).validate_doc_update;
    const identity = await readIdentity(server, name);
    if (identity?.scope !== scope || (workspace && identity.databaseId !== workspace)) {
      findings.push(
        problem(
          `${name}/identity`,
          `${IDENTITY_ID} is missing or another's, so consoles send no files.`,
          'Run `provision` where the database is new; else restore the one that belongs here.',
        ),
      );
    }
    const isRight = isGuarded && sameJson(security, securityObject(scope));
    findings.push(
      isRight
        ? ok(name, 'Opens to the right roles and guards with the rules of this release.')
        : problem(name, 'Its _security or its rules are not as provisioned.', PROVISION),
    );
  }
  return findings;
}

/** Consoles older than `minClient` only read; those of this release should write. */
export async function checkMinClient(server: CouchServer): Promise<Finding> {
  const check = 'minClient';
  const high: string[] = [];
  for (const name of await listOutpostDatabases(server)) {
    const identity = await readIdentity(server, name);
    if (identity !== null && identity.minClient > CLIENT_GENERATION) high.push(name);
  }
  return high.length === 0
    ? ok(check, `Consoles of this release (${String(CLIENT_GENERATION)}) may write.`)
    : warning(
        check,
        `${high.join(', ')} ask for newer consoles than this release has.`,
        'Upgrade Outpost here, or lower minClient in outpost:identity again.',
      );
}

/** Leaves that replication left (F23). */
export async function checkConflicts(server: CouchServer): Promise<Finding> {
  let count = 0;
  for (const name of await listOutpostDatabases(server)) {
    for await (const leaves of findConflicts(server, name)) count += leaves.length > 1 ? 1 : 0;
  }
  return count === 0
    ? ok('conflicts', 'No document is in conflict.')
    : warning(
        'conflicts',
        `${String(count)} documents are in conflict; consoles see one side of each.`,
        'Look with `sweep`, settle with `sweep --mend`.',
      );
}

/** The highest number of every series that a ticket has. */
async function highestNumbers(server: CouchServer): Promise<ReadonlyMap<string, number>> {
  const highest = new Map<string, number>();
  for (const scope of await listScopes(server)) {
    for (let after = 'ticket:'; ;) {
      const selector = { _id: { $gt: after, $lt: 'ticket;' } };
      const body = { selector, fields: ['_id', 'number'], limit: PAGE };
      const db = scopeDatabase(scope);
      const answer = await server.request({ method: 'POST', db, path: '_find', body });
      const rows = rowsOf(answer, 'docs');
      for (const { number } of rows) {
        const [, prefix = '', digits = ''] = /^([A-Z]+)-(\d+)$/.exec(String(number)) ?? [];
        highest.set(prefix, Math.max(highest.get(prefix) ?? 0, Number(digits)));
      }
      const last = rows.at(-1)?.['_id'];
      if (rows.length < PAGE || typeof last !== 'string') break;
      after = last;
    }
  }
  return highest;
}

/** Counters stand above every number that was given out; else a number comes twice. */
export async function checkCounters(server: CouchServer): Promise<readonly Finding[]> {
  const highest = await highestNumbers(server);
  const findings: Finding[] = [];
  for (const [prefix, first] of Object.entries(NUMBER_SERIES)) {
    const id = numbersId(prefix);
    const path = encodeURIComponent(id);
    const next = asRecord(await server.find({ db: REFERENCE_DATABASE, path }))['next'];
    const above = Math.max(first, (highest.get(prefix) ?? 0) + 1);
    if (typeof next !== 'number' || !Number.isInteger(next)) {
      findings.push(problem(id, 'The counter is missing or holds no number.', PROVISION));
    } else if (next < above) {
      findings.push(
        problem(
          id,
          `Goes on at ${String(next)}, but ${prefix}-${String(above - 1)} is there: numbers would come twice.`,
          `Raise next in the document ${id} of ${REFERENCE_DATABASE} to ${String(above + 1_000)} or more, in Fauxton or with curl.`,
        ),
      );
    }
  }
  return findings.length > 0
    ? findings
    : [ok('numbers', 'Every series goes on above what is there.')];
}

/** Somebody gives the last word on service levels. @param now Milliseconds since 1970. */
export async function checkFollower(server: CouchServer, now: () => number): Promise<Finding> {
  const scopes = await listScopes(server);
  const missing: string[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const scope of scopes) {
    const found = await server.find({ db: scopeDatabase(scope), path: CHECKPOINT_ID });
    if (found === null) missing.push(scope);
    else latest = Math.max(latest, Date.parse(String(asRecord(found)['at'])));
  }
  if (scopes.length === 0) return skipped('follower', 'There is no scope to follow.');
  const mend = 'Keep `follow` running beside CouchDB, or start the embedded server with --follow.';
  if (missing.length > 0) {
    return warning(
      'follower',
      `Nobody gave verdicts yet in ${missing.join(', ')}: service levels stay provisional.`,
      mend,
    );
  }
  const isQuiet = now() - latest > QUIET_MS;
  return isQuiet
    ? ok('follower', `Last wrote at ${new Date(latest).toISOString()}; quiet since, or stopped.`)
    : ok('follower', 'Keeps up.');
}

/** Space that compaction would give back, and what is left on the disk where it can be seen. */
export async function checkSpace(
  server: CouchServer,
  dataFolder: string | null,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const db of await listOutpostDatabases(server)) {
    const { file, active } = asRecord(asRecord(await server.request({ db }))['sizes']);
    if (typeof file !== 'number' || typeof active !== 'number') continue;
    if (file < 100 * MEGABYTE || file < active * 3) continue;
    findings.push(
      warning(
        `${db}/compaction`,
        `Takes ${String(Math.round(file / MEGABYTE))} MB for ${String(Math.round(active / MEGABYTE))} MB of documents.`,
        `curl -X POST -H 'Content-Type: application/json' "$COUCHDB_URL/${db}/_compact"; and see that [smoosh] was not switched off.`,
      ),
    );
  }
  const folder = dataFolder ?? (await readSetting(server, 'couchdb', 'database_dir'));
  const space = folder === null ? null : await statfs(folder).catch(() => null);
  if (space === null)
    return [...findings, skipped('disk', 'The server’s disk cannot be seen here.')];
  const share = space.bavail / space.blocks;
  const free = `${String(Math.round((space.bavail * space.bsize) / MEGABYTE))} MB are free.`;
  findings.push(
    share > FREE_SHARE
      ? ok('disk', free)
      : warning(
          'disk',
          `Only ${free}`,
          'Make room: compaction needs as much as the largest database takes.',
        ),
  );
  return findings;
}
