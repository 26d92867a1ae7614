import type { EscalationEntry, VerdictEntry } from '../../shared/model/entry.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { listScopes } from '../couch/database-identity.ts';
import { boundedServer } from '../ops/bounded.ts';
import { findRestore } from '../ops/restore-plan.ts';
import { ScopeFollower } from './follow-scope.ts';
import { ReferenceRules } from './reference-rules.ts';
import { ServerClock } from './server-clock.ts';

export interface FollowerOptions {
  readonly server: CouchServer;
  /** Absent: every scope there is, also those made later. */
  readonly scopes?: readonly string[];
  /** Between two looks at a database that has no news. */
  readonly intervalMs?: number;
  /** Requests under way at once, over all databases. */
  readonly connections?: number;
  /** Milliseconds since 1970 by this machine. */
  readonly now?: () => number;
  /** Tests set the time: this machine's clock is then taken for the server's. */
  readonly trustsOwnClock?: boolean;
  readonly onVerdict?: (verdict: VerdictEntry) => void;
  readonly onEscalation?: (escalation: EscalationEntry) => void;
  /** A sentence about something that will be tried again. */
  readonly onTrouble?: (sentence: string) => void;
}

const INTERVAL_MS = 5_000;
const CONNECTIONS = 8;
const BACKOFF_MAX_MS = 60_000;
const RESTORE_SENTENCE =
  'A restore is under way or was cut short; nothing is followed until it is finished.';

interface Followed {
  readonly follower: ScopeFollower;
  failures: number;
  nextAtMs: number;
}

/**
 * Follows every scope's database, writes final verdicts on service levels and carries out escalations
 * that no console did. Two of them on one server do no harm: the same verdict has the same id.
 */
export class Follower {
  private readonly options: FollowerOptions;
  private readonly server: CouchServer;
  private readonly clock: ServerClock;
  private readonly own: () => number;
  private readonly intervalMs: number;
  private readonly followed = new Map<string, Followed>();
  private readonly reference: ReferenceRules;
  private told = '';

  constructor(options: FollowerOptions) {
    this.options = options;
    this.own = options.now ?? Date.now;
    this.intervalMs = options.intervalMs ?? INTERVAL_MS;
    this.server = boundedServer(options.server, options.connections ?? CONNECTIONS);
    this.reference = new ReferenceRules(this.server);
    this.clock = new ServerClock(options.server, this.own);
  }

  /** Goes on until told to stop; troubles are told and tried again. */
  async run(stop: AbortSignal): Promise<void> {
    let failures = 0;
    while (!stop.aborted) {
      try {
        await this.round(false);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.tell(error);
      }
      await pause(failures === 0 ? this.intervalMs : this.backoff(failures), stop);
    }
  }

  /** One look at everything. @throws CouchFailure for the first database that failed. */
  async catchUp(): Promise<void> {
    await this.round(true);
  }

  private async round(mustSucceed: boolean): Promise<void> {
    if ((await findRestore(this.server)) !== null) throw new Error(RESTORE_SENTENCE);
    if (this.options.trustsOwnClock !== true) await this.clock.measure();
    const haveRulesChanged = await this.readRules();
    const scopes = this.options.scopes ?? (await listScopes(this.server));
    for (const scope of this.followed.keys()) {
      if (!scopes.includes(scope)) this.followed.delete(scope);
    }
    const results = await Promise.all(
      scopes.map((scope) => this.look(this.entryOf(scope), haveRulesChanged, mustSucceed)),
    );
    const failed = results.find((result) => result !== null);
    if (mustSucceed && failed) throw failed;
  }

  private async look(
    followed: Followed,
    haveRulesChanged: boolean,
    mustSucceed: boolean,
  ): Promise<Error | null> {
    const now = this.own();
    if (now < followed.nextAtMs && !mustSucceed) return null;
    try {
      await followed.follower.step();
      if (haveRulesChanged) {
        await followed.follower.judgeOpen();
        await followed.follower.judgeResolved();
      }
      followed.failures = 0;
      followed.nextAtMs = now;
      return null;
    } catch (error) {
      followed.failures += 1;
      followed.nextAtMs = now + this.backoff(followed.failures);
      this.tell(error);
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private entryOf(scope: string): Followed {
    const known = this.followed.get(scope);
    if (known !== undefined) return known;
    const follower = new ScopeFollower(scope, {
      server: this.server,
      rules: () => this.reference.get(),
      now: () => this.clock.now(),
      onVerdict: (verdict) => this.options.onVerdict?.(verdict),
      onEscalation: (escalation) => this.options.onEscalation?.(escalation),
    });
    const made = { follower, failures: 0, nextAtMs: Number.NEGATIVE_INFINITY };
    this.followed.set(scope, made);
    return made;
  }

  /** @returns Whether records have to be judged by other rules. */
  private async readRules(): Promise<boolean> {
    const before = this.reference.get();
    const hasChanged = await this.reference.update();
    const { sla } = this.reference.get();
    if (this.reference.get() !== before) {
      for (const problem of sla.problems) this.options.onTrouble?.(problem);
    }
    return hasChanged;
  }

  /** Once, however often it is tried again. */
  private tell(error: unknown): void {
    const sentence = error instanceof Error ? error.message : String(error);
    if (sentence === this.told) return;
    this.told = sentence;
    this.options.onTrouble?.(sentence);
  }

  /** Half of it is random, so that many followers do not come back together. */
  private backoff(failures: number): number {
    const most = Math.min(BACKOFF_MAX_MS, 1_000 * 2 ** Math.min(failures, 10));
    return most / 2 + (Math.random() * most) / 2;
  }
}

function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    stop.addEventListener('abort', end);
  });
}
