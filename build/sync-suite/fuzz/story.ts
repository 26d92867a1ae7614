import type { Ticket } from '../../../shared/model/ticket.ts';
import { REFERENCE_DATABASE, scopeDatabase } from '../../../shared/model/collections.ts';
import { scopeRole } from '../../../shared/policy/roles.ts';
import { mulberry32 } from '../../../shared/testkit/random.ts';
import type { EventLoop } from './event-loop.ts';
import { Machine } from './machine.ts';
import type { ConsoleModule } from './machine.ts';
import { MemoryCouch } from './memory-couch.ts';
import type { Mishap } from './wire.ts';

export const SCOPE = 'leipzig';
export const SCOPE_DATABASE = scopeDatabase(SCOPE);

/** A text somebody typed and the console called saved. */
export interface Typed {
  readonly deviceId: string;
  readonly userName: string;
}

const STEPS = 32;
/** Small crowds more often: they are quicker, and most races need two. */
const CROWDS = [3, 3, 3, 3, 4, 4, 4, 5, 5, 6] as const;
const DAY_MS = 86_400_000;

type Step = readonly [weight: number, name: string, run: () => Promise<void> | void];

/** One random story of some consoles and a server, told so that a failing seed can be read. */
export class Story {
  readonly told: string[] = [];
  readonly typed = new Map<string, Typed>();
  /** Texts that went with what the server's retention deleted. */
  readonly removed = new Set<string>();
  /** Documents whose refused work somebody took off the list. */
  readonly givenUp = new Set<string>();
  wasRestored = false;
  private readonly deleted = new Set<string>();
  readonly machines: Machine[] = [];
  readonly couch: MemoryCouch;
  readonly random: () => number;
  private readonly loop: EventLoop;
  /** Commands under way; a process may die over them. */
  private readonly underWay = new Map<Machine, Promise<void>>();
  private texts = 0;
  private backup: ReturnType<MemoryCouch['backup']> | null = null;

  constructor(loop: EventLoop, seed: number) {
    this.loop = loop;
    this.random = mulberry32(seed);
    this.couch = new MemoryCouch(loop.clock, this.random);
  }

  async begin(modules: readonly ConsoleModule[], clients: number | null): Promise<void> {
    const identity = { databaseId: 'one', epoch: 1, minClient: 1 };
    this.couch.create(REFERENCE_DATABASE, null, identity);
    this.couch.create(SCOPE_DATABASE, SCOPE, { ...identity, scope: SCOPE });
    const counter = { kind: 'numbers', prefix: 'INC', next: 1001 };
    this.couch.put(REFERENCE_DATABASE, { _id: 'numbers:INC', ...counter });
    const count = clients ?? this.pick(CROWDS);
    const hasTwoMachines = this.chance(0.2);
    for (let at = 0; at < count; at += 1) {
      const person = hasTwoMachines && at === 1 ? 0 : at;
      const roles = ['agent', 'manager', 'admin', scopeRole(SCOPE)];
      const machine = new Machine({
        module: modules[at]!,
        couch: this.couch,
        clock: this.loop.clock,
        random: this.random,
        user: { name: `person-${person}`, roles },
        deviceId: `D${at}`,
        scope: SCOPE,
        engines: this.chance(0.1) ? 2 : 1,
      });
      this.machines.push(machine);
      await machine.turnOn();
    }
    this.told.push(`${count} consoles${hasTwoMachines ? ', D0 and D1 of one person' : ''}`);
  }

  async play(): Promise<void> {
    for (let n = 0; n < STEPS; n += 1) {
      await this.step(n);
      await this.interlude();
    }
    await Promise.all(this.underWay.values());
  }

  /** A command runs beside sync and other consoles; a process may die over it. */
  private command(machine: Machine, typed: readonly string[], run: () => Promise<unknown>): void {
    const { deviceId, user } = machine;
    const { console: process } = machine;
    const before = this.underWay.get(machine);
    const done = run()
      .then(() => {
        for (const text of typed) this.typed.set(text, { deviceId, userName: user.name });
      })
      .catch((error: unknown) => {
        // What a process had not saved when it died was never called saved.
        if (this.isRunning(machine, process)) throw error;
      })
      .then(() => before);
    this.underWay.set(machine, done);
    done.catch(() => undefined);
  }

