import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { PendingDocument } from '../replica/outbox-row.ts';
import { planPush } from './plan-push.ts';
import type { CurrentState } from './read-answers.ts';

const state = (version: number, mutationId: string, more: object = {}): Ticket =>
  ({ id: 'ticket:1', version, mutationId, title: 'One', ...more }) as unknown as Ticket;

const there = (document: Ticket): CurrentState => ({
  kind: 'document',
  rev: '7-x',
  document: { ...document },
  attachments: undefined,
});

const pending = (base: Ticket | null, document: Ticket): PendingDocument => ({
  documentId: 'ticket:1',
  collection: 'tickets',
  base,
  document,
  upToSeq: 5,
});

const base = state(2, 'base');
const mine = state(3, 'mine', { title: 'Two' });

describe('what to do with an unsent document', () => {
  it.each<[string, PendingDocument, CurrentState, object]>([
    [
      'new, and not there: send',
      pending(null, mine),
      { kind: 'missing' },
      { kind: 'send', rev: null },
    ],
    [
      'new, over a tombstone: send without its revision',
      pending(null, mine),
      { kind: 'deleted', rev: '2-d' },
      { kind: 'send', rev: null },
    ],
    [
      'the base is there: send over it',
      pending(base, mine),
      there(base),
      { kind: 'send', rev: '7-x' },
    ],
    [
      'the base is there, its fields in another order: the same',
      pending(base, mine),
      there(Object.fromEntries(Object.entries(base).reverse()) as unknown as Ticket),
      { kind: 'send', rev: '7-x' },
    ],
    [
      'this very write is there (F8, F10)',
      pending(base, mine),
      there(mine),
      { kind: 'acknowledge' },
    ],
    [
      'somebody else’s write is there',
      pending(base, mine),
      there(state(3, 'theirs')),
      { kind: 'rebase' },
    ],
    [
      'somebody else’s write under the same new id',
      pending(null, mine),
      there(state(1, 'theirs')),
      { kind: 'rebase' },
    ],
    [
      'a foreign client changed the base without saying so',
      pending(base, mine),
      there(state(2, 'base', { title: 'By PouchDB' })),
      { kind: 'rebase' },
    ],
    [
      'something older than the base, after a restore or from a stale answer (F13, F33)',
      pending(state(5, 'base'), mine),
      there(state(4, 'older', { title: 'Older' })),
      { kind: 'send', rev: '7-x' },
    ],
    [
      'the base was deleted (F17)',
      pending(base, mine),
      { kind: 'deleted', rev: '8-d' },
      { kind: 'refuse-deleted' },
    ],
    [
      'the base is gone without a tombstone: the work stays',
      pending(base, mine),
      { kind: 'missing' },
      { kind: 'send', rev: null },
    ],
    [
      'the server cannot show it',
      pending(base, mine),
      { kind: 'unreadable', reason: 'x' },
      { kind: 'unreadable', reason: 'x' },
    ],
  ])('%s', (_what, document, current, expected) => {
    expect(planPush(document, current)).toMatchObject(expected);
  });
});
