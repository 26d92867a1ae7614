import type { Entry } from '../../../../shared/model/entry.ts';
import type { SlaInterval } from '../../../../shared/sla/explain-sla.ts';
import { formatDuration } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { fieldLabel, holdLabel, stateLabel } from '../../../words/ticket-words.ts';

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

/** What the reasons are told with: names of people, and of the days of a calendar. */
export interface ExplainNames {
  /** Name of a person behind a user name. */
  readonly user: (userName: string) => string;
  /** What a holiday or a day with hours of its own is called. */
  readonly day: (date: string) => string | undefined;
  /** Name of a policy; undefined where the id is of none. */
  readonly policy: (id: string) => string | undefined;
}

const SLA_FIELDS = new Set([
  'priority',
  'siteId',
  'teamId',
  'serviceId',
  'category',
  'requesterId',
]);

function stateWords(cause: Extract<Entry, { kind: 'state' }>, who: string): string {
  if (cause.from === null) return t('Opened by {{who}}.', { who });
  if (cause.to === 'on-hold') {
    return cause.reason === undefined
      ? t('Put on hold by {{who}}.', { who })
      : t('On hold, {{reason}}, by {{who}}.', { reason: holdLabel(cause.reason), who });
  }
  return t('Moved from {{from}} to {{to}} by {{who}}.', {
    from: stateLabel(cause.from),
    to: stateLabel(cause.to),
    who,
  });
}

function causeWords(id: string | undefined, cause: Entry | undefined, names: ExplainNames) {
  if (id === undefined) return null;
  const policy = names.policy(id);
  if (policy !== undefined) {
    return t('The policy or its calendar changed: {{policy}}.', { policy });
  }
  if (!cause) return null;
  const who = names.user(cause.createdBy);
  if (cause.kind === 'state') return stateWords(cause, who);
  if (cause.kind === 'comment') return t('Comment by {{who}}.', { who });
  if (cause.kind === 'link') return t('Linked by {{who}}.', { who });
  if (cause.kind !== 'change' && cause.kind !== 'merge') return null;
  const changed = cause.kind === 'change' ? cause.changes : cause.decisions;
  const fields = changed.filter(({ field }) => SLA_FIELDS.has(field)).map(({ field }) => field);
  return t('{{fields}} changed by {{who}}.', {
    fields: fields.map(fieldLabel).join(', ') || t('A field'),
    who,
  });
}

function reasonWords(interval: SlaInterval, isNow: boolean, names: ExplainNames): string {
  const name = interval.date === undefined ? undefined : names.day(interval.date);
  switch (interval.reason) {
    case 'open':
      return isNow ? t('Open hours, running now.') : t('Open hours count.');
    case 'exception':
      if (interval.counted) {
        return name === undefined
          ? t('Special hours of that day count.')
          : t('Special hours count: {{name}}.', { name });
      }
      return name === undefined
        ? t('Closed by the special hours of that day.')
        : t('Closed by special hours: {{name}}.', { name });
    case 'closed':
      return t('Closed: outside the hours of the calendar.');
    case 'holiday':
      return name === undefined ? t('Closed: holiday.') : t('Closed: {{name}}.', { name });
    case 'pause':
      return t('This target pauses then.');
    case 'stopped':
      return t('Stopped: the work was over.');
  }
}

/** A night in which the clocks were put forward or back has another length than it shows. */
function clockChangeWords({ clockChangeSeconds }: SlaInterval): string | null {
  if (clockChangeSeconds === undefined) return null;
  const time = formatDuration(clockChangeSeconds * 1000);
  return clockChangeSeconds > 0
    ? t('Clocks were put forward by {{time}}: that time never happened.', { time })
    : t('Clocks were put back by {{time}}: that time happened twice.', { time });
}

/** The intervals as lines, each with its reason and what began it. */
export function explainRows(
  intervals: readonly SlaInterval[],
  entries: readonly Entry[],
  isStopped: boolean,
  names: ExplainNames,
): readonly ExplainRow[] {
  const byId = new Map(entries.map((entry) => [entry.id as string, entry]));
  return intervals.map((interval, at) => {
    const isNow = at === intervals.length - 1 && !isStopped;
    const { causeEventId } = interval;
    const cause = causeEventId === undefined ? undefined : byId.get(causeEventId);
    const words = [
      causeWords(causeEventId, cause, names),
      reasonWords(interval, isNow, names),
      clockChangeWords(interval),
    ];
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
