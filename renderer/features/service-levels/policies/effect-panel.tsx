import { useState } from 'react';
import type { ReactElement } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { PolicyEffect } from '../../../../shared/sla/policy-effect.ts';
import { useReplica, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDate, formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { EffectFlips } from './effect-flips.tsx';
import { EffectTable } from './effect-table.tsx';
import { useEffectRun } from './use-effect-run.ts';
import type { EffectControl, EffectRun } from './use-effect-run.ts';

const DAY_MS = 86_400_000;
type Days = '30' | '90' | '365';

/** What the edited policy would have changed: asked for, never in the way. */
export function EffectPanel(props: {
  readonly policy: SlaPolicyDocument;
  /** With errors there is nothing to evaluate. */
  readonly isValid: boolean;
}): ReactElement {
  const { policy, isValid } = props;
  const locale = useLocale();
  const { now } = useReplica();
  const control = useEffectRun();
  const [days, setDays] = useState<Days>('90');
  const [lastDay, setLastDay] = useState('');
  const begin = (day: string): void => {
    setLastDay(day);
    const toMs = day === '' ? now() : Math.min(now(), Date.parse(`${day}T00:00:00Z`) + DAY_MS);
    control.start(policy, { fromMs: toMs - Number(days) * DAY_MS, toMs });
  };
  const title =
    lastDay === ''
      ? t('Effect on the last {{days}} days', { days })
      : t('Effect on the {{days}} days up to {{date}}', {
          days,
          date: formatDate(locale, `${lastDay}T00:00:00Z`, 'UTC'),
        });
  return (
    <section className="slp-effect" aria-label={t('Effect')}>
      <h3 className="slp-section__title">{title}</h3>
      <p className="t3 t12">
        {t(
          'Records of that time are judged twice on this machine: by what is stored and by what stands in the form, as if each had been in force always.',
        )}
      </p>
      <div className="slp-effect__period">
        <Segmented<Days>
          label={t('Days looked at')}
          value={days}
          onChange={setDays}
          options={(['30', '90', '365'] as const).map((value) => ({
            value,
            label: t('{{days}} d', { days: value }),
          }))}
        />
        <label className="slp-effect__until">
          <span className="t2">{t('up to')}</span>
          <TextInput
            type="date"
            min="1990-01-01"
            max={dayOf(now())}
            value={lastDay}
            onChange={({ target }) => {
              if (target.value === '' || target.value >= '1990-01-01') setLastDay(target.value);
            }}
          />
        </label>
      </div>
      <EffectState
        {...control}
        onBegin={() => begin(lastDay)}
        onBeginAt={(ms) => begin(dayOf(ms))}
        policy={policy}
        isValid={isValid}
      />
    </section>
  );
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

interface EffectStateProps extends EffectControl {
  readonly policy: SlaPolicyDocument;
  readonly isValid: boolean;
  onBegin(): void;
  /** With the day of an instant, in milliseconds since 1970, as the last one. */
  onBeginAt(ms: number): void;
}

function EffectState(props: EffectStateProps): ReactElement {
  const { run, cancel, onBegin, onBeginAt, policy, isValid } = props;
  if (run.kind === 'running') return <Running run={run} onCancel={cancel} />;
  const isOld = run.kind === 'done' && run.policy !== policy;
  return (
    <>
      {isValid ? null : (
        <p className="t2">{t('Correct what is wrong first; then the effect can be worked out.')}</p>
      )}
      <div className="acts">
        <Button icon="pulse" disabled={!isValid} onClick={onBegin}>
          {run.kind === 'done' ? t('Work it out again') : t('Work out the effect')}
        </Button>
      </div>
      {run.kind === 'failed' ? (
        <Notice tone="warning" title={t('This could not be worked out')}>
          <p>{t('The records could not be read. Nothing was changed; try again.')}</p>
        </Notice>
      ) : null}
      {isOld ? (
        <Notice tone="info">
          <p>{t('You changed the policy since: these figures are of what stood here before.')}</p>
        </Notice>
      ) : null}
      {run.kind === 'done' ? <Effect effect={run.effect} onBeginAt={onBeginAt} /> : null}
    </>
  );
}

function Running(props: {
  readonly run: Extract<EffectRun, { kind: 'running' }>;
  onCancel(): void;
}): ReactElement {
  const { run, onCancel } = props;
  const now = useNow(1_000);
  return (
    <ProgressBar
      label={run.step === 'read' ? t('Reading records') : t('Judging records')}
      done={run.done}
      total={run.total === 0 ? null : run.total}
      startedAt={run.startedAt}
      now={now}
      onCancel={onCancel}
    />
  );
}

function Effect(props: {
  readonly effect: PolicyEffect;
  onBeginAt(ms: number): void;
}): ReactElement {
  const { effect, onBeginAt } = props;
  const locale = useLocale();
  const { records, appliesBefore, appliesAfter, rows, flips } = effect;
  if (records === 0) return <NoRecords onBeginAt={onBeginAt} />;
  const show = (value: number): string => formatNumber(locale, value);
  return (
    <div role="status">
      <p className="slp-effect__sum">
        {t('{{records}} records: the policy applies to {{after}}, before to {{before}}.', {
          records: show(records),
          after: show(appliesAfter),
          before: show(appliesBefore),
        })}
      </p>
      {rows.length === 0 ? null : <EffectTable rows={rows} />}
      <EffectFlips flips={flips} />
    </div>
  );
}

/** Data that was imported may be old: the newest of it is offered. */
function NoRecords({ onBeginAt }: { onBeginAt(ms: number): void }): ReactElement {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const locale = useLocale();
  let newest = 0;
  for (const { activityAt } of rows) if (activityAt > newest) newest = activityAt;
  return (
    <Notice
      tone="info"
      title={t('There are no records of that time')}
      actions={
        newest === 0 ? undefined : (
          <Button size="sm" onClick={() => onBeginAt(newest)}>
            {t('Take the time up to {{date}}', { date: formatDate(locale, newest) })}
          </Button>
        )
      }
    >
      <p>
        {newest === 0
          ? t('As soon as there are tickets, their service levels can be judged here.')
          : t('The newest record here is older.')}
      </p>
    </Notice>
  );
}
