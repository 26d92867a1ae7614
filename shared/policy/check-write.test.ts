import { describe, expect, it } from 'vitest';
import { makeId, makeUlid } from '../model/ids.ts';
import type { Write } from '../workflow/command.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { createDocument, createItem, relate, unrelate } from '../workflow/record-commands.ts';
import { STATE_MACHINES } from '../workflow/states.ts';
import { addComment, changeTicketState, createTicket } from '../workflow/ticket-commands.ts';
import { mulberry32 } from '../testkit/random.ts';
import { checkWrite } from './check-write.ts';
import { mayWrite, RIGHTS, type WriteAction } from './rights.ts';
import { ROLES, scopeRole, scopesOf } from './roles.ts';
import { writePolicy } from './write-policy.ts';
import type { Writer, WrittenDocument } from './written-document.ts';

const leipzig = writePolicy('leipzig', STATE_MACHINES);
const reference = writePolicy(null, STATE_MACHINES);

const nadia: Writer = { name: 'nadia', roles: ['agent', 'scope:leipzig'] };
const server: Writer = { name: 'admin', roles: ['_admin'] };
const importer: Writer = { name: 'sync', roles: ['importer'] };

let clock = Date.UTC(2027, 2, 30, 6);
const random = mulberry32(7);
const context = (userName = 'nadia') => ({
  now: new Date((clock += 60_000)).toISOString(),
  userName,
  roles: [],
  deviceId: 'desk-1',
  ulid: () => makeUlid(clock, random),
  matrix: DEFAULT_MATRIX,
});

/** A document as it stands on the server, and a later one with some fields changed. */
const stored = (write: Write | undefined): WrittenDocument =>
  JSON.parse(JSON.stringify(write?.document)) as WrittenDocument;
const later = (document: WrittenDocument, patch: WrittenDocument = {}): WrittenDocument => ({
  ...document,
  version: (document['version'] as number) + 1,
  mutationId: 'next',
  ...patch,
});

const created = createTicket(
  {
    kind: 'incident',
    scope: 'leipzig',
    number: 'INC-1042',
    title: 'Label printer prints blanks',
    impact: 2,
    urgency: 2,
    origin: 'phone',
  },
  context(),
);
const ticket = stored(created.writes[0]);
const entry = stored(created.writes[1]);
const item = stored(
  createItem(
    {
      kind: 'item',
      scope: 'leipzig',
      number: 'CI-004417',
      name: 'PRN-LEJ-07',
      className: 'printer',
      status: 'operational',
      criticality: 'medium',
      attributes: {},
    },
    context(),
  ).writes[0],
);
const view = stored(
  createDocument(
    'policies',
    {
      kind: 'saved-view',
      name: 'Printers',
      icon: 'printer',
      ticketKinds: ['incident'],
      query: 'printer',
      ownerUserName: 'nadia',
      order: 1,
    },
    context(),
  ).writes[0],
);

const reasonOf = (
  document: WrittenDocument,
  old: WrittenDocument | null,
  writer: Writer = nadia,
  policy = leipzig,
): string | null => checkWrite(policy, document, old, writer)?.reason ?? null;

