import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { formatDurationExact, formatExact } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import { agreementName } from '../../../words/clock-words.ts';
import { calendarHours } from './calendar-words.ts';
import type { ExplainRow } from './explain-rows.ts';
import { instantWords } from './instant-words.ts';
import type { PolicyChoice } from './policy-choice.ts';

export interface WhyTextParts {
  readonly head: readonly string[];
  readonly target: SlaTargetResult;
  readonly choice: PolicyChoice | null;
  readonly calendar: CalendarPolicy | undefined;
  readonly reliance: string | undefined;
  readonly rows: readonly ExplainRow[];
  readonly locale: string;
}

/** The whole explanation as text, for a mail to somebody who doubts it. */
export function whyText(parts: WhyTextParts): string {
  const { head, target, choice, calendar, reliance, rows, locale } = parts;
  const zone = calendar?.timezone;
  const lines = rows.map((row) =>
    [
      instantWords(locale, row.from, zone),
      instantWords(locale, row.to, zone),
      row.counted ? formatDurationExact(row.countedMs) : '–',
      formatDurationExact(row.totalMs),
      row.why,
    ].join('\t'),
  );
  return [
    ...head,
    ...(choice === null
      ? []
      : [`${t('Policy')}: ${choice.document.name}, ${agreementName(target.policyKind)}`]),
    ...(calendar === undefined
      ? []
      : [
          t('Calendar {{name}}: {{hours}}', {
            name: calendar.name,
            hours: calendarHours(calendar, locale),
          }),
        ]),
    ...(target.dueAt === null
      ? []
      : [t('Due {{time}}', { time: formatExact(locale, target.dueAt, zone) })]),
    ...(reliance === undefined ? [] : [reliance]),
    ...lines,
  ].join('\n');
}
