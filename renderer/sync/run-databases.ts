import { CLIENT_GENERATION, REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import { Bell } from './bell.ts';
import { DocumentAttempts } from './document-attempts.ts';
import { IdentityGuard } from './identity-guard.ts';
import { InFlight } from './in-flight.ts';
import { keepNumbers } from './number-blocks.ts';
import { pullFeed } from './pull-feed.ts';
import { NewWork, pushOutbox } from './push-outbox.ts';
import { runLoop } from './run-loop.ts';
import type { EngineParts } from './run-loop.ts';
import type { Clock } from './clock.ts';
import { SignInGate } from './sign-in-gate.ts';
import type { StatusBoard } from './status-board.ts';
import type { Transport } from './transport.ts';
import type { Tuning } from './tuning.ts';

export interface RunOptions {
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly databases: readonly string[];
  readonly numberPrefixes: readonly string[];
  readonly clock: Clock;
  readonly random: () => number;
  readonly tuning: Tuning;
  readonly board: StatusBoard;
  readonly now: Bell;
  readonly signal: AbortSignal;
}

export interface RunningDatabases {
  retry(documentId: string): void;
  /** Settles when all loops have ended after the abort. */
  readonly done: Promise<void>;
}

interface Database {
  readonly name: string;
  readonly guard: IdentityGuard;
  readonly work: NewWork;
  readonly attempts: DocumentAttempts;
}

function engineParts(options: RunOptions): EngineParts {
  const { clock, signal, now, tuning, transport, databases, board } = options;
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
  return { clock, random: options.random, tuning, board, gate, now, signal };
}

function openDatabase(options: RunOptions, name: string): Database {
  const { port, transport, clock, signal, board, tuning, random } = options;
  const work = new NewWork();
  let wasPullOnly = false;
  const onKnown = ({ minClient }: { readonly minClient: number }): void => {
    const isPullOnly = minClient > CLIENT_GENERATION;
    board.trouble(name, 'identity', null);
    board.pullOnly(name, isPullOnly);
    if (wasPullOnly && !isPullOnly) work.announce();
    wasPullOnly = isPullOnly;
  };
  const guard = new IdentityGuard({ database: name, port, transport, clock, signal, onKnown });
  return { name, guard, work, attempts: new DocumentAttempts(tuning, random) };
}

function startLoops(options: RunOptions, engine: EngineParts, database: Database): Promise<void>[] {
  const { port, transport, tuning } = options;
  const { name, guard, work, attempts } = database;
  const inFlight = new InFlight();
  const common = { engine, database: name, port, transport, guard, inFlight };
  const cuts = { lastMs: -Infinity };
  const room = { documents: tuning.batchDocuments };
  return [
    runLoop(engine, {
      database: name,
      reporter: 'pull',
      guard,
      step: (isWell) => pullFeed({ ...common, cuts }, isWell),
    }),
    runLoop(engine, {
      database: name,
      reporter: 'push',
      guard,
      step: (isWell) => pushOutbox({ ...common, attempts, work, room }, isWell),
    }),
  ];
}

function startNumbers(
  options: RunOptions,
  engine: EngineParts,
  reference: Database,
  used: Bell,
): Promise<void> {
  const { port, transport, numberPrefixes: prefixes } = options;
  const { name: database, guard } = reference;
  return runLoop(engine, {
    database,
    reporter: 'numbers',
    guard,
    step: (isWell) =>
      keepNumbers({ engine, database, port, transport, guard, prefixes, used }, isWell),
  });
}

/** Starts the loops of every database: a feed and an outbox each, and the stock of numbers. */
export function runDatabases(options: RunOptions): RunningDatabases {
  const engine = engineParts(options);
  const databases = options.databases.map((name) => openDatabase(options, name));
  const used = new Bell();
  const stopPending = options.port.onPending((names) => {
    for (const { name, work } of databases) if (names.includes(name)) work.announce();
    used.ring();
  });
  const stopContact = options.transport.onContact((contact) => options.board.contact(contact));
  const loops = databases.flatMap((database) => startLoops(options, engine, database));
  const reference = databases.find(({ name }) => name === REFERENCE_DATABASE);
  if (reference && options.numberPrefixes.length > 0) {
    loops.push(startNumbers(options, engine, reference, used));
  }
  const done = Promise.all(loops).then(() => {
    stopPending();
    stopContact();
  });
  return {
    done,
    retry(documentId) {
      for (const { attempts, work } of databases) {
        attempts.release(documentId);
        work.announce();
      }
    },
  };
}