describe('what people write in their role is taken', () => {
  it('takes a new ticket and its first entry', () => {
    expect(reasonOf(ticket, null)).toBeNull();
    expect(reasonOf(entry, null)).toBeNull();
  });

  it('takes a document with CouchDB’s id and revision', () => {
    const { id, ...body } = later(ticket, { title: 'Blank labels' });
    expect(reasonOf({ _id: id, _rev: '1-a', ...body }, { _id: id, ...ticket })).toBeNull();
  });

  it('takes several offline moves in one write, and fields of a later console', () => {
    expect(reasonOf(later(ticket, { state: 'closed', open: 0 }), ticket)).toBeNull();
    expect(reasonOf(later(ticket, { severity: 'new in 2031' }), ticket)).toBeNull();
    expect(reasonOf({ ...ticket, state: 'resolved', version: 5 }, null)).toBeNull();
  });

  it('takes the same write twice, as after a lost answer', () => {
    expect(reasonOf(ticket, ticket)).toBeNull();
    expect(reasonOf(entry, entry, { name: 'omar', roles: ['technician'] })).toBeNull();
  });

  it('takes a new document over a tombstone', () => {
    expect(reasonOf(ticket, { _id: ticket['id'], _deleted: true })).toBeNull();
  });

  it('takes a saved view from its owner, whatever the role', () => {
    expect(reasonOf(view, null, nadia, reference)).toBeNull();
    expect(reasonOf(later(view, { name: 'Mine' }), view, nadia, reference)).toBeNull();
    const gone = later(view, { removedAt: '2027-03-30T07:00:00.000Z' });
    expect(reasonOf(gone, view, nadia, reference)).toBeNull();
  });

  it('lets the importer and the server write what others did, in any state', () => {
    const foreign = { ...ticket, createdBy: 'eva', updatedBy: 'eva', state: 'closed' };
    const reopened = later(foreign, { state: 'in-progress' });
    for (const writer of [importer, server]) {
      expect(reasonOf(foreign, null, writer)).toBeNull();
      expect(reasonOf(reopened, foreign, writer)).toBeNull();
    }
  });

  it('lets members of any role lease numbers', () => {
    const counter = { _id: 'numbers:INC', kind: 'numbers', prefix: 'INC', next: 1000 };
    for (const role of ROLES) {
      const writer = { name: 'nadia', roles: [role] };
      expect(reasonOf({ ...counter, next: 1050 }, counter, writer, reference)).toBeNull();
    }
  });
});

const other = 'omar';
const ULID = '01JQK3M6ZT0000000000000000';
const forged: readonly [
  what: string,
  document: WrittenDocument,
  old: WrittenDocument | null,
  reason: RegExp,
  writer?: Writer,
][] = [
  ['no id', { kind: 'incident' }, null, /no id/],
  ['two ids', { ...ticket, _id: `ticket:${ULID}` }, null, /differ/],
  ['an id without ULID', { ...ticket, id: 'ticket:1' }, null, /not of the form/],
  ['an unknown type', { ...ticket, id: `wish:${ULID}` }, null, /No type of document/],
  ['an id like a property', { ...ticket, id: 'constructor' }, null, /No type of document/],
  ['a type of the other database', { ...view, scope: 'leipzig' }, null, /reference database/],
  ['an unknown kind', { ...ticket, kind: 'wish' }, null, /No tickets are of the kind wish/],
  ['a kind like a property', { ...ticket, kind: 'constructor' }, null, /of the kind constructor/],
  ['another scope', { ...ticket, scope: 'dresden' }, null, /scope leipzig and no other/],
  ['no device', { ...ticket, deviceId: undefined }, null, /deviceId is missing/],
  ['no opening instant', { ...ticket, openedAt: undefined }, null, /openedAt is missing/],
  ['a version in words', { ...ticket, version: 'two' }, null, /version must be of type integer/],
  ['a broken version', { ...ticket, version: 1.5 }, null, /version must be of type integer/],
  ['a date that is none', { ...ticket, updatedAt: 'yesterday' }, null, /updatedAt must be of type/],
  ['watchers as text', { ...ticket, watchers: 'all' }, null, /watchers must be of type array/],
  ['attributes as a list', { ...item, attributes: [] }, null, /attributes must be of type object/],
  [
    'an assignee as number',
    { ...ticket, assigneeId: 7 },
    null,
    /assigneeId must be of type string/,
  ],
  ['an unknown state', { ...ticket, state: 'toString' }, null, /has the state toString/],
  ['an entry under another record', { ...entry, recordId: `ticket:${ULID}` }, null, /ULID of its/],
  ['somebody else’s creation', { ...ticket, createdBy: other }, null, /Created by omar/],
  ['somebody else’s edit', later(ticket, { updatedBy: other }), ticket, /Written by omar/],
  ['another creator later', later(ticket, { createdBy: other }), ticket, /createdBy never changes/],
  ['another kind later', later(ticket, { kind: 'task' }), ticket, /kind never changes/],
  ['another number', later(ticket, { number: 'INC-1' }), ticket, /number never changes/],
  ['no number', later(ticket, { number: '' }), ticket, /number never changes/],
  [
    'an older birth',
    later(ticket, { createdAt: '2020-01-01T00:00:00.000Z' }),
    ticket,
    /never changes/,
  ],
  ['the same version', later(ticket, { version: ticket['version'] }), ticket, /does not follow/],
  ['an older version', later(ticket, { version: 0 }), ticket, /does not follow/],
  [
    'a way back',
    { ...later(ticket), state: 'new' },
    { ...ticket, state: 'closed' },
    /from the state/,
  ],
  ['a changed entry', later(entry, { to: 'closed' }), entry, /entries/],
  ['a removed entry', later(entry, { removedAt: ticket['updatedAt'] }), entry, /entries/],
  [
    'a changed entry by the server',
    later(entry, { to: 'closed' }),
    entry,
    /stays as it is/,
    server,
  ],
  ['a changed entry by the importer', later(entry, { to: 'x' }), entry, /entries/, importer],
  ['a tombstone', { _id: ticket['id'], _deleted: true }, ticket, /Only the server removes/],
  [
    'a tombstone by the importer',
    { _id: 'x', _deleted: true },
    ticket,
    /Only the server/,
    importer,
  ],
  ['an agent’s removal', later(ticket, { removedAt: ticket['updatedAt'] }), ticket, /remove or/],
  ['a design document', { _id: '_design/x' }, null, /design documents/],
  ['an identity', { _id: 'outpost:identity' }, null, /server administrator writes/],
  ['a counter in a scope', { _id: 'numbers:INC', next: 1 }, null, /No type of document/],
  ['nobody', { ...ticket, updatedBy: null }, null, /Sign in/, { name: null, roles: [] }],
  ['a person without a role', ticket, null, /None of your roles/, { name: 'nadia', roles: [] }],
  ['a role like a property', ticket, null, /None of/, { name: 'nadia', roles: ['constructor'] }],
];

