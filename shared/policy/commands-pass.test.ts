import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeDocuments } from '../merge/merge-documents.ts';
import type { AnyDocument, Documents } from '../model/collections.ts';
import type { CollectionName } from '../model/ids.ts';
import { makeUlid } from '../model/ids.ts';
import type { Ticket, TicketState } from '../model/ticket.ts';
import { HOLD_REASONS, RESOLUTION_CODES, TICKET_KINDS } from '../model/ticket.ts';
import { mulberry32 } from '../testkit/random.ts';
import type { CommandContext, CommandResult } from '../workflow/command.ts';
import { workflowMergeRules } from '../workflow/merge-rules.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { createItem, relate, unrelate, updateItem } from '../workflow/record-commands.ts';
import { STATE_MACHINES, stateSpec } from '../workflow/states.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  logTime,
  updateTicket,
} from '../workflow/ticket-commands.ts';
import { checkWrite } from './check-write.ts';
import { RIGHTS } from './rights.ts';
import { ROLES } from './roles.ts';
import { writePolicy } from './write-policy.ts';
import type { WrittenDocument } from './written-document.ts';

const policy = writePolicy('leipzig', STATE_MACHINES);
const rules = workflowMergeRules(DEFAULT_MATRIX);

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const asWritten = (value: unknown): WrittenDocument => asJson(value) as WrittenDocument;

/** A person with a console: what it holds, and what it has not sent. */
class Console {
  readonly documents = new Map<string, AnyDocument>();
  /** First base and collection of everything unsent. */
  readonly unsent = new Map<string, { collection: CollectionName; base: AnyDocument | null }>();
  readonly userName: string;
  private readonly random: () => number;
  private ticks: number;

  constructor(userName: string, seed: number) {
    this.userName = userName;
    this.random = mulberry32(seed);
    this.ticks = Date.UTC(2027, 2, 30, 6) + seed;
  }

  context(): CommandContext {
    this.ticks += 1000;
    return {
      now: new Date(this.ticks).toISOString(),
      userName: this.userName,
      roles: [],
      deviceId: `device-${this.userName}`,
      ulid: () => makeUlid(this.ticks, this.random),
      matrix: DEFAULT_MATRIX,
    };
  }

  pick<T>(values: readonly T[]): T | undefined {
    return values[Math.floor(this.random() * values.length)];
  }

  all<C extends CollectionName>(prefix: string): Documents[C][] {
    const all: readonly AnyDocument[] = [...this.documents.values()];
    return all.filter((document): document is Documents[C] => document.id.startsWith(`${prefix}:`));
  }

  run(result: CommandResult): void {
    for (const write of result.writes) {
      const { id } = write.document;
      if (!this.unsent.has(id)) {
        this.unsent.set(id, { collection: write.collection, base: write.base });
      }
      this.documents.set(id, asJson<AnyDocument>(write.document));
    }
  }
}

function move(me: Console, ticket: Ticket): CommandResult | null {
  const to = me.pick(stateSpec(ticket.kind, ticket.state).next);
  if (to === undefined) return null;
  const args = {
    holdReason: me.pick(HOLD_REASONS)!,
    resolutionCode: me.pick(RESOLUTION_CODES)!,
    resolution: 'Exchanged the dock.',
  };
  return changeTicketState(ticket, to, args, me.context());
}

function create(me: Console): CommandResult {
  return createTicket(
    {
      kind: me.pick(TICKET_KINDS)!,
      scope: 'leipzig',
      number: `INC-${me.documents.size + 1}-${me.userName}`,
      title: 'Docks flicker',
      impact: me.pick([1, 2, 3] as const)!,
      urgency: me.pick([1, 2, 3] as const)!,
      origin: 'walk-up',
    },
    me.context(),
  );
}

function newItem(me: Console): CommandResult {
  return createItem(
    {
      kind: 'item',
      scope: 'leipzig',
      number: `CI-${me.documents.size}`,
      name: 'DOCK-12',
      className: 'dock',
      status: 'operational',
      criticality: 'low',
      attributes: { ports: 4 },
    },
    me.context(),
  );
}

