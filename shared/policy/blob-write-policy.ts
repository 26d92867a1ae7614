import { PART_ATTACHMENT, PART_BYTES, PART_TYPE } from '../model/blob.ts';
import { BLOB_INTERPRETER_SOURCE } from './blob-interpreter-source.ts';
import { IMPORTER_ROLE, ROLES, scopeRole, SERVER_ADMIN_ROLE } from './roles.ts';

/** Everything `checkBlobWrite` knows about a files database; plain JSON. */
export interface BlobWritePolicy {
  readonly scope: string;
  readonly scopeRole: string;
  readonly members: Readonly<Record<string, true>>;
  readonly serverAdmin: string;
  readonly idPattern: string;
  readonly attachment: string;
  readonly contentType: string;
  /** Of one part, where its length is known; see `checkBlobWrite`. */
  readonly maxBytes: number;
}

/** The policy of a scope's files database. */
export function blobWritePolicy(scope: string): BlobWritePolicy {
  return {
    scope,
    scopeRole: scopeRole(scope),
    members: Object.fromEntries([...ROLES, IMPORTER_ROLE].map((role) => [role, true as const])),
    serverAdmin: SERVER_ADMIN_ROLE,
    idPattern: '^blob:[0-9a-f]{64}$',
    attachment: PART_ATTACHMENT,
    contentType: PART_TYPE,
    maxBytes: PART_BYTES,
  };
}

/** The `validate_doc_update` of a files database: self-contained ES5 with the policy inside. */
export function validateBlobUpdateSource(policy: BlobWritePolicy): string {
  return [
    '(function () {',
    `var policy = ${JSON.stringify(policy)};`,
    BLOB_INTERPRETER_SOURCE,
    'return function (newDoc, oldDoc, userCtx) {',
    '    var refused = checkBlobWrite(policy, newDoc, oldDoc, userCtx);',
    '    if (refused !== null) throw { forbidden: refused.reason };',
    '};',
    '})()',
  ].join('\n');
}