describe('forged writes are refused', () => {
  it.each(forged)('%s', (_what, document, old, reason, writer = nadia) => {
    const withReal =
      writer.name === 'nadia' || writer.name === null
        ? document
        : { ...document, updatedBy: writer.name };
    expect(reasonOf(withReal, old, writer)).toMatch(reason);
  });

  it('takes a vote from anybody with a role, and from nobody in another name', () => {
    const vote = stored(
      createDocument(
        'articles',
        { kind: 'article-feedback', type: 'vote', ownerUserName: 'nadia', helpful: true },
        context(),
      ).writes[0],
    );
    const auditor: Writer = { name: 'nadia', roles: ['auditor'] };
    expect(checkWrite(reference, vote, null, auditor)).toBeNull();
    const forged = { ...vote, ownerUserName: other };
    expect(checkWrite(reference, forged, null, auditor)?.reason).toMatch(/None of your roles/);
  });

  it('refuses to change what an article said when it was published', () => {
    const version = stored(
      createDocument(
        'articles',
        {
          kind: 'article-version',
          articleId: makeId('article', makeUlid(clock, random)),
          versionNumber: 1,
          title: 'Toner',
          summary: '',
          markdown: 'Open the lid.',
        },
        context(),
      ).writes[0],
    );
    expect(checkWrite(reference, version, null, nadia)).toBeNull();
    const rewritten = later(version, { markdown: 'Never said.' });
    expect(checkWrite(reference, rewritten, version, nadia)?.reason).toMatch(/stays as it is/);
  });

  it('refuses a saved view taken over from its owner', () => {
    const taken = later(view, { ownerUserName: other, updatedBy: other });
    const writer = { name: other, roles: ['agent'] };
    expect(reasonOf(taken, view, writer, reference)).toMatch(/None of your roles/);
    expect(reasonOf(view, null, { name: 'nadia', roles: ['scope:x'] }, reference)).toMatch(/role/);
  });

  it('refuses every other end of a relation', () => {
    const made = relate(ticket as never, 'affects', item['id'] as string, context()).writes[0];
    const relation = stored(made);
    expect(reasonOf(relation, null)).toBeNull();
    const undone = stored(unrelate(ticket as never, relation as never, context()).writes[0]);
    expect(reasonOf(undone, relation)).toBeNull();
    const bent = later(relation, { toId: `item:${ULID}` });
    expect(reasonOf(bent, relation)).toMatch(/toId never changes/);
  });

  it('names the field, so that a form can point at it', () => {
    expect(checkWrite(leipzig, later(ticket, { number: 'INC-1' }), ticket, nadia)?.field).toBe(
      'number',
    );
  });
});

