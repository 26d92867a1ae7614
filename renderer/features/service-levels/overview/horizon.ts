import { msg } from '../../../ui/i18n.ts';

export const HORIZONS = ['1h', '4h', 'today', 'week'] as const;
/** How far ahead one looks. */
export type Horizon = (typeof HORIZONS)[number];

export const HORIZON_LABELS: Readonly<Record<Horizon, string>> = {
  '1h': msg('1 hour'),
  '4h': msg('4 hours'),
  today: msg('Today'),
  week: msg('7 days'),
};

const HOUR_MS = 3_600_000;

/** Its end in epoch milliseconds; today ends on the wall clock of this machine. */
export function horizonEndMs(horizon: Horizon, nowMs: number): number {
  switch (horizon) {
    case '1h':
      return nowMs + HOUR_MS;
    case '4h':
      return nowMs + 4 * HOUR_MS;
    case 'today':
      return new Date(nowMs).setHours(24, 0, 0, 0);
    case 'week':
      return nowMs + 7 * 24 * HOUR_MS;
  }
}
