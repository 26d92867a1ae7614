import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { explainSla } from '../../../../shared/sla/explain-sla.ts';
import type { SlaInterval } from '../../../../shared/sla/explain-sla.ts';
import { slaMarks } from '../../../../shared/sla/sla-marks.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useReference, useTrustedTime } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatDurationExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { SlaMark } from '../../../ui/sla-clock.tsx';
import { toast } from '../../../ui/toast.ts';
import { provisionalWords, targetName, targetWords } from '../../../words/clock-words.ts';
import { DayPicture } from './day-picture.tsx';
import { explainRows } from './explain-rows.ts';
import type { ExplainNames, ExplainRow } from './explain-rows.ts';
import { finalVerdict, relianceWords } from './final-verdict.ts';
import { instantWords } from './instant-words.ts';
import { policyChoice } from './policy-choice.ts';
import type { PolicyChoice } from './policy-choice.ts';
import type { Evaluation } from './use-evaluation.ts';
import { EarlierRuns, WhyFacts } from './why-facts.tsx';
import { whyText } from './why-text.ts';

interface WhyDrawerProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly evaluation: Evaluation;
  /** The target being explained; null: closed. */
  readonly target: SlaTargetResult | null;
  onWhatIf(): void;
  onClose(): void;
}

/** Of a record that is years old the last stretches are drawn at once, the others on demand. */
const NEWEST = 120;

function calendarOf(
  target: SlaTargetResult | null,
  { policies }: Evaluation,
): CalendarPolicy | undefined {
  const calendar = target ? policies.get(target.calendarId) : undefined;
  return calendar?.kind === 'calendar' ? calendar : undefined;
}

function useNames(calendar: CalendarPolicy | undefined): ExplainNames {
  const reference = useReference();
  return useMemo(
    () => ({
      user: (userName) => reference.byUserName.get(userName)?.name ?? userName,
      day: (date) => calendar?.dayNames?.[date],
      policy: (id) => reference.policies.get(id)?.name,
    }),
    [reference, calendar],
  );
}

function markOf(row: ExplainRow): ReactElement {
  if (row.counted) return <SlaMark state="running" percent={100} />;
  return <SlaMark state={row.isPause ? 'paused' : 'none'} />;
}

interface TableProps {
  readonly rows: readonly ExplainRow[];
  readonly zone: string | undefined;
}

function ExplainTable({ rows: given, zone }: TableProps): ReactElement {
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const rows = all ? given : given.slice(-NEWEST);
  const hidden = given.length - rows.length;
  return (
    <>
      {hidden > 0 ? (
        <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
          {t('Show {{count}} earlier stretches', { count: hidden })}
        </Button>
      ) : null}
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
    </>
  );
}

/** Why a clock says what it says: every stretch of time, counted or not, to the second. */
export function WhyDrawer(props: WhyDrawerProps): ReactElement {
  const { ticket, entries, evaluation, target, onWhatIf, onClose } = props;
  const locale = useLocale();
  const reference = useReference();
  const isProvisional = useTrustedTime().state === 'provisional';
  const calendar = calendarOf(target, evaluation);
  const names = useNames(calendar);
  const intervals = useMemo(
    () => (target ? explainSla(evaluation.input, target.policyId, target.metric) : []),
    [target, evaluation.input],
  );
  const rows = useMemo(
    () => explainRows(intervals, entries, target?.stoppedAt !== null, names),
    [intervals, entries, target, names],
  );
  const words = target ? targetWords(target, locale, evaluation.nowMs) : null;
  const title = t('Why {{clock}}', { clock: words?.headline ?? '' });
  const choice = target
    ? policyChoice(evaluation.input, evaluation.rules, target.policyId, reference)
    : null;
  const verdict = target ? finalVerdict(target, entries) : null;
  const reliance = target ? relianceWords(target, verdict, isProvisional) : undefined;
  const copy = (): void => {
    if (target === null) return;
    const head = [`${ticket.number} ${ticket.title}`, `${targetName(target)}: ${title}`];
    const text = whyText({ head, target, choice, calendar, reliance, rows, locale });
    void navigator.clipboard.writeText(text);
    toast({ text: t('Copied') });
  };
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
            {ticket.number}, {targetName(target)}{' '}
            <Chip icon={verdict ? 'shield' : 'check'}>
              {verdict ? t('Final, by the server') : t('Worked out here')}
            </Chip>
          </>
        ) : undefined
      }
      actions={
        <>
          <Button variant="quiet" size="sm" icon="question" onClick={onWhatIf}>
            {t('What if…')}
          </Button>
          <Button variant="quiet" size="sm" onClick={copy}>
            {t('Copy as text')}
          </Button>
        </>
      }
    >
      {target === null ? null : (
        <WhyBody
          target={target}
          entries={entries}
          evaluation={evaluation}
          calendar={calendar}
          intervals={intervals}
          rows={rows}
          choice={choice}
          names={names}
        />
      )}
    </Drawer>
  );
}