describe('counters of numbers', () => {
  const counter = { _id: 'numbers:INC', kind: 'numbers', prefix: 'INC', next: 1000 };
  const lease = (patch: WrittenDocument, writer: Writer = nadia) =>
    reasonOf({ ...counter, ...patch }, counter, writer, reference);

  it.each([
    ['back', { next: 999 }, /never goes back/],
    ['too far', { next: 1_000_000_000 }, /at most 100000/],
    ['by halves', { next: 1000.5 }, /whole next/],
    ['of another series', { prefix: 'PRB', next: 1001 }, /its prefix/],
    ['with something more', { next: 1001, owner: 'nadia' }, /nothing but next/],
  ])('never move %s', (_what, patch, reason) => {
    expect(lease(patch)).toMatch(reason);
  });

  it('are made by provisioning alone and never go back for anybody', () => {
    expect(reasonOf(counter, null, nadia, reference)).toMatch(/provisioning/);
    expect(reasonOf(counter, null, server, reference)).toBeNull();
    expect(lease({ next: 2_000_000 }, server)).toBeNull();
    expect(lease({ next: 1 }, server)).toMatch(/never goes back/);
    expect(lease({ next: 1001 }, { name: 'x', roles: [] })).toMatch(/role in Outpost/);
  });
});

describe('the identity of a database (L13)', () => {
  const identity = {
    _id: 'outpost:identity',
    databaseId: 'b7',
    epoch: 2,
    minClient: 1,
    scope: 'leipzig',
  };
  const write = (patch: WrittenDocument) => reasonOf({ ...identity, ...patch }, identity, server);

  it('is raised by a restore and never lowered', () => {
    expect(write({ epoch: 3 })).toBeNull();
    expect(write({ epoch: 1 })).toMatch(/never goes back/);
    expect(write({ epoch: 'two' })).toMatch(/whole number/);
    expect(write({ databaseId: '' })).toMatch(/databaseId/);
    expect(write({ minClient: null })).toMatch(/minClient/);
    expect(write({ scope: 'dresden' })).toMatch(/scope leipzig/);
  });
});

describe('rights', () => {
  it('are the same for buttons and for the server', () => {
    const documents = { tickets: ticket, entries: entry, items: item } as const;
    for (const [collection, document] of Object.entries(documents)) {
      for (const role of ROLES) {
        const name = collection as keyof typeof documents;
        const writer = { name: 'nadia', roles: [role] };
        expect(reasonOf(document, null, writer) === null).toBe(mayWrite([role], name, 'create'));
      }
    }
  });

  it('give every collection somebody who creates in it', () => {
    for (const rights of Object.values(RIGHTS)) expect(rights.create.length).toBeGreaterThan(0);
  });

  it.each<[string, keyof typeof RIGHTS, WriteAction, boolean]>([
    ['agent', 'tickets', 'update', true],
    ['agent', 'tickets', 'remove', false],
    ['agent', 'policies', 'create', false],
    ['auditor', 'scans', 'create', true],
    ['auditor', 'items', 'update', false],
    ['manager', 'policies', 'update', true],
    ['importer', 'tickets', 'create', true],
    ['importer', 'entries', 'update', false],
    ['_admin', 'entries', 'create', true],
    ['scope:leipzig', 'tickets', 'create', false],
  ])('%s, %s: may %s is %s', (role, collection, action, expected) => {
    expect(mayWrite([role], collection, action)).toBe(expected);
  });

  it('know scopes by their roles', () => {
    expect(scopesOf(['agent', scopeRole('leipzig'), 'scope:dresden'])).toEqual([
      'leipzig',
      'dresden',
    ]);
  });
});

describe('commands of the console', () => {
  it('pass after a comment and a change of state', () => {
    const comment = addComment(ticket as never, 'Swapped the ribbon.', 'public', context());
    const solved = changeTicketState(
      ticket as never,
      'resolved',
      { resolutionCode: 'fixed', resolution: 'New ribbon.' },
      context(),
    );
    for (const write of [...comment.writes, ...solved.writes]) {
      expect(reasonOf(stored(write), write.base as never)).toBeNull();
    }
  });
});
