import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { PART_BYTES } from '../model/blob.ts';
import { blobWritePolicy, validateBlobUpdateSource } from './blob-write-policy.ts';
import { checkBlobWrite } from './check-blob-write.ts';
import type { WrittenDocument } from './written-document.ts';

const policy = blobWritePolicy('leipzig');
const agent = { name: 'nadia', roles: ['agent', 'scope:leipzig'] };
const admin = { name: 'admin', roles: ['_admin'] };
const ID = `blob:${'0a'.repeat(32)}`;

function part(stub: object = {}, more: object = {}): WrittenDocument {
  const data = { content_type: 'application/octet-stream', length: 10, stub: true, ...stub };
  return { _id: ID, _attachments: { data }, ...more };
}

const identity = { _id: 'outpost:identity', databaseId: 'one', epoch: 1, scope: 'leipzig' };

type Case = readonly [
  what: string,
  doc: WrittenDocument,
  old: WrittenDocument | null,
  writer: { readonly name: string | null; readonly roles: readonly string[] },
  refused: RegExp | null,
];

const CASES: readonly Case[] = [
  ['a part', part(), null, agent, null],
  ['a part of the largest size', part({ length: PART_BYTES }), null, agent, null],
  // CouchDB says this while a body of unknown length streams in.
  ['a part whose length is not known yet', part({ length: 'undefined' }), null, agent, null],
  ['a part where one was purged', part(), { _id: ID, _deleted: true }, agent, null],
  ['a part by the administrator, who restores', part(), null, admin, null],
  ['the identity, by provisioning', identity, null, admin, null],
  ['a larger part', part({ length: PART_BYTES + 1 }), null, agent, /at most 4194304 bytes/],
  ['an empty part', part({ length: 0 }), null, agent, /not empty/],
  ['a part that a browser would open', part({ content_type: 'text/html' }), null, agent, /type/],
  [
    'a second attachment',
    part({}, { _attachments: { data: {}, more: {} } }),
    null,
    agent,
    /one att/,
  ],
  [
    'an attachment of another name',
    { _id: ID, _attachments: { x: {} } },
    null,
    agent,
    /named data/,
  ],
  ['no attachment', { _id: ID }, null, agent, /named data/],
  ['a field beside it', part({}, { createdBy: 'omar' }), null, agent, /no field createdBy/],
  ['another content for a part', part(), part(), agent, /never changes/],
  ['a removal', { _id: ID, _deleted: true }, part(), agent, /Only the server removes/],
  ['a ticket', { _id: 'ticket:1' }, null, agent, /parts of files/],
  ['an identity by an agent', identity, null, agent, /administrator/],
  [
    'the identity of another scope',
    { ...identity, scope: 'porto' },
    null,
    admin,
    /holds the scope/,
  ],
  ['a design document by an agent', { _id: '_design/x' }, null, agent, /administrator/],
  [
    'somebody of another scope',
    part(),
    null,
    { name: 'x', roles: ['agent', 'scope:porto'] },
    /roles/,
  ],
  ['somebody without a role', part(), null, { name: 'x', roles: ['scope:leipzig'] }, /roles/],
  ['nobody', part(), null, { name: null, roles: [] }, /Sign in/],
];

type Validate = (doc: unknown, old: unknown, writer: unknown) => void;

describe('who may write what to a files database (L17)', () => {
  // As CouchDB's query server does it: the text's value is the function.
  const context = vm.createContext({});
  const validate = vm.runInContext(validateBlobUpdateSource(policy), context) as Validate;

  it.each(CASES)('%s', (_what, doc, old, writer, refused) => {
    const here = checkBlobWrite(policy, doc, old, writer);
    if (refused) expect(here?.reason).toMatch(refused);
    else expect(here).toBeNull();
    let there: string | null = null;
    try {
      validate(doc, old, writer);
    } catch (error) {
      there = (error as { forbidden: string }).forbidden;
    }
    expect(there).toBe(here?.reason ?? null);
  });
});
