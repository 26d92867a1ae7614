import { CLIENT_GENERATION, REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import { anySignal } from './any-signal.ts';
import { Bell } from './bell.ts';
import type { Clock } from './clock.ts';
import { DocumentAttempts } from './document-attempts.ts';
import { FeedRounds } from './feed-rounds.ts';
import { IdentityGuard } from './identity-guard.ts';
import { InFlight } from './in-flight.ts';
import { keepEqual } from './keep-equal.ts';
import { keepScopes } from './keep-scopes.ts';
import { keepNumbers } from './number-blocks.ts';
import { pullFeed } from './pull-feed.ts';
import { NewWork, pushOutbox } from './push-outbox.ts';
import { runLoop } from './run-loop.ts';
import type { Contact } from './send-request.ts';
import type { EngineParts } from './run-loop.ts';
import { showFacts } from './show-facts.ts';
import { SignInGate } from './sign-in-gate.ts';
import type { StatusBoard } from './status-board.ts';
import type { Transport } from './transport.ts';
import type { Tuning } from './tuning.ts';

export interface RunOptions {
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly userName: string;
  /** Databases to start with. */
  readonly databases: readonly string[];
  /** Roles as they are now; null where the databases are given once and for all. */
  readonly roles: (() => readonly string[]) | null;
  readonly numberPrefixes: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly tuning: Tuning;
  readonly board: StatusBoard;
  readonly now: Bell;
  readonly signal: AbortSignal;
  readonly onForbidden: () => void;
}

/** One database with all that runs for it. */
interface Running {
  readonly name: string;
  readonly guard: IdentityGuard;
  readonly work: NewWork;
  readonly equality: NewWork;
  readonly attempts: DocumentAttempts;
  readonly stop: AbortController;
  readonly done: Promise<unknown>;
}

function engineParts(options: RunOptions): EngineParts {
  const { clock, signal, now, tuning, transport, databases, board, random, onForbidden } = options;
  const gate = new SignInGate({
    clock,
    signal,
    now,
    recheckMs: tuning.recheckMs,
    slowCheckMs: tuning.slowCheckMs,
    ask: () =>
      transport.identity(databases[0] ?? REFERENCE_DATABASE, { owner: 'sign-in check', signal }),
    show: (signedOut, message) => board.signIn(signedOut, message),
  });
  return { clock, random, tuning, board, gate, now, signal, onForbidden };
}

/** The loops of every database, and what decides which databases there are. */
export class RunningDatabases {
  private readonly options: RunOptions;
  private readonly engine: EngineParts;
  private readonly open = new Map<string, Running>();
  private readonly closing = new Set<Promise<unknown>>();
  private readonly scopes = new NewWork();
  /** New work of any database: it may have used numbers up. */
  private readonly used = new Bell();

  constructor(options: RunOptions) {
    this.options = options;
    this.engine = engineParts(options);
  }

  /** Runs until the abort; resolves when all loops have ended after it. */
  async run(): Promise<void> {
    const { port, transport, board, databases } = this.options;
    const stops = [
      port.onPending((names) => this.announce(names)),
      transport.onContact((contact) => this.hear(contact)),
      port.clock.onDoubt(() => void this.askTime()),
      showFacts(port, board),
    ];
    for (const name of databases) this.start(name);
    await this.followRoles();
    await Promise.all([...this.open.values()].map(({ done }) => done));
    await Promise.all(this.closing);
    for (const stop of stops) stop();
  }

  retry(documentId: string): void {
    for (const { attempts, work } of this.open.values()) {
      attempts.release(documentId);
      work.announce();
    }
  }

  /** Compares every database with the server now. */
  checkEquality(): void {
    for (const { equality } of this.open.values()) equality.announce();
  }

  /** The person's roles changed: scopes may have come or gone. */
  rolesChanged(): void {
    this.scopes.announce();
  }

  private announce(names: readonly string[]): void {
    for (const name of names) {
      const running = this.open.get(name);
      if (running) running.work.announce();
      // Typed for a scope that is lost: it is told at once, and not left waiting for ever.
      else void this.options.port.scopes.refuse(name).catch(() => undefined);
    }
    this.used.ring();
  }

  private hear(contact: Contact): void {
    const { board, port } = this.options;
    board.contact(contact);
    const { serverNowMs } = contact;
    if (serverNowMs !== null) port.clock.hear({ ...contact, serverNowMs });
  }

  /** Somebody set this machine's clock. If nobody answers, the next contact tells as well. */
  private async askTime(): Promise<void> {
    const { transport, signal } = this.options;
    const [database = REFERENCE_DATABASE] = this.open.keys();
    await transport.identity(database, { owner: 'clock', signal }).catch(() => undefined);
  }

  private followRoles(): Promise<void> {
    const { port, transport, userName, roles, signal } = this.options;
    const reference = this.open.get(REFERENCE_DATABASE)?.guard;
    if (!roles || !reference) return untilAborted(signal);
    return keepScopes({
      engine: this.engine,
      port,
      transport,
      userName,
      roles,
      changed: this.scopes,
      reference,
      openNames: () => [...this.open.keys()],
      open: (name) => this.start(name),
      close: (name) => this.close(name),
    });
  }

  private async close(name: string): Promise<void> {
    const running = this.open.get(name);
    if (!running) return;
    this.open.delete(name);
    running.stop.abort();
    this.closing.add(running.done);
    await running.done;
    this.closing.delete(running.done);
    this.options.board.drop(name);
  }

  private start(name: string): void {
    const { tuning, random, signal, board } = this.options;
    const stop = new AbortController();
    const engine = { ...this.engine, signal: anySignal(signal, stop.signal).signal };
    const work = new NewWork();
    const equality = new NewWork(false);
    const attempts = new DocumentAttempts(tuning, random);
    const guard = this.guardOf(name, engine.signal, work, equality);
    const started = { name, guard, work, equality, attempts, stop };
    board.add(name);
    this.open.set(name, { ...started, done: this.runOne(engine, started) });
  }

  private guardOf(
    database: string,
    signal: AbortSignal,
    work: NewWork,
    equality: NewWork,
  ): IdentityGuard {
    const { port, transport, clock, board } = this.options;
    let wasPullOnly = false;
    return new IdentityGuard({
      database,
      port,
      transport,
      clock,
      signal,
      onRecovered: () => equality.announce(),
      onKnown({ minClient }) {
        const isPullOnly = minClient > CLIENT_GENERATION;
        board.trouble(database, 'identity', null);
        board.pullOnly(database, isPullOnly);
        if (wasPullOnly && !isPullOnly) work.announce();
        wasPullOnly = isPullOnly;
      },
    });
  }

  private async runOne(engine: EngineParts, running: Omit<Running, 'done'>): Promise<void> {
    const { port, transport, tuning } = this.options;
    const { name, guard, work, attempts, equality } = running;
    // Kept work of a scope that came back may be sent again. If the disk fails, the loops will say so.
    await port.scopes.regain(name).catch(() => undefined);
    const rounds = new FeedRounds();
    const inFlight = new InFlight();
    const common = { engine, database: name, port, transport, guard };
    const cuts = { lastMs: -Infinity };
    const room = { documents: tuning.batchDocuments };
    const loops = [
      runLoop(engine, {
        database: name,
        reporter: 'pull',
        guard,
        step: (isWell) => pullFeed({ ...common, inFlight, cuts, rounds }, isWell),
      }),
      runLoop(engine, {
        database: name,
        reporter: 'push',
        guard,
        step: (isWell) => pushOutbox({ ...common, inFlight, attempts, work, room }, isWell),
      }),
      keepEqual({ ...common, rounds, wish: equality }),
    ];
    if (name === REFERENCE_DATABASE) loops.push(this.stockNumbers(engine, guard));
    await Promise.all(loops);
  }

  private stockNumbers(engine: EngineParts, guard: IdentityGuard): Promise<void> {
    const { port, transport, numberPrefixes: prefixes } = this.options;
    if (prefixes.length === 0) return Promise.resolve();
    const parts = { engine, database: REFERENCE_DATABASE, port, transport, guard, prefixes };
    return runLoop(engine, {
      database: REFERENCE_DATABASE,
      reporter: 'numbers',
      guard,
      step: (isWell) => keepNumbers({ ...parts, used: this.used }, isWell),
    });
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
