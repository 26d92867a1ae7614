import { useState } from 'react';
import type { ReactElement } from 'react';
import { SLA_TRIGGERS } from '../../../../shared/model/policy.ts';
import type { SlaTargetDocument, SlaTrigger } from '../../../../shared/model/policy.ts';
import {
  CHANGE_STATES,
  HOLD_REASONS,
  INCIDENT_STATES,
  PROBLEM_STATES,
  REQUEST_STATES,
  TASK_STATES,
} from '../../../../shared/model/ticket.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { holdLabel, stateLabel } from '../../../words/ticket-words.ts';
import { CheckRow, PathProblems } from './form-parts.tsx';
import { usePolicyForm } from './policy-form.ts';
import { triggerName } from './policy-words.ts';

const STATES: Readonly<Record<TicketKind, readonly string[]>> = {
  incident: INCIDENT_STATES,
  problem: PROBLEM_STATES,
  change: CHANGE_STATES,
  request: REQUEST_STATES,
  task: TASK_STATES,
};

const NAMES = ['startOn', 'pauseWhile', 'resumeOn', 'stopOn', 'resetOn'] as const;
type TriggerListName = (typeof NAMES)[number];

const TITLES: Readonly<Record<TriggerListName, string>> = {
  startOn: msg('The clock starts when'),
  pauseWhile: msg('The clock pauses while'),
  resumeOn: msg('A pause ends early when'),
  stopOn: msg('The target is reached when'),
  resetOn: msg('The clock starts over when'),
};

/** What is usual, as `shared/sla/sla-rules.ts` has it. */
function usual(name: TriggerListName, metric: SlaTargetDocument['metric']): string {
  switch (name) {
    case 'startOn':
      return t('Usual: with the ticket.');
    case 'pauseWhile':
      return metric === 'resolution' || metric === 'next-update'
        ? t('Usual: on hold for the reasons below.')
        : t('Usual: never.');
    case 'resumeOn':
      return t('Usual: never; the next change of state ends it.');
    case 'stopOn':
      if (metric === 'assignment') return t('Usual: it is assigned, or done.');
      return metric === 'response'
        ? t('Usual: somebody answers publicly or takes up the work, or it is done.')
        : t('Usual: it is done.');
    case 'resetOn':
      return metric === 'next-update' ? t('Usual: with every public comment.') : t('Usual: never.');
  }
}

interface TargetPartProps {
  readonly target: SlaTargetDocument;
  readonly index: number;
}

/** When a target starts, pauses, goes on, ends and starts over, where that is not as usual. */
export function TriggersPart({ target, index }: TargetPartProps): ReactElement {
  const own = NAMES.filter((name) => target[name] !== undefined).length;
  const [isOpen, setOpen] = useState(own > 0);
  return (
    <details
      className="slp-details"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {t('Start, pause and end')}{' '}
        <span className="t3">
          {own === 0 ? t('as usual') : t('{{count}} of your own', { count: own })}
        </span>
      </summary>
      {isOpen
        ? NAMES.map((name) => <TriggerList key={name} name={name} target={target} index={index} />)
        : null}
    </details>
  );
}

function TriggerList({
  name,
  target,
  index,
}: TargetPartProps & { readonly name: TriggerListName }): ReactElement {
  const { setTarget } = usePolicyForm();
  const triggers = target[name];
  const path = `targets[${index}].${name}`;
  const change = (next: readonly SlaTrigger[] | undefined): void =>
    setTarget(index, { [name]: next });
  const fresh: SlaTrigger = { on: 'state', states: [] };
  return (
    <fieldset className="slp-group" data-path={path}>
      <legend className="form-field__label">{t(TITLES[name])}</legend>
      {triggers === undefined ? (
        <p className="t3 t12">{usual(name, target.metric)}</p>
      ) : (
        <div className="slp-rows">
          {triggers.length === 0 ? <p className="t3 t12">{t('Never.')}</p> : null}
          {triggers.map((trigger, i) => (
            <TriggerRow
              key={i}
              trigger={trigger}
              path={`${path}[${i}]`}
              onlyStates={name === 'pauseWhile'}
              onChange={(next) => change(triggers.map((each, k) => (k === i ? next : each)))}
              onRemove={() => change(triggers.filter((_each, k) => k !== i))}
            />
          ))}
        </div>
      )}
      <PathProblems path={path} />
      <div className="acts">
        <Button
          size="sm"
          variant="quiet"
          icon="plus"
          onClick={() => change([...(triggers ?? []), fresh])}
        >
          {triggers === undefined ? t('Say it otherwise') : t('Or also')}
        </Button>
        {triggers === undefined ? null : (
          <Button size="sm" variant="quiet" icon="undo" onClick={() => change(undefined)}>
            {t('As usual again')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

interface TriggerRowProps {
  readonly trigger: SlaTrigger;
  readonly path: string;
  /** A pause lasts while a record is in a state. */
  readonly onlyStates: boolean;
  onChange(next: SlaTrigger): void;
  onRemove(): void;
}

function TriggerRow(props: TriggerRowProps): ReactElement {
  const { trigger, path, onlyStates, onChange, onRemove } = props;
  const { form } = usePolicyForm();
  const { on, states = [], reasons = [] } = trigger;
  const possible = [...new Set(form.body.ticketKinds.flatMap((kind) => STATES[kind]))];
  return (
    <div className="slp-rule" role="group" aria-label={triggerName(on)} data-path={path}>
      <div className="slp-rule__when">
        {onlyStates ? (
          <span className="med">{triggerName('state')}</span>
        ) : (
          <Select
            label={t('What happens')}
            value={on}
            options={SLA_TRIGGERS.map((value) => ({ value, label: triggerName(value) }))}
            onChange={(next) =>
              onChange(next === 'state' ? { on: next, states: [] } : { on: next })
            }
          />
        )}
        <span className="grow" />
        <IconButton icon="close" size="sm" label={t('Remove')} onClick={onRemove} />
      </div>
      {on === 'state' ? (
        <CheckRow
          options={possible.map((value) => ({ value, label: stateLabel(value) }))}
          chosen={states}
          onChange={(next) => onChange({ ...trigger, states: next })}
        />
      ) : null}
      {on === 'state' && states.includes('on-hold') ? (
        <fieldset className="slp-group">
          <legend className="form-field__label">
            {t('Only while the ticket is (none: for any reason)')}
          </legend>
          <CheckRow
            options={HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }))}
            chosen={reasons}
            onChange={(next) => {
              const { reasons: _former, ...rest } = trigger;
              onChange(next.length === 0 ? rest : { ...rest, reasons: next });
            }}
          />
        </fieldset>
      ) : null}
      <PathProblems path={path} deep />
    </div>
  );
}
