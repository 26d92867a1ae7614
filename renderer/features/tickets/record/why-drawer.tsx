import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { explainSla } from '../../../../shared/sla/explain-sla.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatDateTime, formatDuration, formatDurationExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { SlaMark } from '../../../ui/sla-clock.tsx';
import { toast } from '../../../ui/toast.ts';
import { metricLabel, targetWords } from '../words/clock-words.ts';
import { calendarHours } from './calendar-words.ts';
import { DayPicture } from './day-picture.tsx';
import { explainRows } from './explain-rows.ts';
import type { ExplainRow } from './explain-rows.ts';
import { instantWords } from './instant-words.ts';
import type { Evaluation } from './use-evaluation.ts';

interface WhyDrawerProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly evaluation: Evaluation;
  /** The target being explained; null: closed. */
  readonly target: SlaTargetResult | null;
  onClose(): void;
}

function calendarOf(
  target: SlaTargetResult | null,
  { policies }: Evaluation,
): {
  readonly name: string;
  readonly calendar: CalendarPolicy | undefined;
} {
  const policy = target ? policies.get(target.policyId) : undefined;
  if (policy?.kind !== 'sla') return { name: '', calendar: undefined };
  const calendar = policies.get(policy.calendarId);
  return { name: policy.name, calendar: calendar?.kind === 'calendar' ? calendar : undefined };
}

function markOf(row: ExplainRow): ReactElement {
  if (row.counted) return <SlaMark state="running" percent={100} />;
  return <SlaMark state={row.isPause ? 'paused' : 'none'} />;
}

interface TableProps {
  readonly rows: readonly ExplainRow[];
  readonly zone: string | undefined;
}

function ExplainTable({ rows, zone }: TableProps): ReactElement {
  const locale = useLocale();
  return (
    <table className="tbl tickets-explain">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('From')}</th>
          <th scope="col">{t('To')}</th>
          <th scope="col" className="num">
            {t('Counted')}
          </th>
          <th scope="col" className="num">
            {t('Total')}
          </th>
          <th scope="col">{t('Why')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className={cx(!row.counted && 't3', row.isNow && 'is-now')}>
            <td>{markOf(row)}</td>
            <td className="tnum nowrap">{instantWords(locale, row.from, zone)}</td>
            <td className="tnum nowrap">{instantWords(locale, row.to, zone, row.from)}</td>
            <td className="num">
              {row.counted ? <b>{formatDurationExact(row.countedMs)}</b> : '–'}
            </td>
            <td className="num">{formatDurationExact(row.totalMs)}</td>
            <td>{row.why}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The whole explanation as text, for a mail to somebody who doubts it. */
function asText(title: string, rows: readonly ExplainRow[], locale: string, zone?: string): string {
  const lines = rows.map((row) =>
    [
      instantWords(locale, row.from, zone),
      instantWords(locale, row.to, zone),
      row.counted ? formatDurationExact(row.countedMs) : '–',
      formatDurationExact(row.totalMs),
      row.why,
    ].join('\t'),
  );
  return [title, ...lines].join('\n');
}

/** Why a clock says what it says: every stretch of time, counted or not, to the second. */
export function WhyDrawer(props: WhyDrawerProps): ReactElement {
  const { ticket, entries, evaluation, target, onClose } = props;
  const locale = useLocale();
  const { name, calendar } = calendarOf(target, evaluation);
  const intervals = useMemo(
    () => (target ? explainSla(evaluation.input, target.policyId, target.metric) : []),
    [target, evaluation.input],
  );
  const rows = useMemo(
    () => explainRows(intervals, entries, target?.stoppedAt !== null),
    [intervals, entries, target],
  );
  const words = target ? targetWords(target, locale, evaluation.nowMs) : null;
  const title = t('Why {{clock}}', { clock: words?.headline ?? '' });
  const zone = calendar?.timezone;
  return (
    <Drawer
      open={target !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      subtitle={
        target ? (
          <>
            {ticket.number}, {metricLabel(target.metric).toLocaleLowerCase()}{' '}
            <Chip icon="check">{t('Worked out here')}</Chip>
          </>
        ) : undefined
      }
      actions={
        <Button
          variant="quiet"
          size="sm"
          onClick={() => {
            void navigator.clipboard.writeText(asText(title, rows, locale, zone));
            toast({ text: t('Copied') });
          }}
        >
          {t('Copy as text')}
        </Button>
      }
    >
      {target === null ? null : (
        <div className="tickets-explain-body">
          <WhyFacts
            target={target}
            name={name}
            calendar={calendar}
            priority={ticket.priority}
            nowMs={evaluation.nowMs}
          />
          {zone === undefined ? null : (
            <DayPicture
              intervals={intervals}
              target={target}
              zone={zone}
              nowMs={evaluation.nowMs}
            />
          )}
          <div
            className="tickets-scroll"
            tabIndex={0}
            role="region"
            aria-label={t('Every stretch of time')}
          >
            <ExplainTable rows={rows} zone={zone} />
          </div>
        </div>
      )}
    </Drawer>
  );
}

interface FactsProps {
  readonly target: SlaTargetResult;
  readonly name: string;
  readonly calendar: CalendarPolicy | undefined;
  readonly priority: number;
  readonly nowMs: number;
}

function WhyFacts({ target, name, calendar, priority, nowMs }: FactsProps): ReactElement {
  const locale = useLocale();
  const isDone = target.stoppedAt !== null;
  const at = isDone ? target.stoppedAt : target.dueAt;
  return (
    <dl className="tickets-facts">
      <div>
        <dt>{t('Counted')}</dt>
        <dd>
          <b>{formatDuration(target.elapsedSeconds * 1000)}</b>{' '}
          {t('of {{time}} open hours', {
            time: formatDuration((target.targetSeconds ?? 0) * 1000),
          })}
        </dd>
      </div>
      <div>
        <dt>{isDone ? t('Stopped') : t('Due')}</dt>
        <dd>
          <b>{at === null ? '–' : formatDateTime(locale, at, nowMs, calendar?.timezone)}</b>{' '}
          {at === null ? t('not while it is paused') : calendar?.timezone}
        </dd>
      </div>
      <div>
        <dt>{t('Rule')}</dt>
        <dd>
          {t('{{policy}}, row priority {{priority}}', { policy: name, priority })}
          <br />
          <span className="t3 t12">
            {calendar
              ? t('Calendar {{name}}: {{hours}}', {
                  name: calendar.name,
                  hours: calendarHours(calendar, locale),
                })
              : target.problem}
          </span>
        </dd>
      </div>
    </dl>
  );
}