interface BodyProps {
  readonly target: SlaTargetResult;
  readonly entries: readonly Entry[];
  readonly evaluation: Evaluation;
  readonly calendar: CalendarPolicy | undefined;
  readonly intervals: readonly SlaInterval[];
  readonly rows: readonly ExplainRow[];
  readonly choice: PolicyChoice | null;
  readonly names: ExplainNames;
}

function WhyBody(props: BodyProps): ReactElement {
  const { target, entries, evaluation, calendar, intervals, rows, choice, names } = props;
  const isProvisional = useTrustedTime().state === 'provisional';
  const verdict = finalVerdict(target, entries);
  const zone = calendar?.timezone;
  const coming = useMemo(() => comingUp(evaluation, target), [evaluation, target]);
  return (
    <div className="tickets-explain-body">
      {isProvisional && verdict === null ? (
        <Notice tone="warning">{provisionalWords()}</Notice>
      ) : null}
      <WhyFacts
        target={target}
        calendar={calendar}
        choice={choice}
        nowMs={evaluation.nowMs}
        reliance={verdict === null ? undefined : relianceWords(target, verdict, isProvisional)}
      />
      {zone === undefined ? null : (
        <DayPicture
          intervals={intervals}
          coming={coming}
          target={target}
          zone={zone}
          nowMs={evaluation.nowMs}
          warnedAt={warnedAt(evaluation, target)}
          dayName={names.day}
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
      <EarlierRuns target={target} zone={zone} policies={evaluation.policies} />
    </div>
  );
}

/** A due instant further ahead than this would push what happened out of the picture. */
const AHEAD_MS = 8 * 86_400_000;

/** The stretches from now to the due instant, if nothing else happens; none where it is not near. */
function comingUp({ input, nowMs }: Evaluation, target: SlaTargetResult): readonly SlaInterval[] {
  const { dueAt, stoppedAt } = target;
  if (dueAt === null || stoppedAt !== null) return [];
  const dueMs = Date.parse(dueAt);
  if (dueMs <= nowMs || dueMs > nowMs + AHEAD_MS) return [];
  const now = new Date(nowMs).toISOString();
  return explainSla({ ...input, now: dueAt }, target.policyId, target.metric)
    .filter(({ to }) => Date.parse(to) > nowMs)
    .map((each) => (Date.parse(each.from) < nowMs ? { ...each, from: now } : each));
}

/** When a live run was past its warning mark; null: not yet, or nobody waits for it any more. */
function warnedAt({ input }: Evaluation, target: SlaTargetResult): string | null {
  if (target.stoppedAt !== null) return null;
  const mark = slaMarks(input).find(
    ({ policyId, metric, ruleId }) =>
      policyId === target.policyId && metric === target.metric && ruleId === 'warning',
  );
  return mark?.reachedAt ?? null;
}
