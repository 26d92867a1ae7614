import { setTimeout as sleep } from 'node:timers/promises';
import { makeUlid } from '../../shared/model/ids.ts';
import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import { scopeRole } from '../../shared/policy/roles.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { provision } from '../../sync-server/couch/provision.ts';
import { removeUser } from '../../sync-server/couch/user-accounts.ts';
import { hourly, latenciesOf, type LoadReport } from './figures.ts';
import { addTraffic, NO_TRAFFIC, type Traffic } from './line.ts';
import { SimulatedConsole } from './simulated-console.ts';

export interface LoadOptions {
  /** With an administrator's credentials. */
  readonly adminUrl: string;
  readonly consoles: number;
  readonly scopes: number;
  /** Of the active phase; the idle one before it takes a third more, at most two minutes. */
  readonly minutes: number;
  /** A console writes once in so many seconds, at random. */
  readonly everySeconds: number;
  /** Between two reconnect storms. */
  readonly stormSeconds: number;
  readonly say: (sentence: string) => void;
}

interface Edit {
  readonly atMs: number;
  readonly scope: string;
  readonly by: number;
  readonly seenBy: Set<number>;
  isCalm: boolean;
}

const PASSWORD = 'correct horse battery';
/** People have several machines here: hashing hundreds of passwords is not what is measured. */
const MOST_PEOPLE = 20;
const STORM_MS = 5_000;
/** Edits this near to a storm are counted with it. */
const NEAR_STORM_MS = 10_000;
const PATIENCE_MS = 120_000;
/** The first comparison with the server is over by then. */
const SETTLE_MS = 10_000;
/** Two long polls of 50 s have to end in it. */
const MAX_IDLE_MS = 120_000;