  private isRunning(machine: Machine, process: unknown): boolean {
    try {
      return machine.console === process;
    } catch {
      return false;
    }
  }

  private async interlude(): Promise<void> {
    const kind = this.random();
    if (kind < 0.35) await this.loop.turns(Math.floor(this.random() * 60));
    else if (kind < 0.75) await this.loop.settled();
    else if (kind < 0.95) await this.loop.pass(Math.floor(this.random() * 5000));
    else await this.loop.pass(Math.floor(this.random() * 120_000));
  }

  private async step(n: number): Promise<void> {
    const machine = this.pick(this.machines);
    const steps: readonly Step[] = [
      [4, 'creates', () => this.create(machine)],
      [8, 'edits', () => this.edit(machine)],
      [6, 'comments', () => this.comment(machine)],
      [4, 'moves', () => this.move(machine)],
      [2, 'adds a place', () => this.addPlace(machine)],
      [2, 'edits a place', () => this.editPlace(machine, false)],
      [1, 'takes a place off', () => this.editPlace(machine, true)],
      [4, 'pulls or plugs the cable', () => this.cable(machine)],
      [8, 'has a mishap', () => this.mishap(machine)],
      [2, 'is restarted', () => this.restart(machine, 'close')],
      [3, 'dies', () => this.restart(machine, 'die')],
      [1, 'has its clock set', () => this.setClock(machine)],
      [1, 'answers what was refused', () => this.answer(machine)],
      [1, 'finds a ticket deleted', () => this.remove()],
      [0.5, 'finds the server backed up', () => this.keepCopy()],
      [0.5, 'finds the server restored', () => this.restore()],
      [0.5, 'may not read for a while', () => this.takeScope(machine)],
    ];
    let at = this.random() * steps.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = steps.find(([weight]) => (at -= weight) < 0) ?? steps[0]!;
    this.told.push(`${n}: ${machine.deviceId} ${chosen[1]}`);
    await chosen[2]();
  }

  private say(more: string): void {
    this.told.push(`${this.told.pop() ?? ''} ${more}`);
  }

  /** Whether retention took this document at some time. */
  hasDeleted(id: string): boolean {
    return this.deleted.has(id);
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }

  private text(): string {
    this.texts += 1;
    return `text-${this.texts}-${Math.floor(this.random() * 1e9)}.`;
  }

  /** As a person sees it who has just finished typing. */
  private async anyTicket(machine: Machine): Promise<Ticket | null> {
    await this.underWay.get(machine);
    const tickets = await machine.console.tickets();
    return tickets.length === 0 ? null : this.pick(tickets);
  }

  private create(machine: Machine): void {
    const text = this.text();
    this.command(machine, [text], () => machine.console.create(text));
  }

  private async edit(machine: Machine): Promise<void> {
    const ticket = await this.anyTicket(machine);
    if (!ticket) return;
    const text = this.text();
    const field = this.pick(['title', 'description', 'category'] as const);
    this.say(`${field} of ${ticket.number} to ${text}`);
    this.command(machine, [text], () => machine.console.edit(ticket, { [field]: text }));
  }

  private async comment(machine: Machine): Promise<void> {
    const ticket = await this.anyTicket(machine);
    if (!ticket) return;
    const text = this.text();
    this.say(`on ${ticket.number}: ${text}`);
    this.command(machine, [text], () => machine.console.comment(ticket, text));
  }

  private async move(machine: Machine): Promise<void> {
    const ticket = await this.anyTicket(machine);
    if (ticket?.kind !== 'incident') return;
    if (ticket.state !== 'new' && ticket.state !== 'in-progress') return;
    const isNew = ticket.state === 'new';
    const to = isNew ? 'in-progress' : this.pick(['on-hold', 'resolved'] as const);
    const more =
      to === 'on-hold'
        ? { holdReason: 'awaiting-parts' as const }
        : { resolutionCode: 'fixed' as const, resolution: 'Done.' };
    this.say(`${ticket.number} to ${to}`);
    this.command(machine, [], () => machine.console.move(ticket, to, isNew ? {} : more));
  }

