import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { ASSIGNMENT_METHODS } from '../../../../shared/model/policy.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import type { AssignmentRuleBody } from '../../../../shared/workflow/desk-commands.ts';
import { useReference } from '../../../replica/hooks.ts';
import { peopleOf, teamsOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { PickSeveral } from '../../../ui/pick-several.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { methodLabel } from '../../../words/assignment-words.ts';
import { listTitle } from '../../../words/ticket-words.ts';
import { ConditionRow } from './condition-row.tsx';

interface FieldsProps {
  readonly body: AssignmentRuleBody;
  readonly mayEdit: boolean;
  errorOf(field: string): string | undefined;
  onChange(next: AssignmentRuleBody): void;
}

/** Skills that people have, in the spelling they are kept in. */
export function skillsOf(reference: ReferenceSnapshot): readonly string[] {
  const all = peopleOf(reference).flatMap(({ skills }) => skills ?? []);
  return [...new Set(all)].sort((a, b) => a.localeCompare(b));
}

type PartProps = Omit<FieldsProps, 'onChange'> & { set(part: Partial<AssignmentRuleBody>): void };

function Kinds({ body, set }: PartProps): ReactElement {
  const toggle = (kind: TicketKind, isOn: boolean): void =>
    set({
      ticketKinds: TICKET_KINDS.filter((each) =>
        each === kind ? isOn : body.ticketKinds.includes(each),
      ),
    });
  return (
    <div role="group" aria-label={t('Kinds of ticket')}>
      <div className="form-field__label">{t('Kinds of ticket')}</div>
      <div className="work-checks">
        {TICKET_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={listTitle(kind, false)}
            checked={body.ticketKinds.includes(kind)}
            onChange={(isOn) => toggle(kind, isOn)}
          />
        ))}
      </div>
      {body.ticketKinds.length === 0 ? (
        <p className="t3 t12">{t('None chosen: for tickets of every kind.')}</p>
      ) : null}
    </div>
  );
}

function Conditions({ body, mayEdit, errorOf, set }: PartProps): ReactElement {
  const { conditions } = body;
  return (
    <div className="work-part" role="group" aria-label={t('Conditions, all of which must be met')}>
      <div className="form-field__label">{t('Conditions, all of which must be met')}</div>
      {conditions.map((condition, index) => (
        <ConditionRow
          key={index}
          index={index}
          condition={condition}
          kinds={body.ticketKinds}
          mayEdit={mayEdit}
          error={errorOf(`conditions[${String(index)}]`)}
          onChange={(next) =>
            set({ conditions: conditions.map((each, at) => (at === index ? next : each)) })
          }
          onRemove={() => set({ conditions: conditions.filter((_each, at) => at !== index) })}
        />
      ))}
      {conditions.length === 0 ? (
        <p className="t3 t12">{t('None: the rule is for all tickets of these kinds.')}</p>
      ) : null}
      {mayEdit ? (
        <div>
          <Button
            size="sm"
            icon="plus"
            onClick={() => set({ conditions: [...conditions, { field: 'category', anyOf: [] }] })}
          >
            {t('Add a condition')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Whom({ body, mayEdit, errorOf, set }: PartProps): ReactElement {
  const reference = useReference();
  const teams = useMemo(
    () =>
      teamsOf(reference)
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [reference],
  );
  const skills = useMemo(
    () => skillsOf(reference).map((skill) => ({ value: skill, label: skill })),
    [reference],
  );
  const isTeamOnly = body.method === 'team-only';
  return (
    <>
      <FormField label={t('Team')} required error={errorOf('teamId')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={body.teamId}
            options={teams}
            onChange={(teamId) => set({ teamId: teamId as AssignmentRuleBody['teamId'] })}
          />
        )}
      </FormField>
      <FormField label={t('To whom of the team')}>
        {(ids) => (
          <Select
            {...ids}
            value={body.method}
            options={ASSIGNMENT_METHODS.map((value) => ({ value, label: methodLabel(value) }))}
            onChange={(method) => set({ method })}
          />
        )}
      </FormField>
      {isTeamOnly ? null : (
        <>
          <FormField label={t('Skills')} hint={t('Somebody who has all of them.')}>
            {(ids) => (
              <PickSeveral
                ids={ids}
                chosen={body.skills}
                options={skills}
                disabled={!mayEdit}
                onChange={(next) => set({ skills: next })}
              />
            )}
          </FormField>
          <Checkbox
            label={t('Somebody at the site of the ticket')}
            hint={t('Where nobody free is there, people elsewhere are asked.')}
            checked={body.sameSite}
            onChange={(sameSite) => set({ sameSite })}
          />
          <Checkbox
            label={t('Somebody who is on shift now')}
            hint={t('Where nobody is, the team alone has it. Absent people are never asked.')}
            checked={body.onShift}
            onChange={(onShift) => set({ onShift })}
          />
        </>
      )}
    </>
  );
}

/** What a person decides about an assignment rule. */
export function RuleFields(props: FieldsProps): ReactElement {
  const { body, errorOf, onChange } = props;
  const set = (part: Partial<AssignmentRuleBody>): void => onChange({ ...body, ...part });
  const part = { ...props, set };
  return (
    <>
      <FormField label={t('Name')} required error={errorOf('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={body.name}
            maxLength={120}
            autoComplete="off"
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </FormField>
      <Kinds {...part} />
      <Conditions {...part} />
      <Whom {...part} />
    </>
  );
}
