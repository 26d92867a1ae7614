import { MassRemoval } from '../replica/brake.ts';
import { createBackoff } from './backoff.ts';
import { pause } from './bell.ts';
import type { EqualityParts } from './check-equality.ts';
import { checkEquality } from './check-equality.ts';
import { questionAbout } from './hold-feed.ts';
import { NewWork } from './push-outbox.ts';
import { isRejection } from './sign-in-gate.ts';
import { failureOf } from './transport-error.ts';

export interface KeepEqualParts extends EqualityParts {
  /** Somebody wants it now: a person, or an identity that was in doubt. */
  readonly wish: NewWork;
}

/** A clock set back must not put the next comparison off for a year. */
function msUntil(lastIso: string, everyMs: number, nowMs: number): number {
  const lastMs = Date.parse(lastIso);
  return lastMs > nowMs ? 0 : Math.max(0, lastMs + everyMs - nowMs);
}

/** Milliseconds until a database has to be compared again; 0 while an answer is to be carried out. */
async function msUntilDue(
  { engine, database, port }: KeepEqualParts,
  startedMs: number,
): Promise<number> {
  const { clock, tuning } = engine;
  const last = (await port.equality.results()).find((each) => each.database === database);
  if (last?.isApproved) return 0;
  // A start has better things to do than to be sure.
  const first = Math.max(0, startedMs + tuning.equalityDelayMs - clock.now());
  if (!last) return first;
  return Math.max(first, msUntil(last.result.checkedAt, tuning.equalityEveryMs, clock.now()));
}

/**
 * Compares a database with the server after its first catch-up, once a day, and when somebody wants
 * it (L16). It stays silent when it fails: the feed and the outbox tell what is wrong, and the report
 * says how old it is. Never throws.
 */
export async function keepEqual(parts: KeepEqualParts): Promise<void> {
  const { engine, port, rounds, wish } = parts;
  const { clock, signal, gate, tuning } = engine;
  const backoff = createBackoff(tuning.backoffFirstMs, tuning.backoffMaxMs, engine.random);
  const answered = new NewWork(false);
  const stop = port.questions.onChange(() => answered.announce());
  const bells = [wish.bell, answered.bell];
  const startedMs = clock.now();
  while (!signal.aborted) {
    answered.take();
    try {
      const ms = await msUntilDue(parts, startedMs);
      if (!wish.take() && ms > 0) {
        if (!answered.take()) await pause({ clock, signal, bells, ms });
        continue;
      }
      await gate.passes();
      await rounds.caughtUp(clock, signal);
      if (!signal.aborted) await checkEquality(parts);
      backoff.reset();
    } catch (error) {
      const failure = failureOf(error);
      if (isRejection(failure)) gate.reject(failure);
      if (error instanceof MassRemoval) await port.questions.ask(questionAbout(error, clock.now()));
      const ms = error instanceof MassRemoval ? tuning.slowCheckMs : backoff.next();
      wish.announce();
      await pause({ clock, signal, bells: [answered.bell], ms });
    }
  }
  stop();
}
