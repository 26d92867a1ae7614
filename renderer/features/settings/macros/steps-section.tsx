import { useRef } from 'react';
import type { ReactElement } from 'react';
import { MACRO_STEPS } from '../../../../shared/model/policy.ts';
import type { MacroStep } from '../../../../shared/model/policy.ts';
import type { MacroBody } from '../../../../shared/workflow/macro-check.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { FormSection, GroupError } from '../form-parts.tsx';
import { moved } from '../moved.ts';
import type { SettingEditor } from '../use-setting-editor.ts';
import { StepFields } from './step-fields.tsx';

const STEP_NAMES: Readonly<Record<MacroStep['do'], string>> = {
  'set-field': msg('Set a field'),
  comment: msg('Write a comment to the requester'),
  note: msg('Write a note for the team'),
  state: msg('Move to another state'),
  'assign-me': msg('Assign it to whoever runs the macro'),
  watch: msg('Watch it'),
  'log-time': msg('Log time'),
  checklist: msg('Attach a checklist'),
};

interface StepCardProps {
  readonly editor: SettingEditor<MacroBody>;
  readonly at: number;
  onChange(step: MacroStep): void;
  onMove(by: 1 | -1): void;
  onRemove(): void;
}

/** A step: what it does, and what it needs to know for that. */
function StepCard({ editor, at, onChange, onMove, onRemove }: StepCardProps): ReactElement {
  const { body, errorAt } = editor;
  const step = body.steps[at]!;
  const number = at + 1;
  return (
    <li>
      <div className="set-step" role="group" aria-label={t('Step {{number}}', { number })}>
        <div className="set-step__head">
          <span className="set-number">{number}</span>
          <Select<MacroStep['do']>
            label={t('What step {{number}} does', { number })}
            value={step.do}
            options={MACRO_STEPS.map((value) => ({ value, label: t(STEP_NAMES[value]) }))}
            onChange={(next) => onChange({ do: next })}
          />
          <span className="grow" />
          <IconButton
            icon="chevron-up"
            size="sm"
            label={t('Move step {{number}} up', { number })}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon="chevron-down"
            size="sm"
            label={t('Move step {{number}} down', { number })}
            onClick={() => onMove(1)}
          />
          <IconButton
            icon="trash"
            size="sm"
            label={t('Remove step {{number}}', { number })}
            onClick={onRemove}
          />
        </div>
        <StepFields
          step={step}
          kinds={body.ticketKinds}
          errorAt={(field) => errorAt(`steps[${at}].${field}`)}
          onChange={onChange}
        />
      </div>
    </li>
  );
}

/** The steps of a macro in their order. */
export function StepsSection(props: { readonly editor: SettingEditor<MacroBody> }): ReactElement {
  const { editor } = props;
  const { body, set, errorAt, mayEdit } = editor;
  const list = useRef<HTMLOListElement>(null);
  const change = (steps: readonly MacroStep[]): void => set({ steps });
  const add = (): void => {
    change([...body.steps, { do: 'comment' }]);
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>('li:last-child select')?.focus(),
    );
  };
  return (
    <FormSection
      title={t('Steps')}
      hint={t('They are done from top to bottom, all of them or none, and taken back as one.')}
    >
      <ol ref={list} className="set-lines">
        {body.steps.map((_step, at) => (
          <StepCard
            key={at}
            editor={editor}
            at={at}
            onChange={(step) =>
              change(body.steps.map((each, index) => (index === at ? step : each)))
            }
            onMove={(by) => change(moved(body.steps, at, by))}
            onRemove={() => change(body.steps.filter((_each, index) => index !== at))}
          />
        ))}
      </ol>
      <GroupError text={errorAt('steps')} />
      {mayEdit ? (
        <div className="acts">
          <Button size="sm" icon="plus" onClick={add}>
            {t('Add a step')}
          </Button>
        </div>
      ) : null}
    </FormSection>
  );
}
