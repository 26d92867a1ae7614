import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyDocument } from '../model/collections.ts';
import type { CommentEntry, Entry, LinkEntry } from '../model/entry.ts';
import type { Relation } from '../model/item.ts';
import type { Ticket, TicketKind } from '../model/ticket.ts';
import { TICKET_KINDS } from '../model/ticket.ts';
import { validateDocument } from '../model/validate.ts';
import { aTicket, anItem, fakeContext } from '../testkit/factories.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import { relate } from './record-commands.ts';
import { STATE_MACHINES, stateSpec } from './states.ts';
import {
  ancestorsOf,
  moveWithChildren,
  setParent,
  takesChildrenAlong,
} from './ticket-acts-family.ts';
import { afterwardsOf, convertTicket, draftArticle, splitTicket } from './ticket-acts-made.ts';
import { idsOfDuplicate, mergeDuplicate, planDuplicate } from './ticket-acts-merge.ts';
import type { DuplicateCase } from './ticket-acts-merge.ts';
import { rateTicket, watchTicket } from './ticket-acts-people.ts';
import { takeBackAct } from './ticket-acts-undo.ts';
import { addComment, changeTicketState, updateTicket } from './ticket-commands.ts';

const fixed = { resolutionCode: 'fixed', resolution: 'New head.' } as const;

/** A small replica: what was written, by id. */
class Store {
  readonly documents = new Map<string, AnyDocument>();

  run(result: CommandResult): void {
    for (const { base, document } of result.writes) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
      expect(document.mutationId).toBe(result.mutationId);
      expect(document.version).toBe((base?.version ?? 0) + 1);
      this.documents.set(document.id, document);
    }
    const ids = result.writes.map(({ document }) => document.id);
    expect(new Set(ids).size).toBe(ids.length);
  }

  ticket(of: { readonly id: string }): Ticket {
    return this.documents.get(of.id) as Ticket;
  }

  entries(of: { readonly id: string }): readonly Entry[] {
    return [...this.documents.values()].filter(
      (each): each is Entry => 'recordId' in each && each.recordId === of.id,
    );
  }

  relations(): readonly Relation[] {
    return [...this.documents.values()].filter(
      (each): each is Relation => each.kind === 'relation' && each.removedAt === undefined,
    );
  }

  known(given: DuplicateCase): ReadonlyMap<string, AnyDocument> {
    const { entries, relations } = idsOfDuplicate(given);
    const ids = [...entries, ...relations].filter((id) => this.documents.has(id));
    return new Map(ids.map((id) => [id, this.documents.get(id)!]));
  }
}

function storeWith(tickets: readonly Ticket[]): Store {
  const store = new Store();
  for (const ticket of tickets) store.documents.set(ticket.id, ticket);
  return store;
}

const caseOf = (store: Store, duplicate: Ticket, into: Ticket): DuplicateCase => ({
  duplicate: store.ticket(duplicate),
  into: store.ticket(into),
  entries: store.entries(duplicate),
  relations: store.relations(),
  requesterName: 'marit.solheim',
});

