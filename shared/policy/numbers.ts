import { NUMBER_PREFIXES } from '../model/ticket.ts';

const FIRST_TICKET = 1001;

/**
 * All series of human numbers (L5) with their first number. Tickets start at four digits so that
 * lists line up; the others are padded with zeros where they are shown.
 */
export const NUMBER_SERIES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.values(NUMBER_PREFIXES).map((prefix) => [prefix, FIRST_TICKET])),
  CI: 1,
  KB: 1,
  AUD: 1,
};

/**
 * The counter of a series in the reference database, `numbers:INC`. A console leases a block by
 * raising `next` with the revision it read; the numbers from the old value to one below the new
 * are then its own.
 */
export interface NumberCounter {
  readonly kind: 'numbers';
  readonly prefix: string;
  /** The first number nobody has leased. */
  readonly next: number;
}

export const NUMBERS_ID_PREFIX = 'numbers:';

/** The most that one write may lease, so that nobody can exhaust a series. */
export const MAX_LEASE = 100_000;

export function numbersId(prefix: string): string {
  return `${NUMBERS_ID_PREFIX}${prefix}`;
}