  private addPlace(machine: Machine): void {
    this.command(machine, [], () => machine.console.addPlace(this.text()));
  }

  private async editPlace(machine: Machine, off: boolean): Promise<void> {
    await this.underWay.get(machine);
    const places = await machine.console.places();
    if (places.length === 0) return;
    const place = this.pick(places);
    const removedAt = new Date(this.loop.clock.now()).toISOString();
    const patch = off ? { removedAt } : { name: this.text() };
    this.command(machine, [], () => machine.console.editPlace(place, patch));
  }

  private cable({ wire }: Machine): void {
    wire.isOffline = !wire.isOffline;
    this.say(wire.isOffline ? 'out' : 'in');
  }

  private mishap({ wire }: Machine): void {
    const [mishap, rest] = this.pick(MISHAPS);
    wire.planned.push({ mishap, rest });
    this.say(`(${mishap}${rest === null ? '' : ` ${rest}`})`);
  }

  private async restart(machine: Machine, how: 'close' | 'die'): Promise<void> {
    await machine[how]();
    // While a machine is off, the others go on.
    await this.loop.turns(Math.floor(this.random() * 20));
    await machine.turnOn();
  }

  private setClock(machine: Machine): void {
    machine.clockOffsetMs = Math.floor((this.random() - 0.5) * 4 * DAY_MS);
  }

  /** A person at the sync inbox: sends again what was refused, or gives it up. */
  async answer({ console }: Machine): Promise<void> {
    for (const { id } of console.engines[0]!.status.get().questions) {
      await console.engines[0]!.answer(id, this.chance(0.8) ? 'apply' : 'keep');
    }
    for (const documentId of new Set(refusedOn(console))) {
      if (this.chance(0.8)) await console.replica.sendAgain(documentId);
      else {
        this.givenUp.add(documentId);
        await console.replica.discard(documentId);
      }
    }
  }

  private remove(): void {
    const tickets = [...this.couch.all(SCOPE_DATABASE).values()].filter(({ id }) =>
      String(id).startsWith('ticket:'),
    );
    if (tickets.length === 0) return;
    const ticket = this.pick(tickets);
    for (const value of Object.values(ticket)) this.removed.add(String(value));
    this.deleted.add(String(ticket['id']));
    this.couch.remove(SCOPE_DATABASE, String(ticket['id']));
    this.say(String(ticket['number']));
  }

  private keepCopy(): void {
    this.backup = this.couch.backup();
  }

  private restore(): void {
    if (!this.backup) return;
    this.wasRestored = true;
    this.couch.restore(this.backup);
    this.backup = null;
    this.say('from that copy');
  }

  /** The server shuts the door; sometimes the console hears of it as well (F27). */
  private takeScope({ user, console }: Machine): void {
    user.roles = user.roles.filter((role) => role !== scopeRole(SCOPE));
    if (!this.chance(0.5)) return;
    for (const engine of console.engines) engine.setRoles(user.roles);
    this.say('and hears of it');
  }
}

/** What is harmless on any request, and what makes sense for a batch alone. */
const MISHAPS: readonly (readonly [Mishap, string | null])[] = [
  ['lost', null],
  ['lost', '_bulk_docs'],
  ['answer-lost', null],
  ['answer-lost', '_bulk_docs'],
  ['answer-lost', '_bulk_docs'],
  ['answer-lost', '_changes'],
  ['hangs', null],
  ['hangs', '_changes'],
  ['busy', null],
  ['broken', null],
  ['broken', '_bulk_docs'],
  ['portal', null],
  ['empty-object', null],
  ['rejected', null],
  ['rows-missing', '_bulk_docs'],
  ['accepted', '_bulk_docs'],
  ['forged', '_bulk_docs'],
  ['slow', null],
  ['slow', '_bulk_docs'],
  ['slow', '_changes'],
];

export function refusedOn({ replica }: Machine['console']): readonly string[] {
  return replica.unsent.get().refused.map(({ documentId }) => documentId);
}
