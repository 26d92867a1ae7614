import type { DocumentShape, FieldType } from './document-shapes.ts';
import type { CollectionPolicy, NameSet, WritePolicy } from './write-policy.ts';
import type { Writer, WriteRefusal, WrittenDocument } from './written-document.ts';

/*
 * CouchDB runs these functions as well, from `interpreter-source.ts`, in engines as old as ECMAScript
 * 5. So: type imports only, function declarations, no syntax younger than ES5 but `const` and `let` at
 * the start of a line, ASCII alone. A test keeps that file at this one's text.
 */

/** One write with what is asked about it again and again. */
interface WriteCase {
  readonly next: WrittenDocument;
  /** Null where nothing stands under that id. */
  readonly before: WrittenDocument | null;
  readonly documentId: string;
  readonly author: Writer;
  readonly law: WritePolicy;
  readonly isAdmin: boolean;
  readonly isTrusted: boolean;
}

function refusal(about: string | null, text: string, values: readonly unknown[]): WriteRefusal {
  const parts = text.split('%').map(function (part, index) {
    return [part, values[index]].join('');
  });
  return { reason: parts.join(''), field: about };
}

function hasKey(table: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(table, key);
}

function holdsRole(roles: readonly string[], allowed: NameSet): boolean {
  return roles.some(function (role) {
    return hasKey(allowed, role);
  });
}

