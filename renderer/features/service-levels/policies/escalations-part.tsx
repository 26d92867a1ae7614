import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { ESCALATION_ACTIONS, ESCALATION_RECIPIENTS } from '../../../../shared/model/policy.ts';
import type {
  EscalationAction,
  EscalationRule,
  SlaTargetDocument,
} from '../../../../shared/model/policy.ts';
import { peopleOf, teamsOf } from '../../../replica/reference.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { AmountBox, PathProblems, PercentBox } from './form-parts.tsx';
import { usePolicyForm } from './policy-form.ts';
import { recipientName } from './policy-words.ts';

interface TargetPartProps {
  readonly target: SlaTargetDocument;
  readonly index: number;
}

const MOMENTS: Readonly<Record<EscalationRule['at'], string>> = {
  percent: msg('when a share is used up'),
  'before-due': msg('before it is due'),
  'after-due': msg('after it was due'),
};
const ACTIONS: Readonly<Record<EscalationAction['do'], string>> = {
  notify: msg('Notify'),
  'raise-priority': msg('Raise the priority'),
  reassign: msg('Reassign'),
  'add-watcher': msg('Add a watcher'),
};

/** What happens before and after a target is due. */
export function EscalationsPart({ target, index }: TargetPartProps): ReactElement {
  const { setTarget } = usePolicyForm();
  const rules = target.escalations ?? [];
  const change = (next: readonly EscalationRule[]): void =>
    setTarget(index, { escalations: next.length === 0 ? undefined : next });
  const add = (): void =>
    change([
      ...rules,
      {
        id: crypto.randomUUID().slice(0, 13),
        at: 'percent',
        value: 90,
        actions: [{ do: 'notify', whom: 'assignee' }],
      },
    ]);
  return (
    <fieldset className="slp-group">
      <legend className="form-field__label">{t('Escalations')}</legend>
      <div className="slp-rows">
        {rules.map((rule, i) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            path={`targets[${index}].escalations[${i}]`}
            number={i + 1}
            onChange={(next, typed) =>
              setTarget(
                index,
                { escalations: rules.map((each, k) => (k === i ? next : each)) },
                typed,
              )
            }
            onRemove={() => change(rules.filter((_each, k) => k !== i))}
          />
        ))}
        <Button size="sm" icon="plus" onClick={add}>
          {t('Add an escalation')}
        </Button>
      </div>
    </fieldset>
  );
}

interface RuleRowProps {
  readonly rule: EscalationRule;
  readonly path: string;
  readonly number: number;
  onChange(next: EscalationRule, typed?: { path: string; text: string | null }): void;
  onRemove(): void;
}

function RuleRow({ rule, path, number, onChange, onRemove }: RuleRowProps): ReactElement {
  const { at, value, actions } = rule;
  const setActions = (next: readonly EscalationAction[]): void =>
    onChange({ ...rule, actions: next });
  return (
    <div
      className="slp-rule"
      role="group"
      aria-label={t('Escalation {{number}}', { number })}
      data-path={path}
    >
      <div className="slp-rule__when">
        {at === 'percent' ? (
          <PercentBox
            path={`${path}.value`}
            label={t('Used up')}
            value={value}
            most={2_000}
            onChange={(next) => onChange({ ...rule, value: next })}
          />
        ) : (
          <AmountBox
            path={`${path}.value`}
            label={t('Open time')}
            value={value}
            unit="minutes"
            allowEmpty={false}
            onChange={(next, text) =>
              onChange({ ...rule, value: next ?? 0 }, { path: `${path}.value`, text })
            }
          />
        )}
        <label className="form-field">
          <span className="form-field__label">{t('When')}</span>
          <Select
            label={t('When')}
            value={at}
            options={(Object.keys(MOMENTS) as EscalationRule['at'][]).map((key) => ({
              value: key,
              label: t(MOMENTS[key]),
            }))}
            onChange={(next) =>
              onChange(
                { ...rule, at: next, value: next === 'percent' ? 90 : 60 },
                { path: `${path}.value`, text: null },
              )
            }
          />
        </label>
        <span className="grow" />
        <IconButton
          icon="trash"
          size="sm"
          label={t('Remove escalation {{number}}', { number })}
          onClick={onRemove}
        />
      </div>
      {actions.map((action, i) => (
        <ActionRow
          key={i}
          action={action}
          path={`${path}.actions[${i}]`}
          onChange={(next) => setActions(actions.map((each, k) => (k === i ? next : each)))}
          onRemove={() => setActions(actions.filter((_each, k) => k !== i))}
        />
      ))}
      <PathProblems path={`${path}.actions`} />
      <PathProblems path={path} />
      <Button
        size="sm"
        variant="quiet"
        icon="plus"
        onClick={() => setActions([...actions, { do: 'notify', whom: 'team' }])}
      >
        {t('Add an action')}
      </Button>
    </div>
  );
}