async function until(
  check: () => boolean,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<number> {
  const startedMs = performance.now();
  while (!check()) {
    if (performance.now() - startedMs > patienceMs) throw new Error(`${what}: not in time`);
    await sleep(20);
  }
  return Math.round(performance.now() - startedMs);
}

/** Hundreds of consoles, what they write and who has seen it. */
class Crowd {
  readonly consoles: SimulatedConsole[] = [];
  readonly edits = new Map<string, Edit>();
  readonly calm: number[] = [];
  readonly all: number[] = [];
  readonly recoveryMs: number[] = [];
  changes = 0;
  errors = 0;
  private lastStormMs = -Infinity;
  private readonly options: LoadOptions;

  constructor(
    options: LoadOptions,
    url: string,
    scopes: readonly string[],
    people: readonly string[],
  ) {
    this.options = options;
    for (let index = 0; index < options.consoles; index += 1) {
      const scope = scopes[index % scopes.length]!;
      this.consoles.push(
        new SimulatedConsole({
          index,
          url,
          userName: people[index % people.length]!,
          password: PASSWORD,
          roles: ['agent', ...scopes.map(scopeRole)].filter(
            (role) => role === 'agent' || role === scopeRole(scope),
          ),
          scope,
          onSeen: (mutationId) => this.seen(mutationId, index),
        }),
      );
    }
  }

  private seen(mutationId: string, index: number): void {
    const edit = this.edits.get(mutationId);
    if (!edit || edit.seenBy.has(index)) return;
    edit.seenBy.add(index);
    if (edit.by === index) return;
    this.changes += 1;
    const ms = performance.now() - edit.atMs;
    this.all.push(ms);
    if (edit.isCalm) this.calm.push(ms);
  }

  connect(): Promise<number> {
    for (const { engine } of this.consoles) engine.start();
    return until(() => this.consoles.every((each) => each.isLive), 'all consoles live');
  }

  take(): Traffic {
    const traffic = this.consoles.map(({ line }) => line.take()).reduce(addTraffic, NO_TRAFFIC);
    this.errors += traffic.errors;
    return traffic;
  }

  type(index: number): void {
    const console = this.consoles[index]!;
    const atMs = performance.now();
    const isCalm = atMs - this.lastStormMs > NEAR_STORM_MS + STORM_MS;
    const edit = { atMs, scope: console.scope, by: index, seenBy: new Set<number>(), isCalm };
    this.edits.set(console.type(), edit);
  }

  /** Every line is cut, and all come back at the same moment. */
  async storm(): Promise<void> {
    this.lastStormMs = performance.now();
    for (const edit of this.edits.values()) {
      if (this.lastStormMs - edit.atMs < NEAR_STORM_MS) edit.isCalm = false;
    }
    for (const { line } of this.consoles) line.setDown(true);
    await sleep(STORM_MS);
    for (const { line, engine } of this.consoles) {
      line.setDown(false);
      engine.syncNow();
    }
    const isOver = (): boolean => this.consoles.every((each) => each.isLive && each.unsent === 0);
    this.recoveryMs.push(await until(isOver, 'after a storm'));
  }

  /** Consoles write at random moments until the time is over. */
  async work(): Promise<void> {
    const { minutes, everySeconds, stormSeconds, consoles, say } = this.options;
    const endMs = performance.now() + minutes * 60_000;
    let nextStormMs = performance.now() + stormSeconds * 1000;
    let storming: Promise<void> = Promise.resolve();
    while (performance.now() < endMs) {
      await sleep((-Math.log(1 - Math.random()) * everySeconds * 1000) / consoles);
      this.type(Math.floor(Math.random() * consoles));
      if (performance.now() < nextStormMs) continue;
      nextStormMs += stormSeconds * 1000;
      storming = storming.then(() => this.storm());
      storming.catch(() => undefined);
      say(`${Math.round((endMs - performance.now()) / 1000)} s left, ${this.edits.size} edits`);
    }
    await storming;
  }

  private readersOf(scope: string): number {
    return this.consoles.filter((each) => each.scope === scope).length;
  }

  missing(): number {
    let missing = 0;
    for (const { scope, seenBy } of this.edits.values()) {
      if (seenBy.size < this.readersOf(scope)) missing += 1;
    }
    return missing;
  }

  async stop(): Promise<void> {
    await Promise.all(this.consoles.map(({ engine }) => engine.stop()));
  }
}

function freshNames(prefix: string, count: number): string[] {
  const stamp = makeUlid(Date.now(), Math.random).toLowerCase();
  return Array.from({ length: count }, (_unused, index) => `${prefix}${index}-${stamp}`);
}

async function measure(crowd: Crowd, options: LoadOptions, server: string): Promise<LoadReport> {
  const { consoles, scopes, minutes, say } = options;
  const connectMs = await crowd.connect();
  say(`${consoles} consoles are live after ${connectMs} ms`);
  await sleep(SETTLE_MS);
  crowd.take();
  const idleMs = Math.min(MAX_IDLE_MS, minutes * 20_000);
  await sleep(idleMs);
  const idle = hourly(crowd.take(), consoles, idleMs);
  say(`idle: ${JSON.stringify(idle)}`);
  const startedMs = performance.now();
  await crowd.work();
  const activeMs = performance.now() - startedMs;
  const active = hourly(crowd.take(), consoles, activeMs);
  await until(() => crowd.missing() === 0, 'every edit everywhere').catch(() => undefined);
  const perHour = (count: number): number => Math.round((count * 3_600_000) / activeMs / consoles);
  return {
    consoles,
    scopes,
    server,
    connectMs,
    idle,
    active,
    editsAnHour: perHour(crowd.edits.size),
    changesAnHour: perHour(crowd.changes),
    edits: crowd.edits.size,
    storms: crowd.recoveryMs.length,
    recoveryMs: crowd.recoveryMs,
    calm: latenciesOf(crowd.calm),
    all: latenciesOf(crowd.all),
    lost: crowd.missing(),
    errors: crowd.errors,
  };
}

/** Runs simulated consoles against a server and measures. Leaves the server as it was. */
export async function runLoad(options: LoadOptions): Promise<LoadReport> {
  const couch = connectCouch(options.adminUrl);
  const hadReference = (await couch.find({ db: REFERENCE_DATABASE })) !== null;
  const scopes = freshNames('load', options.scopes);
  const people = freshNames('p', Math.min(MOST_PEOPLE, options.consoles));
  await provision({
    url: options.adminUrl,
    scopes,
    users: people.map((name) => ({ name, roles: ['agent'], scopes, password: PASSWORD })),
  });
  const { origin } = new URL(options.adminUrl);
  const { version, vendor } = (await couch.request({ path: '' })) as {
    readonly version: string;
    readonly vendor?: { readonly name?: string };
  };
  const crowd = new Crowd(options, origin, scopes, people);
  try {
    return await measure(crowd, options, `${vendor?.name ?? 'CouchDB'} ${version}`);
  } finally {
    await crowd.stop();
    const databases = [...scopes.map(scopeDatabase), ...(hadReference ? [] : [REFERENCE_DATABASE])];
    for (const db of databases)
      await couch.request({ method: 'DELETE', db }).catch(() => undefined);
    for (const name of people) await removeUser(couch, name);
  }
}
