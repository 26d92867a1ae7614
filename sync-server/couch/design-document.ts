import {
  blobWritePolicy,
  validateBlobUpdateSource,
} from '../../shared/policy/blob-write-policy.ts';
import { validateDocUpdateSource } from '../../shared/policy/validate-doc-update.ts';
import { writePolicy } from '../../shared/policy/write-policy.ts';
import { RECORD_MACHINES } from '../../shared/workflow/article-states.ts';

export const DESIGN_ID = '_design/outpost';

export interface DesignDocument {
  readonly _id: string;
  readonly language: 'javascript';
  readonly validate_doc_update: string;
}

/**
 * The design document that guards a database.
 * @param scope Null for the reference database.
 */
export function designDocument(scope: string | null): DesignDocument {
  return {
    _id: DESIGN_ID,
    language: 'javascript',
    validate_doc_update: validateDocUpdateSource(writePolicy(scope, RECORD_MACHINES)),
  };
}

/** The design document that guards the files database of a scope. */
export function filesDesignDocument(scope: string): DesignDocument {
  return {
    _id: DESIGN_ID,
    language: 'javascript',
    validate_doc_update: validateBlobUpdateSource(blobWritePolicy(scope)),
  };
}

/** The index that the server's own tools ask by; consoles query their replica. */
export const INDEX_BY_KIND = {
  ddoc: 'outpost-index',
  name: 'by-kind',
  type: 'json',
  index: { fields: ['kind', 'updatedAt'] },
} as const;
