import type { ReactElement } from 'react';
import { SLA_METRICS } from '../../../../shared/model/policy.ts';
import type { SlaMetric, SlaTargetDocument } from '../../../../shared/model/policy.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { Select } from '../../../ui/select.tsx';
import { EscalationsPart } from './escalations-part.tsx';
import { AmountBox, FormSection, PathProblems, PercentBox } from './form-parts.tsx';
import { usePolicyForm } from './policy-form.ts';
import { metricName } from './policy-words.ts';
import { TriggersPart } from './triggers-part.tsx';

const PRIORITIES = [1, 2, 3, 4] as const;
const METRIC_HINTS: Readonly<Record<SlaMetric, () => string>> = {
  assignment: () => t('Until somebody has it.'),
  response: () => t('Until somebody answers or takes up the work.'),
  'next-update': () => t('From one public comment to the next.'),
  resolution: () => t('Until it is done.'),
};

/** What is promised: time per metric and priority, warnings and what follows. */
export function TargetsSection(): ReactElement {
  const { form, set, mayEdit } = usePolicyForm();
  const { targets } = form.body;
  const unused = SLA_METRICS.filter((metric) => !targets.some((each) => each.metric === metric));
  const add = (metric: SlaMetric): void => {
    const target: SlaTargetDocument = {
      metric,
      minutes: [null, null, null, null],
      warnAtPercent: 75,
    };
    set({ targets: [...targets, target] });
  };
  return (
    <FormSection
      title={t('What is promised')}
      hint={t('Write “4 h”, “1 h 30 min” or “45 min”; empty means that nothing is promised.')}
    >
      <PathProblems path="targets" />
      {targets.map((target, i) => (
        <TargetCard key={`${target.metric} ${i}`} target={target} index={i} />
      ))}
      {!mayEdit || unused.length === 0 ? null : (
        <div className="acts">
          {unused.map((metric) => (
            <Button key={metric} size="sm" icon="plus" onClick={() => add(metric)}>
              {t('Add {{metric}}', { metric: metricName(metric) })}
            </Button>
          ))}
        </div>
      )}
    </FormSection>
  );
}

function TargetCard(props: {
  readonly target: SlaTargetDocument;
  readonly index: number;
}): ReactElement {
  const { target, index } = props;
  const { form, set, setTarget } = usePolicyForm();
  const path = `targets[${index}]`;
  const { metric, unit = 'minutes', warnAtPercent } = target;
  const name = metricName(metric);
  const remove = (): void => set({ targets: form.body.targets.filter((_each, i) => i !== index) });
  return (
    <div className="slp-target" role="group" aria-label={name} data-path={path}>
      <div className="slp-target__head">
        <h4 className="med">{name}</h4>
        <span className="t3 t12 cut">{METRIC_HINTS[metric]()}</span>
        <span className="grow" />
        <IconButton
          icon="trash"
          size="sm"
          label={t('Remove the target {{metric}}', { metric: name })}
          onClick={remove}
        />
      </div>
      <PathProblems path={path} />
      <PathProblems path={`${path}.metric`} />
      <Amounts target={target} index={index} />
      <div className="slp-pair">
        <label className="form-field">
          <span className="form-field__label">{t('Counted in')}</span>
          <Select
            label={t('Counted in')}
            value={unit}
            options={[
              { value: 'minutes', label: t('Open time') },
              { value: 'business-days', label: t('Business days') },
            ]}
            onChange={(next) => setTarget(index, { unit: next === 'minutes' ? undefined : next })}
          />
        </label>
        <PercentBox
          path={`${path}.warnAtPercent`}
          label={t('Warn when this much is used up')}
          value={warnAtPercent}
          most={100}
          onChange={(next) => setTarget(index, { warnAtPercent: Math.max(1, next) })}
        />
      </div>
      <EscalationsPart target={target} index={index} />
      <TriggersPart target={target} index={index} />
    </div>
  );
}

function Amounts(props: {
  readonly target: SlaTargetDocument;
  readonly index: number;
}): ReactElement {
  const { target, index } = props;
  const { setTarget } = usePolicyForm();
  const { metric, minutes, unit = 'minutes' } = target;
  return (
    <div className="slp-amounts">
      {PRIORITIES.map((priority) => {
        const path = `targets[${index}].minutes[${priority - 1}]`;
        return (
          <AmountBox
            key={priority}
            path={path}
            label={t('{{metric}}, priority {{priority}}', {
              metric: metricName(metric),
              priority,
            })}
            shown={<PriorityMark priority={priority} />}
            value={minutes[priority - 1] ?? null}
            unit={unit}
            onChange={(value, text) => {
              const next = minutes.map((each, i) => (i === priority - 1 ? value : each));
              setTarget(index, { minutes: next }, { path, text });
            }}
          />
        );
      })}
    </div>
  );
}
