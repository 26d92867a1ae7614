import { PART_BYTES } from '../../../shared/model/blob.ts';
import type { CouchServer } from '../../couch/couch-server.ts';
import { asRecord } from '../../couch/json-record.ts';
import { readSetting } from '../../couch/server-info.ts';
import { findRestore } from '../restore-plan.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';

/** CouchDB's defaults, and what Outpost needs of them; bytes. */
const DOCUMENT_BYTES = 8_000_000;
const REQUEST_BYTES = 64 * 1024 * 1024;
const COOKIE_SECONDS = 600;
const LEAST_COOKIE_SECONDS = 300;

/** A restore that was cut short makes everything else pointless. */
export async function checkRestore(server: CouchServer): Promise<Finding> {
  const plan = await findRestore(server);
  return plan === null
    ? ok('restore', 'No restore is under way.')
    : problem(
        'restore',
        `A restore that began at ${plan.startedAt} is not finished; consoles are kept out.`,
        'Run `restore` with the same backup again: it goes on where it stopped.',
      );
}

const FINISHED = new Set(['single_node_enabled', 'cluster_finished']);

/** CouchDB's own databases and whether its set-up was finished. */
export async function checkSetup(server: CouchServer): Promise<readonly Finding[]> {
  const state = asRecord(await server.find({ path: '_cluster_setup' }).catch(() => null))['state'];
  if (typeof state !== 'string') {
    return [skipped('set-up', 'The server has no set-up of its own, as the embedded one.')];
  }
  const hasReplicator = (await server.find({ db: '_replicator' })) !== null;
  const mend = `On a single node set [couchdb] single_node = true and start CouchDB again. In a cluster: curl -X POST -H 'Content-Type: application/json' "$COUCHDB_URL/_cluster_setup" -d '{"action":"finish_cluster"}'`;
  return [
    FINISHED.has(state)
      ? ok('set-up', `CouchDB says ${state}.`)
      : warning('set-up', `CouchDB says ${state}: its set-up was not finished.`, mend),
    hasReplicator
      ? ok('_replicator', 'Is there.')
      : warning(
          '_replicator',
          'Is missing; CouchDB writes about it to its log every few seconds.',
          'curl -X PUT "$COUCHDB_URL/_replicator"',
        ),
  ];
}

interface Limit {
  readonly section: string;
  readonly key: string;
  readonly least: number;
  readonly why: string;
}

const LIMITS: readonly Limit[] = [
  {
    section: 'couchdb',
    key: 'max_document_size',
    least: DOCUMENT_BYTES,
    why: 'a long comment would be refused',
  },
  {
    section: 'chttpd',
    key: 'max_http_request_size',
    least: REQUEST_BYTES,
    why: 'a restore sends up to this in one request',
  },
];

/**
 * Exactly one part of a file: the rules of a files database cannot hold to it, because CouchDB does
 * not know a length while a body streams in.
 */
async function checkAttachmentSize(server: CouchServer): Promise<Finding> {
  const key = 'max_attachment_size';
  const path = '_node/_local/_config/couchdb';
  const settings = await server.find({ path }).catch(() => null);
  if (settings === null)
    return skipped(key, 'The server has no such setting, as the embedded one.');
  const value = asRecord(settings)[key];
  const mend = `Set [couchdb] ${key} = ${String(PART_BYTES)}.`;
  const bytes = typeof value === 'string' ? Number(value) : Number.POSITIVE_INFINITY;
  if (bytes === PART_BYTES) return ok(key, `${String(bytes)} bytes, one part of a file.`);
  return bytes < PART_BYTES
    ? problem(key, `[couchdb] ${key} is ${String(bytes)}: parts of files would be refused.`, mend)
    : warning(
        key,
        `[couchdb] ${key} ${typeof value === 'string' ? `is ${value}` : 'is not set'}: one request of anybody who may attach files could fill the disk.`,
        mend,
      );
}

/** Limits on what may be sent, with the lines to set them. */
export async function checkLimits(server: CouchServer): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { section, key, least, why } of LIMITS) {
    const value = await readSetting(server, section, key);
    const bytes = value === null || value === 'infinity' ? Number.POSITIVE_INFINITY : Number(value);
    findings.push(
      bytes >= least
        ? ok(key, value === null ? 'Not set, so CouchDB’s own.' : `${value} bytes.`)
        : problem(
            key,
            `[${section}] ${key} is ${String(value)}: ${why}.`,
            `Set [${section}] ${key} = ${String(least)}, or more.`,
          ),
    );
  }
  return [...findings, await checkAttachmentSize(server)];
}

/** How long people stay signed in. */
export async function checkCookie(server: CouchServer): Promise<Finding> {
  const timeout = await readSetting(server, 'chttpd_auth', 'timeout');
  const seconds = Number(timeout ?? COOKIE_SECONDS);
  return seconds >= LEAST_COOKIE_SECONDS
    ? ok('cookie', `A session lasts ${String(seconds)} s and is renewed while people work.`)
    : warning(
        'cookie',
        `A session lasts ${String(seconds)} s: people would be asked for their password often.`,
        `Set [chttpd_auth] timeout = ${String(COOKIE_SECONDS)}.`,
      );
}

/** Tokens of a sign-in service, where the server takes them. */
export async function checkTokens(server: CouchServer): Promise<Finding> {
  const handlers = (await readSetting(server, 'chttpd', 'authentication_handlers')) ?? '';
  if (!handlers.includes('jwt_authentication_handler')) {
    return ok('tokens', 'The server takes no tokens; people sign in with name and password.');
  }
  const claims = (await readSetting(server, 'jwt_auth', 'required_claims')) ?? '';
  if (!/\bexp\b/.test(claims)) {
    return problem(
      'tokens',
      'Tokens without an end are taken: one that was stolen opens the server for ever.',
      'Set [jwt_auth] required_claims = exp.',
    );
  }
  const path = await readSetting(server, 'jwt_auth', 'roles_claim_path');
  return path === null
    ? warning(
        'tokens',
        'Nothing says where a token names roles, so its bearer has none.',
        'Set [jwt_auth] roles_claim_path = to the claim of your sign-in service, and never let it pass on _admin.',
      )
    : ok('tokens', `Tokens must end; their roles are read from ${path}.`);
}
