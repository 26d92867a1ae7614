import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { formatDateTime, formatHours, formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { agreementName } from '../../../words/clock-words.ts';
import { calendarHours } from './calendar-words.ts';
import { instantWords } from './instant-words.ts';
import type { PolicyChoice } from './policy-choice.ts';

interface FactsProps {
  readonly target: SlaTargetResult;
  readonly calendar: CalendarPolicy | undefined;
  readonly choice: PolicyChoice | null;
  readonly nowMs: number;
  readonly reliance: string | undefined;
}

/** What was counted, when it is due, and by which rule. */
export function WhyFacts(props: FactsProps): ReactElement {
  const { target, calendar, choice, nowMs, reliance } = props;
  const locale = useLocale();
  const isDone = target.stoppedAt !== null;
  const at = isDone ? target.stoppedAt : target.dueAt;
  const zone = calendar?.timezone;
  return (
    <dl className="tickets-facts">
      <div>
        <dt>{t('Counted')}</dt>
        <dd>
          <b>{formatHours(target.elapsedSeconds * 1000)}</b>{' '}
          {t('of {{time}} open hours', {
            time: formatHours((target.targetSeconds ?? 0) * 1000),
          })}
        </dd>
      </div>
      <div>
        <dt>{isDone ? t('Stopped') : t('Due')}</dt>
        <dd title={at === null ? undefined : formatExact(locale, at, zone)}>
          <b>{at === null ? '–' : formatDateTime(locale, at, nowMs, zone)}</b>{' '}
          {at === null ? t('not while it is paused') : zone}
          {isDone && target.dueAt !== null ? (
            <>
              <br />
              <span className="t3 t12" title={formatExact(locale, target.dueAt, zone)}>
                {t('was due {{time}}', { time: formatDateTime(locale, target.dueAt, nowMs, zone) })}
              </span>
            </>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{t('Rule')}</dt>
        <dd>
          {t('{{policy}}, row priority {{priority}}', {
            policy: choice?.document.name ?? t('a policy that is not here any more'),
            priority: target.priority ?? '–',
          })}
          {', '}
          {agreementName(target.policyKind)}
          <br />
          <span className="t3 t12">
            {calendar
              ? t('Calendar {{name}}: {{hours}}', {
                  name: calendar.name,
                  hours: calendarHours(calendar, locale),
                })
              : target.problem}
          </span>
          {reliance === undefined ? null : (
            <>
              <br />
              <span className="t12">{reliance}</span>
            </>
          )}
          {choice === null ? null : <Choice choice={choice} />}
        </dd>
      </div>
    </dl>
  );
}

/** Why this policy: what it asks, and which were asked before. */
function Choice({ choice }: { readonly choice: PolicyChoice }): ReactElement {
  const { conditions, passedOver } = choice;
  return (
    <details className="tickets-choice">
      <summary>{t('Why this policy')}</summary>
      <ul>
        {conditions.length === 0 ? (
          <li>
            <Icon name="check" size={12} /> {t('It asks for nothing but the kind of ticket.')}
          </li>
        ) : null}
        {conditions.map(({ text, holds }) => (
          <li key={text}>
            <Icon name={holds ? 'check' : 'minus'} size={12} /> {text}
            {holds ? null : `, ${t('which was so when it was decided')}`}
          </li>
        ))}
        {passedOver.map(({ id, name, why }) => (
          <li key={id} className="t3">
            <Icon name="minus" size={12} /> {t('Asked before: {{name}}, {{why}}', { name, why })}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface EarlierProps {
  readonly target: SlaTargetResult;
  readonly zone: string | undefined;
  readonly policies: ReferenceSnapshot['policies'];
}

/** Runs that ended before the one explained: reopened, renewed by an update, replaced by a change. */
export function EarlierRuns({ target, zone, policies }: EarlierProps): ReactElement | null {
  const locale = useLocale();
  if (target.earlierRuns.length === 0) return null;
  const states = {
    met: t('Met'),
    breached: t('Breached'),
    superseded: t('Replaced by a change'),
  };
  return (
    <section className="tickets-runs" aria-label={t('Earlier runs')}>
      <h3 className="label">{t('Earlier runs')}</h3>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t('From')}</th>
            <th scope="col">{t('To')}</th>
            <th scope="col" className="num">
              {t('Counted')}
            </th>
            <th scope="col">{t('Result')}</th>
            <th scope="col">{t('Policy')}</th>
          </tr>
        </thead>
        <tbody>
          {target.earlierRuns.map((run) => (
            <tr key={`${run.startedAt} ${run.endedAt}`}>
              <td className="tnum nowrap">{instantWords(locale, run.startedAt, zone)}</td>
              <td className="tnum nowrap">{instantWords(locale, run.endedAt, zone)}</td>
              <td className="num">
                {t('{{used}} of {{of}}', {
                  used: formatHours(run.elapsedSeconds * 1000),
                  of: formatHours(run.targetSeconds * 1000),
                })}
              </td>
              <td>{states[run.state]}</td>
              <td>{policies.get(run.policyId)?.name ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
