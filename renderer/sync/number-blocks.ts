import { CLIENT_GENERATION } from '../../shared/model/collections.ts';
import { numbersId } from '../../shared/policy/numbers.ts';
import type { NumberCounter } from '../../shared/policy/numbers.ts';
import type { SyncPort } from '../replica/outbox-row.ts';
import { pause } from './bell.ts';
import type { Bell } from './bell.ts';
import type { IdentityGuard } from './identity-guard.ts';
import type { CurrentState } from './read-answers.ts';
import { toCouch } from './read-answers.ts';
import type { EngineParts, IsWell } from './run-loop.ts';
import type { Transport } from './transport.ts';
import { TransportError } from './transport-error.ts';

export interface NumberParts {
  readonly engine: EngineParts;
  /** Where the counters `numbers:<PREFIX>` live: the reference database. */
  readonly database: string;
  readonly port: SyncPort;
  readonly transport: Transport;
  readonly guard: IdentityGuard;
  /** Prefixes that this person may need: INC, CHG, … */
  readonly prefixes: readonly string[];
  /** New work of any database: it may have used numbers up. */
  readonly used: Bell;
}

interface Lease {
  readonly prefix: string;
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Machines that lease at the same moment come apart within a few rounds. */
const MAX_ROUNDS = 10;
const JITTER_MS = 250;

/**
 * The next lease of a series, or null when its counter is not what provisioning made: a counter
 * that began again would give out numbers twice. Pure.
 */
export function planLease(prefix: string, state: CurrentState, size: number): Lease | null {
  if (state.kind !== 'document') return null;
  const { kind, prefix: stated, next } = state.document as Partial<NumberCounter>;
  if (kind !== 'numbers' || stated !== prefix || !Number.isSafeInteger(next)) return null;
  const from = next as number;
  if (from < 1) return null;
  const id = numbersId(prefix);
  const text = toCouch({ ...state.document, id, next: from + size }, state.rev);
  return { prefix, id, from, to: from + size - 1, text };
}

/** One compare-and-set for all prefixes that run low. Returns those to try again. */
async function leaseRound(
  parts: NumberParts,
  prefixes: readonly string[],
  closed: Set<string>,
): Promise<readonly string[]> {
  const { transport, database, engine, port } = parts;
  const call = { owner: 'numbers', signal: engine.signal };
  const states = await transport.currentDocuments(database, prefixes.map(numbersId), call);
  const leases = prefixes.flatMap((prefix): Lease[] => {
    const state = states.get(numbersId(prefix)) ?? { kind: 'missing' as const };
    const lease = planLease(prefix, state, engine.tuning.numberBlock);
    return lease ? [lease] : [];
  });
  for (const prefix of prefixes) {
    if (!leases.some((lease) => lease.prefix === prefix)) closed.add(prefix);
  }
  if (leases.length === 0) return [];
  const results = await transport.bulkDocs(database, leases, call);
  const again: string[] = [];
  for (const { prefix, id, from, to } of leases) {
    const result = results.get(id);
    // A lease whose answer was lost is never used: a gap in the numbers, and no duplicate.
    if (result?.kind === 'ok') await port.addNumberBlock(prefix, from, to);
    else if (result?.kind === 'forbidden') closed.add(prefix);
    else again.push(prefix);
  }
  return again;
}

async function lease(
  parts: NumberParts,
  low: readonly string[],
  closed: Set<string>,
): Promise<void> {
  const { engine, database } = parts;
  const { clock, signal } = engine;
  let wanted = low;
  for (let round = 0; wanted.length > 0 && !signal.aborted; round += 1) {
    if (round === MAX_ROUNDS) {
      const message = 'Numbers could not be leased: other consoles were faster every time.';
      throw new TransportError({ kind: 'bad-answer', status: 409, message }, `numbers ${database}`);
    }
    if (round > 0) {
      const ms = engine.random() * JITTER_MS * round;
      await pause({ clock, signal, bells: [engine.now], ms });
    }
    wanted = await leaseRound(parts, wanted, closed);
  }
}

/**
 * Keeps blocks of human numbers in stock while there is a connection (L5): leased by revision
 * compare-and-set, so that any number of machines get disjoint blocks. Who may not write the
 * counters does without, and his numbers are visibly of his machine.
 */
export async function keepNumbers(parts: NumberParts, isWell: IsWell): Promise<void> {
  const { engine, guard, port, used } = parts;
  const { clock, signal, now, tuning } = engine;
  const closed = new Set<string>();
  while (!signal.aborted) {
    const { minClient } = await guard.ensure();
    const left = await port.numbersLeft();
    const low = parts.prefixes.filter(
      (prefix) => (left[prefix] ?? 0) < tuning.numbersLow && !closed.has(prefix),
    );
    if (minClient <= CLIENT_GENERATION) await lease(parts, low, closed);
    isWell();
    await pause({ clock, signal, bells: [now, used] });
  }
}
