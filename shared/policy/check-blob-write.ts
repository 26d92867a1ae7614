import type { BlobWritePolicy } from './blob-write-policy.ts';
import type { Writer, WriteRefusal, WrittenDocument } from './written-document.ts';

/*
 * CouchDB runs these functions as well, from `blob-interpreter-source.ts`, in engines as old as
 * ECMAScript 5. So: type imports only, function declarations, no syntax younger than ES5 but `const`
 * and `let` at the start of a line, ASCII alone. A test keeps that file at this one's text.
 */

function blobRefusal(about: string | null, text: string, value?: unknown): WriteRefusal {
  return { reason: text.split('%').join(String(value)), field: about };
}

function ownFields(doc: WrittenDocument): string[] {
  return Object.keys(doc).filter(function (name) {
    return name.charAt(0) !== '_' && name !== 'id';
  });
}

function partRefusal(policy: BlobWritePolicy, doc: WrittenDocument): WriteRefusal | null {
  const attachments = (doc['_attachments'] || {}) as WrittenDocument;
  const names = Object.keys(attachments);
  if (names.length !== 1 || names[0] !== policy.attachment) {
    return blobRefusal('_attachments', 'A part of a file has one attachment, named data.');
  }
  const stub = attachments[policy.attachment] as WrittenDocument;
  const type = stub['content_type'];
  if (type !== policy.contentType) {
    return blobRefusal('content_type', 'A part of a file is of the type %.', policy.contentType);
  }
  // CouchDB does not know the length while a body still streams in; see `checkBlobWrite`.
  const length = stub['length'];
  if (typeof length === 'number' && length > policy.maxBytes) {
    return blobRefusal('length', 'A part of a file has at most % bytes.', policy.maxBytes);
  }
  if (length === 0) return blobRefusal('length', 'A part of a file is not empty.');
  return null;
}

function identityOfFilesRefusal(
  policy: BlobWritePolicy,
  doc: WrittenDocument,
): WriteRefusal | null {
  if (typeof doc['databaseId'] !== 'string' || doc['databaseId'] === '') {
    return blobRefusal('databaseId', 'An identity needs a databaseId.');
  }
  if (doc['scope'] === policy.scope) return null;
  return blobRefusal('scope', 'This database holds the scope % and no other.', policy.scope);
}

function mayWriteBlobs(policy: BlobWritePolicy, roles: readonly string[]): boolean {
  const isMember = roles.some(function (role) {
    return Object.prototype.hasOwnProperty.call(policy.members, role);
  });
  return isMember && roles.indexOf(policy.scopeRole) !== -1;
}

/**
 * Would the server take this write to a files database (L17, L22)? Parts are named by their content,
 * carry nothing else and never change. They have no author: the same content may be attached by two
 * people, and the timeline entry that names it says who did.
 * The length is judged only where it is known: the embedded server knows it, CouchDB calls this while
 * the body streams in, and there `[couchdb] max_attachment_size` is the limit (`doctor` checks it).
 * Whether the content is what the id says is for whoever reads it to check.
 * @param old What the server holds; null for a new document.
 * @returns Null, or why not.
 */
export function checkBlobWrite(
  policy: BlobWritePolicy,
  doc: WrittenDocument,
  old: WrittenDocument | null,
  writer: Writer,
): WriteRefusal | null {
  const id = String(doc['_id']);
  if (id.split('/')[0] === '_local') return null;
  const admin = writer.roles.indexOf(policy.serverAdmin) !== -1;
  if (id.split('/')[0] === '_design') {
    if (admin) return null;
    return blobRefusal(null, 'Only a server administrator writes design documents.');
  }
  if (writer.name === null) return blobRefusal(null, 'Sign in first.');
  if (doc['_deleted'] === true) {
    return admin ? null : blobRefusal(null, 'Only the server removes files for good.');
  }
  if (id === 'outpost:identity') {
    if (!admin) return blobRefusal(null, 'Only a server administrator writes outpost:identity.');
    return identityOfFilesRefusal(policy, doc);
  }
  if (!new RegExp(policy.idPattern).test(id)) {
    return blobRefusal('id', 'Nothing but parts of files lives here, named blob:<sha256>.');
  }
  if (!admin && !mayWriteBlobs(policy, writer.roles)) {
    return blobRefusal(null, 'None of your roles may attach files here.');
  }
  const extra = ownFields(doc)[0];
  if (extra !== undefined) {
    return blobRefusal(extra, 'A part of a file has no field %.', extra);
  }
  if (old !== null && old['_deleted'] !== true) {
    return blobRefusal(null, 'Content of files never changes.');
  }
  return partRefusal(policy, doc);
}