describe('parent and children', () => {
  it('refuses a circle, over any number of steps', () => {
    const next = fakeContext();
    const [a, b, c] = [aTicket(next()), aTicket(next()), aTicket(next())];
    const parents = new Map<string, Ticket['id']>([
      [b.id, a.id],
      [c.id, b.id],
    ]);
    const above = ancestorsOf(c.id, (id) => parents.get(id));
    expect(above).toEqual([b.id, a.id]);
    expect(() => setParent(a, c, above, next())).toThrow(CommandError);
    expect(() => setParent(a, a, [], next())).toThrow(CommandError);
    expect(setParent(c, a, [], next()).writes).toHaveLength(2);
  });

  it('ends the search in a circle that two people made offline', () => {
    const parents = new Map([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    expect(ancestorsOf('a', (id) => parents.get(id))).toEqual(['b', 'a']);
  });

  it('resolves open children with the parent, and says why one cannot', () => {
    const next = fakeContext();
    const parent = aTicket(next());
    const child = aTicket(next());
    const request = aTicket(next(), { kind: 'request', number: 'REQ-1' });
    const done = changeTicketState(aTicket(next()), 'resolved', fixed, next());
    const ended = done.writes[0]!.document as Ticket;
    const { command, followed, left } = moveWithChildren(
      parent,
      [child, request, ended],
      { to: 'resolved', args: fixed },
      next(),
    );
    expect(followed.map(({ id }) => id)).toEqual([child.id]);
    expect(left).toEqual([{ ticket: request, why: { kind: 'no-way', state: 'new' } }]);
    const store = storeWith([parent, child, request]);
    store.run(command);
    expect(store.ticket(child)).toMatchObject({ state: 'resolved', resolution: 'New head.' });
    expect(store.ticket(request)).toBe(request);
  });

  it('takes nobody along when the parent is closed, cancelled or moved between open states', () => {
    const next = fakeContext();
    const parent = aTicket(next());
    expect(takesChildrenAlong(parent, 'resolved')).toBe(true);
    for (const to of ['in-progress', 'on-hold', 'cancelled'] as const) {
      expect(takesChildrenAlong(parent, to)).toBe(false);
    }
    const ended = changeTicketState(parent, 'resolved', fixed, next()).writes[0]!.document;
    expect(takesChildrenAlong(ended as Ticket, 'closed')).toBe(false);
  });

  it.each(TICKET_KINDS)('a %s below an incident follows it or says why not', (kind: TicketKind) => {
    const next = fakeContext();
    const machine = STATE_MACHINES[kind];
    for (const state of machine.order) {
      const child = {
        ...aTicket(next(), { kind }),
        state,
        open: stateSpec(kind, state).open ? 1 : 0,
      } as Ticket;
      const move = { to: 'resolved', args: fixed } as const;
      const { followed, left, command } = moveWithChildren(aTicket(next()), [child], move, next());
      expect(followed.length + left.length).toBe(child.open);
      const written = command.writes.find(({ document }) => document.id === child.id)?.document;
      if (followed.length === 1) {
        const { phase } = stateSpec(kind, (written as Ticket).state);
        expect(phase).toBe('done');
      } else expect(written).toBeUndefined();
    }
  });
});

describe('merging a duplicate', () => {
  const setUp = (): {
    store: Store;
    duplicate: Ticket;
    into: Ticket;
    next: () => CommandContext;
  } => {
    const next = fakeContext();
    const duplicate = aTicket(next(), { number: 'INC-2' });
    const into = aTicket(next(), { number: 'INC-1' });
    const store = storeWith([duplicate, into]);
    store.run(addComment(duplicate, 'It is the third label.', 'public', next()));
    store.run(addComment(store.ticket(duplicate), 'Driver again?', 'internal', next()));
    store.run(updateTicket(store.ticket(duplicate), { watchers: ['ada', 'ben'] }, next()));
    store.run(updateTicket(into, { watchers: ['ben'] }, next()));
    store.run(relate(duplicate, 'affects', anItem(next()).id, next()));
    return { store, duplicate, into, next };
  };

  it('carries over what was written, watchers, whoever asked and items, and ends it', () => {
    const { store, duplicate, into, next } = setUp();
    const given = caseOf(store, duplicate, into);
    expect(planDuplicate(given)).toMatchObject({
      comments: 1,
      notes: 1,
      files: 0,
      watchers: ['ada', 'marit.solheim'],
      ends: 'resolved',
    });
    store.run(mergeDuplicate(given, store.known(given), 'Goes on in INC-1.', next()));
    const comment = store.entries(into).find((each) => each.kind === 'comment') as CommentEntry;
    expect(comment).toMatchObject({
      body: 'It is the third label.',
      copiedFrom: { number: 'INC-2', by: 'tobias.brandt', recordId: duplicate.id },
    });
    expect(store.ticket(into).watchers).toEqual(['ben', 'ada', 'marit.solheim']);
    expect(store.ticket(duplicate)).toMatchObject({
      state: 'resolved',
      resolutionCode: 'duplicate',
      resolution: 'Goes on in INC-1.',
    });
    const types = store.relations().map(({ type, fromId }) => [type, fromId]);
    expect(types).toContainEqual(['duplicate-of', duplicate.id]);
    expect(types).toContainEqual(['affects', into.id]);
    const links = store.entries(into).filter((each): each is LinkEntry => each.kind === 'link');
    expect(links).toContainEqual(
      expect.objectContaining({ relation: 'duplicate-of', otherId: duplicate.id, inverse: true }),
    );
  });

  it('adds nothing when it is done again, here or from another console', () => {
    const { store, duplicate, into, next } = setUp();
    const given = caseOf(store, duplicate, into);
    const there = mergeDuplicate(given, new Map(), 'Goes on there.', fakeContext({}, 99)());
    store.run(mergeDuplicate(given, store.known(given), 'Goes on there.', next()));
    const made = (result: CommandResult): readonly string[] =>
      result.writes.flatMap(({ document, collection }) =>
        collection === 'relations' || 'copiedFrom' in document ? [document.id] : [],
      );
    for (const id of made(there)) expect(store.documents.has(id)).toBe(true);
    const again = caseOf(store, duplicate, into);
    expect(mergeDuplicate(again, store.known(again), 'x', next()).writes).toEqual([]);
  });

  it('carries what a duplicate of the duplicate said once, with where it was said first', () => {
    const { store, duplicate, into, next } = setUp();
    const last = aTicket(next(), { number: 'INC-3' });
    store.documents.set(last.id, last);
    const first = caseOf(store, duplicate, into);
    store.run(mergeDuplicate(first, store.known(first), 'x', next()));
    for (const from of [duplicate, into]) {
      const given = caseOf(store, from, last);
      store.run(mergeDuplicate(given, store.known(given), 'x', next()));
    }
    const comments = store.entries(last).filter((each) => each.kind === 'comment');
    expect(comments).toHaveLength(1);
    expect(comments[0]).toMatchObject({ copiedFrom: { number: 'INC-2' } });
  });

  it.each<[string, (next: () => CommandContext) => DuplicateCase]>([
    [
      'itself',
      (next) => {
        const ticket = aTicket(next());
        return { duplicate: ticket, into: ticket, entries: [], relations: [] };
      },
    ],
    [
      'a record of another kind',
      (next) => ({
        duplicate: aTicket(next()),
        into: aTicket(next(), { kind: 'problem' }),
        entries: [],
        relations: [],
      }),
    ],
    [
      'its own duplicate',
      (next) => {
        const [duplicate, into] = [aTicket(next()), aTicket(next())];
        const { writes } = relate(into, 'duplicate-of', duplicate.id, next());
        return { duplicate, into, entries: [], relations: [writes[0]!.document as Relation] };
      },
    ],
  ])('refuses %s', (_name, make) => {
    const next = fakeContext();
    expect(() => mergeDuplicate(make(next), new Map(), 'x', next())).toThrow(CommandError);
  });

  it('is taken back: relations, watchers and the state; what was said stays', () => {
    const { store, duplicate, into, next } = setUp();
    const given = caseOf(store, duplicate, into);
    const merged = mergeDuplicate(given, store.known(given), 'x', next());
    store.run(merged);
    store.run(takeBackAct(merged.writes, store.documents, 'Taken back.', next()));
    expect(store.relations().map(({ fromId }) => fromId)).toEqual([duplicate.id]);
    expect(store.ticket(into).watchers).toEqual(['ben']);
    expect(store.ticket(duplicate)).toMatchObject({ state: 'in-progress', open: 1 });
    const again = caseOf(store, duplicate, into);
    store.run(mergeDuplicate(again, store.known(again), 'x', next()));
    expect(store.relations()).toHaveLength(3);
    expect(store.entries(into).filter((each) => each.kind === 'comment')).toHaveLength(1);
  });

  it('leaves alone on the way back what somebody changed since', () => {
    const { store, duplicate, into, next } = setUp();
    const given = caseOf(store, duplicate, into);
    const merged = mergeDuplicate(given, store.known(given), 'x', next());
    store.run(merged);
    store.run(changeTicketState(store.ticket(duplicate), 'closed', {}, next()));
    store.run(watchTicket(store.ticket(into), 'eve', true, next()));
    store.run(takeBackAct(merged.writes, store.documents, 'Taken back.', next()));
    expect(store.ticket(duplicate).state).toBe('closed');
    expect(store.ticket(into).watchers).toEqual(['ben', 'eve']);
  });
});

describe('making a record of another', () => {
  const given = (ticket: Ticket, number: string) => ({
    ticket,
    number,
    title: 'Driver 8.4.2 resets darkness',
    description: 'All twelve printers.',
    entries: [],
    itemIds: [anItem(fakeContext()()).id],
  });

  it('splits with fields, items and chosen words kept, and links both ways', () => {
    const next = fakeContext();
    const ticket = aTicket(next(), { category: 'Printing' });
    const comment = addComment(ticket, 'And the scale is wrong.', 'public', next());
    const entries = comment.writes.flatMap(({ document }) =>
      document.kind === 'comment' ? [document] : [],
    );
    const store = storeWith([ticket]);
    const result = splitTicket({ ...given(ticket, 'INC-9'), entries }, next());
    store.run(result);
    const made = result.writes[0]!.document as Ticket;
    expect(made).toMatchObject({ kind: 'incident', number: 'INC-9', category: 'Printing' });
    expect(store.entries(made).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['state', 'comment', 'link']),
    );
    expect(
      store
        .relations()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['affects', 'split-from']);
    store.run(takeBackAct(result.writes, store.documents, 'Taken back.', next()));
    expect(store.relations()).toEqual([]);
    expect(store.ticket(made).state).toBe('cancelled');
  });

  it.each([
    ['problem', 'caused-by', 'waits', 'on-hold'],
    ['change', 'resolved-by', 'stays', 'new'],
    ['request', 'created-from', 'cancelled', 'cancelled'],
  ] as const)('makes a %s, %s, and the incident %s', (kind, type, afterwards, state) => {
    const next = fakeContext();
    const ticket = aTicket(next());
    const store = storeWith([ticket]);
    const result = convertTicket(given(ticket, 'X-1'), kind, afterwards, next());
    store.run(result);
    const made = result.writes[0]!.document as Ticket;
    expect(made.kind).toBe(kind);
    expect(store.ticket(ticket).state).toBe(state);
    const relation = store.relations().find((each) => each.type === type)!;
    const ends = type === 'created-from' ? [made.id, ticket.id] : [ticket.id, made.id];
    expect([relation.fromId, relation.toId]).toEqual(ends);
    store.run(takeBackAct(result.writes, store.documents, 'Taken back.', next()));
    expect(store.ticket(made).open).toBe(0);
    if (afterwards === 'waits') expect(store.ticket(ticket).open).toBe(1);
  });

  it('offers only what the machine of the incident allows afterwards', () => {
    const next = fakeContext();
    const ticket = aTicket(next());
    expect(afterwardsOf(ticket, 'problem')).toEqual(['stays', 'waits']);
    expect(afterwardsOf(ticket, 'request')).toEqual(['stays', 'cancelled']);
    const ended = changeTicketState(ticket, 'resolved', fixed, next()).writes[0]!.document;
    expect(afterwardsOf(ended as Ticket, 'problem')).toEqual(['stays']);
  });

  it('drafts an article that says what it was made from, and retires it again', () => {
    const next = fakeContext();
    const ticket = aTicket(next());
    const store = storeWith([ticket]);
    const words = {
      number: 'KB-7',
      title: 'Blank labels: Größe prüfen',
      summary: '',
      markdown: '# Blank labels',
      author: 'Tobias Brandt',
      lang: 'en',
    };
    const result = draftArticle(ticket, words, next());
    store.run(result);
    const article = result.writes[0]!.document;
    expect(article).toMatchObject({ state: 'draft', slug: 'blank-labels-gro-e-prufen-kb-7' });
    expect(store.relations()).toEqual([
      expect.objectContaining({ type: 'created-from', fromId: article.id, toId: ticket.id }),
    ]);
    store.run(takeBackAct(result.writes, store.documents, 'Taken back.', next()));
    expect(store.documents.get(article.id)).toMatchObject({ state: 'retired' });
    expect(store.relations()).toEqual([]);
  });
});

describe('people', () => {
  it('watch and stop, and write nothing where nothing differs', () => {
    const next = fakeContext();
    const store = storeWith([]);
    const ticket = aTicket(next());
    store.run(watchTicket(ticket, 'ada', true, next()));
    expect(store.ticket(ticket).watchers).toEqual(['ada']);
    expect(watchTicket(store.ticket(ticket), 'ada', true, next()).writes).toEqual([]);
    store.run(watchTicket(store.ticket(ticket), 'ada', false, next()));
    expect(store.ticket(ticket).watchers).toEqual([]);
    expect(watchTicket(ticket, 'ada', false, next()).writes).toEqual([]);
  });

  it('rate what has ended, and nothing that is open', () => {
    const next = fakeContext();
    const ticket = aTicket(next());
    const rating = { satisfaction: 4, note: ' Quick. ' } as const;
    expect(() => rateTicket(ticket, rating, next())).toThrow(CommandError);
    const ended = changeTicketState(ticket, 'resolved', fixed, next()).writes[0]!.document;
    const rated = rateTicket(ended as Ticket, rating, next()).writes[0]!.document as Ticket;
    expect(rated).toMatchObject({ satisfaction: 4, satisfactionNote: 'Quick.' });
    const none = { satisfaction: undefined, note: 'x' } as const;
    const back = rateTicket(rated, none, next()).writes[0]!.document;
    expect(back).not.toHaveProperty('satisfaction');
    expect(back).not.toHaveProperty('satisfactionNote');
  });
});

it('any row of acts leaves documents that are valid, once each, and never two ways back', () => {
  const acts = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 3 }),
      to: fc.integer({ min: 0, max: 3 }),
      act: fc.constantFrom('merge', 'undo', 'comment', 'split', 'convert', 'resolve'),
    }),
    { maxLength: 14 },
  );
  fc.assert(
    fc.property(acts, (rows) => {
      const next = fakeContext();
      const tickets = Array.from({ length: 4 }, (_, at) =>
        aTicket(next(), { number: `INC-${at}` }),
      );
      const store = storeWith(tickets);
      const done: CommandResult[] = [];
      const make = ({ from, to, act }: (typeof rows)[number]): CommandResult => {
        const a = store.ticket(tickets[from]!);
        const b = store.ticket(tickets[to]!);
        const made = { ticket: a, number: 'N-1', title: 'x', description: '', itemIds: [] };
        if (act === 'comment') return addComment(a, 'Hello.', 'public', next());
        if (act === 'split') return splitTicket({ ...made, entries: store.entries(a) }, next());
        if (act === 'convert') {
          return convertTicket({ ...made, entries: [] }, 'problem', 'stays', next());
        }
        if (act === 'undo') {
          const last = done.pop()?.writes ?? [];
          return takeBackAct(last, store.documents, 'Taken back.', next());
        }
        if (act === 'resolve') {
          const children = tickets.map((each) => store.ticket(each));
          return moveWithChildren(a, children, { to: 'resolved', args: fixed }, next()).command;
        }
        const given = caseOf(store, a, b);
        return mergeDuplicate(given, store.known(given), 'x', next());
      };
      for (const row of rows) {
        let result: CommandResult;
        try {
          result = make(row);
        } catch (error) {
          expect(error).toBeInstanceOf(CommandError);
          continue;
        }
        store.run(result);
        if (row.act !== 'undo' && row.act !== 'comment') done.push(result);
      }
      const pairs = store
        .relations()
        .filter(({ type }) => type === 'duplicate-of')
        .map(({ fromId, toId }) => `${fromId} ${toId}`);
      expect(new Set(pairs).size).toBe(pairs.length);
    }),
    { numRuns: 60 },
  );
});
