import type { Entry } from '../../../../shared/model/entry.ts';
import type { SlaInterval } from '../../../../shared/sla/explain-sla.ts';
import { t } from '../../../ui/i18n.ts';
import { holdLabel, stateLabel } from '../words/ticket-words.ts';

/** One line of the explanation. */
export interface ExplainRow {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly counted: boolean;
  readonly isPause: boolean;
  readonly countedMs: number;
  readonly totalMs: number;
  readonly why: string;
  /** The stretch that is going on now. */
  readonly isNow: boolean;
}

function causeWords(cause: Entry | undefined): string | null {
  if (!cause) return null;
  if (cause.kind === 'state') {
    if (cause.from === null) return t('Opened.');
    if (cause.to === 'on-hold') {
      return cause.reason === undefined
        ? t('Put on hold.')
        : t('On hold, {{reason}}.', { reason: holdLabel(cause.reason) });
    }
    return t('Moved from {{from}} to {{to}}.', {
      from: stateLabel(cause.from),
      to: stateLabel(cause.to),
    });
  }
  if (cause.kind === 'comment') return t('Public comment.');
  return cause.kind === 'change' ? t('The priority changed.') : null;
}

function reasonWords(interval: SlaInterval, isNow: boolean): string {
  switch (interval.reason) {
    case 'open':
      return isNow ? t('Open hours, running now.') : t('Open hours count.');
    case 'exception':
      return interval.counted
        ? t('Special hours of that day count.')
        : t('Closed by the special hours of that day.');
    case 'closed':
      return t('Closed: outside the hours of the calendar.');
    case 'holiday':
      return t('Closed: holiday.');
    case 'pause':
      return t('This target pauses then.');
    case 'stopped':
      return t('Stopped: the work was over.');
  }
}

/** The intervals as lines, each with its reason and what began it. */
export function explainRows(
  intervals: readonly SlaInterval[],
  entries: readonly Entry[],
  isStopped: boolean,
): readonly ExplainRow[] {
  const byId = new Map(entries.map((entry) => [entry.id as string, entry]));
  return intervals.map((interval, at) => {
    const isNow = at === intervals.length - 1 && !isStopped;
    const cause = interval.causeEventId === undefined ? undefined : byId.get(interval.causeEventId);
    const words = [causeWords(cause), reasonWords(interval, isNow)];
    return {
      key: interval.from,
      from: interval.from,
      to: interval.to,
      counted: interval.counted,
      isPause: interval.reason === 'pause' || interval.reason === 'stopped',
      countedMs: interval.counted ? interval.seconds * 1000 : 0,
      totalMs: interval.totalSeconds * 1000,
      why: words.filter(Boolean).join(' '),
      isNow,
    };
  });
}