function isWhole(value: unknown): boolean {
  return typeof value === 'number' && isFinite(value) && Math.floor(value) === value;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

function isDeletion(doc: WrittenDocument | null): boolean {
  return doc === null ? false : doc['_deleted'] === true;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as WrittenDocument;
  const right = b as WrittenDocument;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(function (name) {
    return hasKey(right, name) && sameValue(left[name], right[name]);
  });
}

function contentNames(doc: WrittenDocument): string[] {
  return Object.keys(doc).filter(function (name) {
    return name.charAt(0) !== '_' && name !== 'id' && doc[name] !== undefined;
  });
}

function sameContent(a: WrittenDocument, b: WrittenDocument): boolean {
  const names = contentNames(a);
  if (names.length !== contentNames(b).length) return false;
  return names.every(function (name) {
    return hasKey(b, name) && sameValue(a[name], b[name]);
  });
}

function fitsType(value: unknown, type: FieldType, law: WritePolicy): boolean {
  if (type === 'any') return true;
  if (type === 'integer') return isWhole(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }
  if (type === 'instant') {
    return typeof value === 'string' && new RegExp(law.instantPattern).test(value);
  }
  return typeof value === type;
}

function shapeRefusal(
  doc: WrittenDocument,
  shape: DocumentShape,
  law: WritePolicy,
): WriteRefusal | null {
  const missing = shape.required.filter(function (name) {
    return doc[name] === undefined;
  })[0];
  if (missing !== undefined) return refusal(missing, 'The field % is missing.', [missing]);
  const wrong = Object.keys(shape.types).filter(function (name) {
    return doc[name] !== undefined && !fitsType(doc[name], shape.types[name] as FieldType, law);
  })[0];
  if (wrong === undefined) return null;
  const type = shape.types[wrong];
  const wanted = type === 'instant' ? 'an instant such as 2027-03-30T06:46:00.000Z' : type;
  return refusal(wrong, 'The field % must be of type %.', [wrong, wanted]);
}

function scopeRefusal(write: WriteCase): WriteRefusal | null {
  const scope = write.law.scope;
  if (scope === null || write.next['scope'] === scope) return null;
  return refusal('scope', 'This database holds the scope % and no other.', [scope]);
}

function idRefusal(write: WriteCase, collection: CollectionPolicy): WriteRefusal | null {
  const id = write.documentId;
  if (!new RegExp(collection.idPattern).test(id)) {
    return refusal('id', 'The id % is not of the form %.', [id, collection.idPattern]);
  }
  if (collection.name !== 'entries') return null;
  if (String(write.next['recordId']).split(':')[1] === id.split(':')[1]) return null;
  return refusal('recordId', 'The id of an entry must carry the ULID of its record.', []);
}

function documentRefusal(write: WriteCase, collection: CollectionPolicy): WriteRefusal | null {
  const kind = write.next['kind'];
  if (typeof kind !== 'string' || !hasKey(collection.kinds, kind)) {
    return refusal('kind', 'No % are of the kind %.', [collection.name, kind]);
  }
  const envelope = shapeRefusal(write.next, write.law.envelope, write.law);
  if (envelope !== null) return envelope;
  const body = shapeRefusal(write.next, collection.kinds[kind] as DocumentShape, write.law);
  if (body !== null) return body;
  const place = scopeRefusal(write);
  return place === null ? idRefusal(write, collection) : place;
}

function authorRefusal(write: WriteCase): WriteRefusal | null {
  const name = write.author.name;
  const updater = write.next['updatedBy'];
  const creator = write.next['createdBy'];
  if (updater !== name) {
    return refusal('updatedBy', 'Written by %, but signed in as %.', [updater, name]);
  }
  if (write.before !== null || creator === name) return null;
  return refusal('createdBy', 'Created by %, but signed in as %.', [creator, name]);
}

function isOwnDocument(write: WriteCase, collection: CollectionPolicy): boolean {
  const owned = collection.owned;
  const before = write.before;
  if (owned === null || owned.kinds.indexOf(String(write.next['kind'])) === -1) return false;
  if (write.next[owned.field] !== write.author.name) return false;
  return before === null || before[owned.field] === write.author.name;
}

function rightsRefusal(write: WriteCase, collection: CollectionPolicy): WriteRefusal | null {
  const before = write.before;
  const roles = write.author.roles;
  if (isOwnDocument(write, collection)) {
    if (holdsRole(roles, write.law.members)) return null;
    return refusal(null, 'Only people with a role in Outpost may write.', []);
  }
  const action = before === null ? 'create' : 'update';
  if (!holdsRole(roles, collection.rights[action])) {
    return refusal(null, 'None of your roles may % %.', [action, collection.name]);
  }
  const wasRemoved = before !== null && isSet(before['removedAt']);
  if (isSet(write.next['removedAt']) === wasRemoved) return null;
  if (holdsRole(roles, collection.rights.remove)) return null;
  return refusal('removedAt', 'None of your roles may remove or restore %.', [collection.name]);
}

function changeRefusal(
  doc: WrittenDocument,
  before: WrittenDocument,
  collection: CollectionPolicy,
): WriteRefusal | null {
  if (collection.appendOnly || hasKey(collection.writtenOnce, String(before['kind']))) {
    return refusal(null, 'What was written to % stays as it is.', [collection.name]);
  }
  const fixed = collection.fixed.filter(function (name) {
    return isSet(before[name]) && !sameValue(before[name], doc[name]);
  })[0];
  if (fixed !== undefined) return refusal(fixed, 'The field % never changes.', [fixed]);
  const version = doc['version'];
  if ((version as number) > (before['version'] as number)) return null;
  return refusal('version', 'Version % does not follow version %.', [version, before['version']]);
}

function stateRefusal(write: WriteCase, collection: CollectionPolicy): WriteRefusal | null {
  const kind = write.next['kind'] as string;
  if (!hasKey(collection.moves, kind)) return null;
  const moves = collection.moves[kind] as Readonly<Record<string, NameSet>>;
  const to = String(write.next['state']);
  if (!hasKey(moves, to)) return refusal('state', 'No % has the state %.', [kind, to]);
  if (write.before === null || write.isTrusted) return null;
  const from = String(write.before['state']);
  if (!hasKey(moves, from) || hasKey(moves[from] as NameSet, to)) return null;
  return refusal('state', 'No % goes from the state % to %.', [kind, from, to]);
}

function recordRefusal(write: WriteCase): WriteRefusal | null {
  const law = write.law;
  const before = write.before;
  const prefix = String(write.documentId.split(':')[0]);
  if (hasKey(law.elsewhere, prefix)) {
    const right = law.scope === null ? 'the database of their scope' : 'the reference database';
    return refusal('id', 'Documents of the type % live in %.', [prefix, right]);
  }
  if (!hasKey(law.collections, prefix)) {
    return refusal('id', 'No type of document has ids like %.', [write.documentId]);
  }
  const collection = law.collections[prefix] as CollectionPolicy;
  const shape = documentRefusal(write, collection);
  if (shape !== null) return shape;
  if (before !== null && sameContent(write.next, before)) return null;
  const author = write.isTrusted ? null : authorRefusal(write);
  if (author !== null) return author;
  const rights = write.isAdmin ? null : rightsRefusal(write, collection);
  if (rights !== null) return rights;
  const change = before === null ? null : changeRefusal(write.next, before, collection);
  return change === null ? stateRefusal(write, collection) : change;
}

function leaseRefusal(write: WriteCase, before: WrittenDocument): WriteRefusal | null {
  const lease = (write.next['next'] as number) - (before['next'] as number);
  if (lease < 0) return refusal('next', 'A counter of numbers never goes back.', []);
  if (write.isAdmin) return null;
  if (!holdsRole(write.author.roles, write.law.members)) {
    return refusal(null, 'Only people with a role in Outpost lease numbers.', []);
  }
  if (contentNames(write.next).length !== 3) {
    return refusal(null, 'A lease changes nothing but next.', []);
  }
  if (lease <= write.law.maxLease) return null;
  return refusal('next', 'One lease takes at most % numbers.', [write.law.maxLease]);
}

function counterRefusal(write: WriteCase): WriteRefusal | null {
  const doc = write.next;
  const prefix = write.documentId.split(':')[1];
  if (doc['kind'] !== 'numbers' || doc['prefix'] !== prefix || !isWhole(doc['next'])) {
    return refusal(null, 'A counter has the kind numbers, its prefix and a whole next.', []);
  }
  if (write.before !== null) return leaseRefusal(write, write.before);
  return write.isAdmin ? null : refusal(null, 'Only provisioning makes a counter.', []);
}

function identityRefusal(write: WriteCase): WriteRefusal | null {
  const doc = write.next;
  const before = write.before;
  if (!isSet(doc['databaseId']) || typeof doc['databaseId'] !== 'string') {
    return refusal('databaseId', 'An identity needs a databaseId.', []);
  }
  if (!isWhole(doc['epoch']) || (doc['epoch'] as number) < 1) {
    return refusal('epoch', 'The epoch of an identity is a whole number from 1.', []);
  }
  if (!isWhole(doc['minClient'])) {
    return refusal('minClient', 'The minClient of an identity is a whole number.', []);
  }
  if (before !== null && (doc['epoch'] as number) < (before['epoch'] as number)) {
    return refusal('epoch', 'An epoch never goes back.', []);
  }
  return scopeRefusal(write);
}

function serverDocumentRefusal(write: WriteCase): WriteRefusal | null {
  const id = write.documentId;
  if (!write.isAdmin) return refusal(null, 'Only a server administrator writes %.', [id]);
  return id === 'outpost:identity' ? identityRefusal(write) : null;
}

function writeRefusal(write: WriteCase): WriteRefusal | null {
  const id = write.documentId;
  if (id.split('/')[0] === '_local') return null;
  if (id.split('/')[0] === '_design') {
    if (write.isAdmin) return null;
    return refusal(null, 'Only a server administrator writes design documents.', []);
  }
  if (write.author.name === null) return refusal(null, 'Sign in first.', []);
  if (isDeletion(write.next)) {
    if (write.isAdmin) return null;
    return refusal(null, 'Only the server removes for good; set removedAt instead.', []);
  }
  const family = id.split(':')[0];
  if (family === 'outpost') return serverDocumentRefusal(write);
  if (family === 'numbers' && write.law.scope === null) return counterRefusal(write);
  return recordRefusal(write);
}

/**
 * Would the server take this write (L17)? The console asks before it stores a command, CouchDB asks
 * before it stores the document; both run this one text.
 * @param old What the server holds, or what the person's edit started from; null for a new document.
 * @returns Null, or why not.
 */
export function checkWrite(
  policy: WritePolicy,
  doc: WrittenDocument,
  old: WrittenDocument | null,
  writer: Writer,
): WriteRefusal | null {
  const id = hasKey(doc, '_id') ? doc['_id'] : doc['id'];
  if (typeof id !== 'string') return refusal('id', 'The document has no id.', []);
  if (hasKey(doc, 'id') && doc['id'] !== id) return refusal('id', '_id and id differ.', []);
  const admin = writer.roles.indexOf(policy.serverAdmin) !== -1;
  return writeRefusal({
    next: doc,
    before: isDeletion(old) ? null : old,
    documentId: id,
    author: writer,
    law: policy,
    isAdmin: admin,
    isTrusted: admin || writer.roles.indexOf(policy.importer) !== -1,
  });
}
