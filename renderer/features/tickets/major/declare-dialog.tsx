import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { PersonId } from '../../../../shared/model/ids.ts';
import type { Incident, MajorRole } from '../../../../shared/model/ticket.ts';
import { MAJOR_ROLES } from '../../../../shared/model/ticket.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import {
  changeMajor,
  declareMajor,
  proposeMajor,
} from '../../../../shared/workflow/major-incident.ts';
import type { MajorRoles } from '../../../../shared/workflow/major-incident.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { formatMinutes } from '../../../ui/format.ts';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { useDraft } from '../drafts.ts';
import { agentOptions } from '../reference-options.tsx';
import { actOnMajor } from './major-actions.ts';
import { majorRoleLabel } from './major-words.ts';

interface MajorDialogProps {
  readonly incident: Incident;
  onClose(): void;
}

const PACES = [15, 30, 60, 120, 240] as const;
const USUAL_PACE = 30;

type Errors = Readonly<Partial<Record<string, string>>>;

/** Carries it out, or shows what the command asked for at its field. */
function useAct({ incident, onClose }: MajorDialogProps) {
  const replica = useReplica();
  const [errors, setErrors] = useState<Errors>({});
  const act = async (
    words: string,
    command: (context: CommandContext) => CommandResult,
  ): Promise<boolean> => {
    let field = 'all';
    const said = await actOnMajor(replica, incident, words, (context) => {
      try {
        return command(context);
      } catch (error) {
        if (error instanceof CommandError) field = error.field ?? 'all';
        throw error;
      }
    });
    setErrors(said === undefined ? {} : { [field]: said });
    if (said === undefined) onClose();
    return said === undefined;
  };
  return { errors, act };
}

interface ReasonProps {
  readonly value: string;
  readonly error: string | undefined;
  onChange(value: string): void;
}

function Reason({ value, error, onChange }: ReasonProps): ReactElement {
  return (
    <FormField label={t('Why is it a major incident?')} required error={error}>
      {(ids) => (
        <TextArea
          {...ids}
          minRows={2}
          value={value}
          placeholder={t('Who cannot work, and since when')}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

/** Somebody thinks it is one; whoever manages major incidents decides. */
export function ProposeDialog(props: MajorDialogProps): ReactElement {
  const { incident, onClose } = props;
  const { number } = incident;
  const [draft, setDraft] = useDraft(`draft:${incident.id}:major-reason`);
  const { errors, act } = useAct(props);
  const confirm = (): void =>
    void act(t('{{number}} proposed as a major incident', { number }), (context) =>
      proposeMajor(incident, draft.text, context),
    ).then((isDone) => {
      if (isDone) setDraft('');
    });
  return (
    <AskDialog
      title={t('Propose {{number}} as a major incident', { number })}
      act={t('Propose')}
      error={errors['all']}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Reason value={draft.text} error={errors['majorReason']} onChange={setDraft} />
    </AskDialog>
  );
}

interface WhoProps {
  readonly roles: MajorRoles;
  readonly minutes: number;
  readonly errors: Errors;
  onRoles(roles: MajorRoles): void;
  onMinutes(minutes: number): void;
}

function Who({ roles, minutes, errors, onRoles, onMinutes }: WhoProps): ReactElement {
  const reference = useReference();
  const me = useMe();
  const people = useMemo(() => agentOptions(reference, me, undefined), [reference, me]);
  const paces = [...new Set([...PACES, minutes])].sort((a, b) => a - b);
  const give = (role: MajorRole, id: string): void => {
    const { [role]: _former, ...others } = roles;
    onRoles(id === '' ? others : { ...others, [role]: id as PersonId });
  };
  return (
    <>
      <div className="major-form">
        {MAJOR_ROLES.map((role) => (
          <FormField
            key={role}
            label={majorRoleLabel(role)}
            required={role === 'manager'}
            error={errors[role]}
          >
            {(ids) => (
              <Combobox
                {...ids}
                value={roles[role] ?? ''}
                options={people}
                allowEmpty
                placeholder={t('nobody')}
                onChange={(id) => give(role, id)}
              />
            )}
          </FormField>
        ))}
      </div>
      <FormField
        label={t('An update is promised every')}
        hint={t('The record shows when the next one is due, and says when it is late.')}
        error={errors['majorUpdateMinutes']}
      >
        {(ids) => (
          <Select
            {...ids}
            value={String(minutes)}
            options={paces.map((pace) => ({ value: String(pace), label: formatMinutes(pace) }))}
            onChange={(value) => onMinutes(Number(value))}
          />
        )}
      </FormField>
    </>
  );
}

/** Declares it, with who does what. */
export function DeclareDialog(props: MajorDialogProps): ReactElement {
  const { incident, onClose } = props;
  const { number } = incident;
  const me = useMe();
  const [draft, setDraft] = useDraft(`draft:${incident.id}:major-reason`);
  const [roles, setRoles] = useState<MajorRoles>(
    incident.majorRoles ?? (me === null ? {} : { manager: me.id }),
  );
  const [minutes, setMinutes] = useState(incident.majorUpdateMinutes ?? USUAL_PACE);
  const { errors, act } = useAct(props);
  const reason = draft.text === '' ? (incident.majorReason ?? '') : draft.text;
  const confirm = (): void =>
    void act(t('{{number}} declared a major incident', { number }), (context) =>
      declareMajor(incident, { reason, roles, updateMinutes: minutes }, context),
    ).then((isDone) => {
      if (isDone) setDraft('');
    });
  return (
    <AskDialog
      size="m"
      title={t('Declare {{number}} a major incident', { number })}
      act={t('Declare')}
      error={errors['all']}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Reason value={reason} error={errors['majorReason']} onChange={setDraft} />
      <Who
        roles={roles}
        minutes={minutes}
        errors={errors}
        onRoles={setRoles}
        onMinutes={setMinutes}
      />
    </AskDialog>
  );
}

/** Hands roles over, or changes the pace. */
export function RolesDialog(props: MajorDialogProps): ReactElement {
  const { incident, onClose } = props;
  const { number } = incident;
  const [roles, setRoles] = useState<MajorRoles>(incident.majorRoles ?? {});
  const [minutes, setMinutes] = useState(incident.majorUpdateMinutes ?? USUAL_PACE);
  const { errors, act } = useAct(props);
  const confirm = (): void =>
    void act(t('Roles of {{number}} changed', { number }), (context) =>
      changeMajor(incident, { roles, updateMinutes: minutes }, context),
    );
  return (
    <AskDialog
      size="m"
      title={t('Who does what in {{number}}', { number })}
      act={t('Save')}
      error={errors['all']}
      onClose={onClose}
      onConfirm={confirm}
    >
      <Who
        roles={roles}
        minutes={minutes}
        errors={errors}
        onRoles={setRoles}
        onMinutes={setMinutes}
      />
    </AskDialog>
  );
}