interface ActionRowProps {
  readonly action: EscalationAction;
  readonly path: string;
  onChange(next: EscalationAction): void;
  onRemove(): void;
}

function ActionRow({ action, path, onChange, onRemove }: ActionRowProps): ReactElement {
  const needsPerson =
    action.do === 'add-watcher' ||
    action.do === 'reassign' ||
    (action.do === 'notify' && action.whom === 'person');
  return (
    <div className="slp-action" role="group" aria-label={t('Action')} data-path={path}>
      <Select
        label={t('What happens')}
        value={action.do}
        options={ESCALATION_ACTIONS.map((value) => ({ value, label: t(ACTIONS[value]) }))}
        onChange={(next) =>
          onChange(next === 'notify' ? { do: next, whom: 'assignee' } : { do: next })
        }
      />
      {action.do === 'notify' ? (
        <Select
          label={t('Who is notified')}
          value={action.whom ?? ''}
          options={ESCALATION_RECIPIENTS.map((value) => ({ value, label: recipientName(value) }))}
          placeholder={t('Choose')}
          onChange={(next) =>
            onChange(next === '' ? { do: 'notify' } : { do: 'notify', whom: next })
          }
        />
      ) : null}
      {action.do === 'reassign' ? <TeamBox action={action} onChange={onChange} /> : null}
      {needsPerson ? <PersonBox action={action} onChange={onChange} /> : null}
      <IconButton icon="close" size="sm" label={t('Remove the action')} onClick={onRemove} />
      <div className="slp-action__problems">
        <PathProblems path={path} deep />
      </div>
    </div>
  );
}

type PartyBoxProps = Pick<ActionRowProps, 'action' | 'onChange'>;

function TeamBox({ action, onChange }: PartyBoxProps): ReactElement {
  const { reference } = usePolicyForm();
  const options = useMemo(
    () =>
      teamsOf(reference)
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [reference],
  );
  const { teamId: _former, ...rest } = action;
  return (
    <Combobox
      label={t('Team')}
      value={action.teamId ?? ''}
      options={options}
      allowEmpty
      placeholder={t('Team')}
      onChange={(next) =>
        onChange(
          next === '' ? rest : { ...rest, teamId: next as NonNullable<typeof action.teamId> },
        )
      }
    />
  );
}

function PersonBox({ action, onChange }: PartyBoxProps): ReactElement {
  const { reference } = usePolicyForm();
  const options = useMemo(
    () =>
      peopleOf(reference)
        .filter(({ id, userName }) => userName !== undefined || id === action.personId)
        .map(({ id, name }) => ({
          value: id,
          label: name,
          mark: <Avatar name={name} decorative />,
        }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [reference, action.personId],
  );
  const { personId: _former, ...rest } = action;
  return (
    <Combobox
      label={t('Person')}
      value={action.personId ?? ''}
      options={options}
      allowEmpty
      placeholder={t('Person')}
      onChange={(next) =>
        onChange(
          next === '' ? rest : { ...rest, personId: next as NonNullable<typeof action.personId> },
        )
      }
    />
  );
}
