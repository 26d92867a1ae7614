import type { HeldMode, HeldTime, WhoHeld } from './who-held.ts';

/** What one team or person held of a selection of records. */
export interface HeldShare {
  /** Null: nobody was named. */
  readonly id: string | null;
  /** Records held at all. */
  readonly records: number;
  readonly active: HeldTime;
  readonly onHold: HeldTime;
  /** Resolved before somebody opened it again. */
  readonly done: HeldTime;
  readonly total: HeldTime;
}

/** How long records waited for one reason. */
export interface HoldShare {
  /** Null: none was given. */
  readonly reason: string | null;
  readonly records: number;
  readonly total: HeldTime;
}

export interface HeldSums {
  readonly records: number;
  readonly total: HeldTime;
  /** Longest first; they add up to `total`. */
  readonly teams: readonly HeldShare[];
  /** Longest first; they add up to `total`. */
  readonly people: readonly HeldShare[];
  /** Longest first; they add up to the time on hold. */
  readonly holds: readonly HoldShare[];
}

type Sum = { -readonly [K in keyof HeldTime]: HeldTime[K] };

interface Account {
  records: number;
  /** The last record counted, so that each counts once. */
  lastRecord: string;
  readonly byMode: Readonly<Record<HeldMode, Sum>>;
}

/** Adds up who held the records of a selection. All amounts are sums of whole milliseconds. */
export function heldSums(all: Iterable<WhoHeld>): HeldSums {
  const teams = new Map<string | null, Account>();
  const people = new Map<string | null, Account>();
  const holds = new Map<string | null, Account>();
  const total: Sum = { wallMs: 0, openMs: 0 };
  let records = 0;
  for (const { ticketId, stretches } of all) {
    records += 1;
    for (const stretch of stretches) {
      add(total, stretch);
      post(teams, stretch.teamId, ticketId, stretch.mode, stretch);
      post(people, stretch.personId, ticketId, stretch.mode, stretch);
      if (stretch.mode === 'on-hold') {
        post(holds, stretch.holdReason, ticketId, 'on-hold', stretch);
      }
    }
  }
  return {
    records,
    total,
    teams: sharesOf(teams),
    people: sharesOf(people),
    holds: sharesOf(holds).map(({ id, records: held, onHold }) => ({
      reason: id,
      records: held,
      total: onHold,
    })),
  };
}

function post(
  accounts: Map<string | null, Account>,
  key: string | null,
  recordId: string,
  mode: HeldMode,
  amount: HeldTime,
): void {
  let account = accounts.get(key);
  if (!account) {
    const byMode = { active: nothing(), 'on-hold': nothing(), done: nothing() };
    account = { records: 0, lastRecord: '', byMode };
    accounts.set(key, account);
  }
  if (account.lastRecord !== recordId) account.records += 1;
  account.lastRecord = recordId;
  add(account.byMode[mode], amount);
}

function sharesOf(accounts: ReadonlyMap<string | null, Account>): readonly HeldShare[] {
  return [...accounts]
    .map(([id, { records, byMode }]) => {
      const { active, 'on-hold': onHold, done } = byMode;
      const total = nothing();
      for (const part of [active, onHold, done]) add(total, part);
      return { id, records, active, onHold, done, total };
    })
    .sort((a, b) => b.total.wallMs - a.total.wallMs || compareIds(a.id, b.id));
}

function compareIds(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

function nothing(): Sum {
  return { wallMs: 0, openMs: 0 };
}

function add(sum: Sum, { wallMs, openMs }: HeldTime): void {
  sum.wallMs += wallMs;
  sum.openMs += openMs;
}
