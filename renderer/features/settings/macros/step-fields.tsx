import type { ReactElement } from 'react';
import type { MacroStep } from '../../../../shared/model/policy.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { HOLD_REASONS, RESOLUTION_CODES_OF } from '../../../../shared/model/ticket.ts';
import { commonStates, demandOf } from '../../../../shared/workflow/macro-check.ts';
import { RESPONSE_VARIABLES } from '../../../../shared/workflow/response-variables.ts';
import { commonAnswerFields } from '../../../../shared/workflow/template-fields.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { typedVariable } from '../../../words/response-values.ts';
import { fieldLabel, holdLabel, resolutionLabel, stateLabel } from '../../../words/ticket-words.ts';
import { AnswerInput } from '../answer-input.tsx';

interface StepFieldsProps {
  readonly step: MacroStep;
  readonly kinds: readonly TicketKind[];
  errorAt(field: string): string | undefined;
  onChange(step: MacroStep): void;
}

/** The step with one thing said differently; what is undefined is not said. */
function saying(step: MacroStep, patch: Partial<Record<keyof MacroStep, unknown>>): MacroStep {
  const next = Object.entries({ ...step, ...patch }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(next) as unknown as MacroStep;
}

function TextField(props: StepFieldsProps & { readonly label: string }): ReactElement {
  const { step, label, errorAt, onChange } = props;
  const names = RESPONSE_VARIABLES.slice(0, 2).map(typedVariable).join(', ');
  return (
    <FormField
      label={label}
      hint={t('Variables as in texts: {{names}} …', { names })}
      error={errorAt('text')}
    >
      {(ids) => (
        <TextArea
          {...ids}
          minRows={2}
          maxLength={20_000}
          value={step.text ?? ''}
          onChange={(event) => onChange(saying(step, { text: event.target.value }))}
        />
      )}
    </FormField>
  );
}

function FieldFields({ step, kinds, errorAt, onChange }: StepFieldsProps): ReactElement {
  const fields = commonAnswerFields(kinds);
  const chosen = fields.find(({ field }) => field === step.field);
  return (
    <div className="set-pair">
      <FormField label={t('Field')} error={errorAt('field')}>
        {(ids) => (
          <Select
            {...ids}
            value={chosen?.field ?? ''}
            placeholder={t('Choose')}
            options={fields.map(({ field }) => ({ value: field, label: fieldLabel(field) }))}
            onChange={(field) => onChange({ do: 'set-field', field })}
          />
        )}
      </FormField>
      {chosen === undefined ? null : (
        <FormField
          label={t('Value')}
          error={errorAt('value')}
          {...(chosen.always ? {} : { hint: t('Left empty, the step empties the field.') })}
        >
          {() => (
            <AnswerInput
              field={chosen}
              kinds={kinds}
              value={step.value}
              invalid={errorAt('value') !== undefined}
              onChange={(value) => onChange(saying(step, { value }))}
            />
          )}
        </FormField>
      )}
    </div>
  );
}

function ReasonField({ step, kinds, errorAt, onChange }: StepFieldsProps): ReactElement | null {
  const demand = demandOf(kinds, step.state);
  if (demand === null) return null;
  const [first = 'incident'] = kinds;
  const codes = RESOLUTION_CODES_OF[first].filter((code) =>
    kinds.every((kind) => RESOLUTION_CODES_OF[kind].includes(code)),
  );
  const options =
    demand === 'hold-reason'
      ? HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }))
      : codes.map((value) => ({ value, label: resolutionLabel(value) }));
  return (
    <FormField
      label={demand === 'hold-reason' ? t('What does it wait for?') : t('How was it resolved?')}
      error={errorAt('reason')}
    >
      {(ids) => (
        <Select
          {...ids}
          value={step.reason ?? ''}
          placeholder={t('Choose')}
          options={options}
          onChange={(reason) => onChange(saying(step, { reason }))}
        />
      )}
    </FormField>
  );
}

function StateFields(props: StepFieldsProps): ReactElement {
  const { step, kinds, errorAt, onChange } = props;
  return (
    <>
      <div className="set-pair">
        <FormField label={t('State')} error={errorAt('state')}>
          {(ids) => (
            <Select
              {...ids}
              value={step.state ?? ''}
              placeholder={t('Choose')}
              options={commonStates(kinds).map((value) => ({
                value,
                label: stateLabel(value),
              }))}
              onChange={(state) => onChange({ do: 'state', state })}
            />
          )}
        </FormField>
        <ReasonField {...props} />
      </div>
      {demandOf(kinds, step.state) === 'resolution' ? (
        <TextField {...props} label={t('What resolved it?')} />
      ) : null}
    </>
  );
}

function TimeFields(props: StepFieldsProps): ReactElement {
  const { step, errorAt, onChange } = props;
  return (
    <div className="set-pair">
      <FormField label={t('Minutes')} error={errorAt('minutes')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="number"
            min={1}
            max={44_640}
            value={step.minutes ?? ''}
            onChange={(event) => {
              const minutes = Math.round(Number(event.target.value));
              onChange(saying(step, { minutes: minutes > 0 ? minutes : undefined }));
            }}
          />
        )}
      </FormField>
      <FormField label={t('On what')} error={errorAt('text')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={400}
            value={step.text ?? ''}
            onChange={(event) => onChange(saying(step, { text: event.target.value }))}
          />
        )}
      </FormField>
    </div>
  );
}

function ChecklistFields({ step, kinds, errorAt, onChange }: StepFieldsProps): ReactElement {
  const reference = useReference();
  const options = policiesOf(reference, 'checklist')
    .filter(({ ticketKinds }) => kinds.every((kind) => ticketKinds.includes(kind)))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormField label={t('Checklist')} error={errorAt('checklistId')}>
      {(ids) => (
        <Select
          {...ids}
          value={step.checklistId ?? ''}
          placeholder={t('Choose')}
          options={options}
          onChange={(checklistId) =>
            onChange(saying(step, { checklistId: checklistId === '' ? undefined : checklistId }))
          }
        />
      )}
    </FormField>
  );
}

/** What a step of this kind has to know. */
export function StepFields(props: StepFieldsProps): ReactElement | null {
  switch (props.step.do) {
    case 'set-field':
      return <FieldFields {...props} />;
    case 'comment':
      return <TextField {...props} label={t('Comment that the requester reads')} />;
    case 'note':
      return <TextField {...props} label={t('Note for the team')} />;
    case 'state':
      return <StateFields {...props} />;
    case 'log-time':
      return <TimeFields {...props} />;
    case 'checklist':
      return <ChecklistFields {...props} />;
    case 'assign-me':
    case 'watch':
      return null;
  }
}
