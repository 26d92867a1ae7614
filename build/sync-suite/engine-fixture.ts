import { afterEach, beforeEach, expect } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { eventually } from './eventually.ts';
import { FakeCouch } from './fake-couch.ts';
import type { Fault, FakeRequest } from './fake-couch.ts';
import { ManualClock } from './manual-clock.ts';
import { openTestConsole } from './test-console.ts';
import type { TestConsole, TestConsoleOptions } from './test-console.ts';

export const REFERENCE = 'outpost-reference';
export const SCOPE = 'outpost-scope-leipzig';
export const IDENTITY = { databaseId: 'one', epoch: 1, minClient: 1 };

/** A request that is never answered. */
export const never = (): Promise<Response> => new Promise(() => undefined);
export const refuseConnection: Fault = () => Promise.reject(new TypeError('fetch failed'));
/** The console cannot hear the feed; only its pushes tell it anything. */
export const deaf: Fault = (request) => (request.rest === '_changes' ? never() : undefined);

/**
 * A server in memory, a clock that stands still, and consoles with a real replica: one at a time,
 * because RxDB opens 13 collections in a process (L23). Renewed for every test.
 */
export class EngineFixture {
  couch = new FakeCouch();
  clock = new ManualClock();
  private opened: TestConsole[] = [];
  private names = 0;
  private readonly prefix: string;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  reset(): void {
    this.clock = new ManualClock();
    this.couch = new FakeCouch();
    this.couch.session = { name: 'tobias.brandt', roles: ['agent', 'scope:leipzig'] };
    this.couch.create(REFERENCE, IDENTITY);
    this.couch.create(SCOPE, { ...IDENTITY, scope: 'leipzig' });
  }

  /** The same name again is the same machine after a restart. */
  async open(more: Partial<TestConsoleOptions> = {}): Promise<TestConsole> {
    const made = await openTestConsole({
      name: `${this.prefix}-${(this.names += 1)}`,
      fetch: this.couch.fetch,
      clock: this.clock,
      ...more,
    });
    this.opened.push(made);
    return made;
  }

  async close(): Promise<void> {
    for (const each of this.opened.splice(0)) await each.close();
  }

  /** Leaves a console as a killed process does: its engine is never stopped in order. */
  async abandon(console: TestConsole): Promise<void> {
    this.opened = this.opened.filter((each) => each !== console);
    await console.replica.close();
  }

  /** A console that is live and has one ticket, which the server has too. */
  async withTicket(
    title = 'Label printer prints blank labels',
    more: Partial<TestConsoleOptions> = {},
  ): Promise<{ readonly on: TestConsole; readonly ticket: Ticket }> {
    const on = await this.open(more);
    const ticket = await on.create(title);
    await live(on);
    await sent(on);
    await this.idle();
    return { on, ticket };
  }

  /** Waits until the console has heard its own echo and polls from the end of the feed. */
  idle(): Promise<void> {
    return eventually(() => {
      const last = this.requestsTo('_changes', SCOPE).at(-1)?.query;
      expect(last?.get('feed')).toBe('longpoll');
      expect(last?.get('since')).toBe(this.couch.lastSeq(SCOPE));
    });
  }

  requestsTo(rest: string, database?: string): FakeRequest[] {
    return this.couch.requests.filter(
      (request) =>
        request.rest === rest && (database === undefined || request.database === database),
    );
  }

  /** Installs a fault and returns a function that heals it. */
  fault(fault: Fault): () => void {
    this.couch.faults.unshift(fault);
    return () => {
      this.couch.faults.splice(this.couch.faults.indexOf(fault), 1);
    };
  }

  /** Lets time pass until `check` no longer throws: nobody knows when a loop begins to wait. */
  inTime<T>(check: () => T | Promise<T>, stepMs = 1000): Promise<T> {
    return eventually(() => {
      this.clock.advance(stepMs);
      return check();
    });
  }

  /** As `inTime`, until everything was sent. */
  sentInTime(on: TestConsole): Promise<void> {
    return this.inTime(() => expect(unsent(on)).toBe(0));
  }

  /** Somebody else's edit, made on the server. */
  editThere(ticket: Ticket, patch: object, mutationId = 'theirs'): void {
    const present = this.couch.get(SCOPE, ticket.id) ?? { ...ticket };
    const version = (present as unknown as Ticket).version + 1;
    this.couch.put(SCOPE, {
      ...present,
      ...patch,
      _id: ticket.id,
      version,
      mutationId,
      updatedBy: 'denise.kofler',
    });
  }
}

/** A fixture that begins anew with every test of the file. */
export function engineFixture(prefix: string): EngineFixture {
  const fixture = new EngineFixture(prefix);
  beforeEach(() => fixture.reset());
  afterEach(() => fixture.close());
  return fixture;
}

export function live(on: TestConsole): Promise<void> {
  on.engine.start();
  return phase(on, 'live');
}

export function phase(on: TestConsole, wanted: string): Promise<void> {
  return eventually(() => expect(on.engine.status.get().phase).toBe(wanted));
}

export const unsent = (on: TestConsole): number => on.replica.unsent.get().count;

export function sent(on: TestConsole): Promise<void> {
  return eventually(() => expect(unsent(on)).toBe(0));
}

/** Waits until so many writes are refused. */
export function refused(on: TestConsole, count: number): Promise<void> {
  return eventually(() => expect(on.replica.unsent.get().refused).toHaveLength(count));
}

export function titled(on: TestConsole, ticket: Ticket, title: string): Promise<void> {
  return eventually(async () => expect((await on.ticket(ticket.id))?.title).toBe(title));
}