/** One thing somebody does; the number says which. */
function act(me: Console, step: number): void {
  const ticket = me.pick(me.all<'tickets'>('ticket'));
  const item = me.pick(me.all<'items'>('item'));
  const relation = me.pick(me.all<'relations'>('relation').filter((each) => !each.removedAt));
  const owner = ticket ?? item;
  const results: (CommandResult | null)[] = [
    create(me),
    newItem(me),
    ticket ? move(me, ticket) : null,
    ticket ? move(me, ticket) : null,
    ticket ? addComment(ticket, 'Tried another cable.', 'internal', me.context()) : null,
    ticket ? logTime(ticket, 15, 'on site', me.context()) : null,
    ticket
      ? updateTicket(
          ticket,
          { title: `Docks ${step}`, urgency: 1, watchers: [me.userName], category: undefined },
          me.context(),
        )
      : null,
    item ? updateItem(item, { serial: `S${step}`, description: undefined }, me.context()) : null,
    owner && item && owner.id !== item.id ? relate(owner, 'affects', item.id, me.context()) : null,
    relation && owner ? unrelate(owner, relation, me.context()) : null,
  ];
  const result = results[step % results.length];
  if (result) me.run(result);
}

/** Sends what is unsent as the transport does: the newest state, merged where the server moved on. */
function send(me: Console, role: string, server: Map<string, AnyDocument>): void {
  for (const [id, { collection, base }] of me.unsent) {
    const mine = me.documents.get(id)!;
    const theirs = server.get(id) ?? null;
    const isConflict = theirs !== null && theirs.mutationId !== base?.mutationId;
    const merged = isConflict
      ? mergeDocuments(collection, base as never, mine as never, theirs as never, rules)
      : null;
    const document = merged?.document ?? mine;
    if (merged?.differsFromTheirs !== false) {
      const refused = checkWrite(policy, asWritten(document), theirs && asWritten(theirs), {
        name: me.userName,
        roles: [role],
      });
      expect(refused, `${id} of ${me.userName}`).toBeNull();
      server.set(id, asJson(document));
    }
    me.documents.set(id, asJson(document));
  }
  me.unsent.clear();
}

function pull(me: Console, server: ReadonlyMap<string, AnyDocument>): void {
  for (const [id, document] of server) me.documents.set(id, document);
}

const desk = fc.constantFrom(...RIGHTS.tickets.create);
const steps = fc.array(fc.nat(1000), { maxLength: 25 });

describe('L17: the policy refuses nothing that a console writes', () => {
  it('each write of a command, right away', () => {
    fc.assert(
      fc.property(desk, fc.nat(), steps, (role, seed, plan) => {
        const me = new Console('nadia', seed);
        const server = new Map<string, AnyDocument>();
        for (const step of plan) {
          act(me, step);
          send(me, role, server);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('two people offline, many writes folded into one, merged on conflict', () => {
    fc.assert(
      fc.property(
        desk,
        desk,
        fc.nat(),
        fc.array(fc.tuple(steps, steps), { minLength: 1, maxLength: 4 }),
        (roleA, roleB, seed, rounds) => {
          const a = new Console('nadia', seed);
          const b = new Console('omar', seed + 1);
          const server = new Map<string, AnyDocument>();
          for (const [planA, planB] of rounds) {
            for (const step of planA) act(a, step);
            for (const step of planB) act(b, step);
            send(a, roleA, server);
            send(b, roleB, server);
            pull(a, server);
            pull(b, server);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('every pair of states two people can reach from one, whoever sends first', () => {
    const person = (name: string) => new Console(name, 3);
    const reachable = (kind: Ticket['kind'], from: TicketState): TicketState[] => {
      const found = new Set<TicketState>([from]);
      for (const state of found) for (const next of stateSpec(kind, state).next) found.add(next);
      return [...found];
    };
    for (const kind of TICKET_KINDS) {
      const me = person('nadia');
      me.run(create(me));
      const base = { changeType: 'normal', ...me.all<'tickets'>('ticket')[0]!, kind } as Ticket;
      for (const start of STATE_MACHINES[kind].order) {
        const common = { ...base, state: start } as Ticket;
        for (const one of reachable(kind, start)) {
          for (const two of reachable(kind, start)) {
            const theirs = { ...common, state: one, version: 2, mutationId: 't' } as Ticket;
            const mine = { ...common, state: two, version: 2, mutationId: 'm' } as Ticket;
            const { document } = mergeDocuments('tickets', common, mine, theirs, rules);
            const refused = checkWrite(policy, asWritten(document), asWritten(theirs), {
              name: 'nadia',
              roles: [ROLES[0]],
            });
            expect(refused, `${kind}: ${start} → ${one} / ${two}`).toBeNull();
          }
        }
      }
    }
  });
});
