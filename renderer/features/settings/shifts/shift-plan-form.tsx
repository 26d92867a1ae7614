import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { shiftPlanProblems } from '../../../../shared/desk/shifts.ts';
import type { ShiftPlan } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { saveShiftPlan } from '../../../../shared/workflow/desk-commands.ts';
import type { ShiftPlanBody } from '../../../../shared/workflow/desk-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { teamsOf } from '../../../replica/reference.ts';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { useSettingActs } from '../setting-acts.ts';
import { WorkForm } from '../work-form.tsx';
import { PlanPreview } from './plan-preview.tsx';
import { ShiftFields } from './shift-fields.tsx';
import type { Shift } from './shift-words.ts';

interface FormProps {
  /** Null: a new one. */
  readonly base: ShiftPlan | null;
  onDone(): void;
}

/** Sentences of the check and the command, so that they are translated where they are shown. */
export const SHIFT_SENTENCES = [
  msg('Give the plan a name.'),
  msg('Give it a name.'),
  msg('Choose a team.'),
  msg('Choose a time zone.'),
  msg('Choose at least one weekday.'),
  msg('Name at least one person.'),
  msg('Say from which day on it holds.'),
  msg('The last day is before the first.'),
] as const;

function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function bodyOf(base: ShiftPlan | null): ShiftPlanBody {
  if (base === null) {
    return { name: '', teamId: '' as ShiftPlanBody['teamId'], timezone: zoneHere(), shifts: [] };
  }
  const { name, teamId, timezone, shifts } = base;
  return { name, teamId, timezone, shifts };
}

/** A shift plan as a form; edits are kept until they are saved or dropped. */
export function ShiftPlanForm({ base, onDone }: FormProps): ReactElement | null {
  const initial = useMemo(() => bodyOf(base), [base]);
  const kept = useKeptForm(`shift-plan:${base?.id ?? 'new'}`, initial, base?.version ?? null);
  return kept ? <Loaded base={base} kept={kept} onDone={onDone} /> : null;
}

function newShift(body: ShiftPlanBody, nowMs: number): Shift {
  const used = new Set(body.shifts.map(({ id }) => id));
  let number = body.shifts.length + 1;
  while (used.has(`s${String(number)}`)) number += 1;
  return {
    id: `s${String(number)}`,
    kind: 'shift',
    weekdays: [1, 2, 3, 4, 5],
    from: '08:00',
    to: '16:00',
    personIds: [],
    weekly: false,
    validFrom: new Date(nowMs).toISOString().slice(0, 10),
  };
}

type LoadedProps = FormProps & { readonly kept: KeptForm<ShiftPlanBody> };

function useSave({ base, kept, onDone }: LoadedProps, onProblem: (text: string) => void) {
  const acts = useSettingActs();
  return {
    save(): void {
      const name = kept.value.name.trim();
      void acts
        .save<ShiftPlan>(base, (former, context) => saveShiftPlan(former, kept.value, context), {
          name: name === '' ? t('Shift plan') : name,
          done: t('Shift plan saved'),
        })
        .then((saved) => {
          if ('problem' in saved) {
            onProblem(saved.problem);
            return;
          }
          kept.discard();
          onDone();
        });
    },
    remove({ id, name }: ShiftPlan): void {
      void acts.remove(id, { name, done: t('Shift plan removed') }).then((said) => {
        if (said === undefined) onDone();
        else onProblem(said);
      });
    },
  };
}

function Loaded(props: LoadedProps): ReactElement {
  const { base, kept, onDone } = props;
  const { session, now } = useReplica();
  const [tried, setTried] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const mayEdit = mayWrite(session.roles, 'policies', 'update');
  const body = kept.value;
  const problems = useMemo(() => shiftPlanProblems(body), [body]);
  const acts = useSave(props, setProblem);
  const set = (part: Partial<ShiftPlanBody>): void => {
    setProblem(undefined);
    kept.set({ ...body, ...part });
  };
  const errorOf = (field: string): string | undefined => {
    const found = tried ? problems.find((each) => each.field === field) : undefined;
    return found && t(found.text);
  };
  const save = (): void => {
    setTried(true);
    if (problems.length === 0) acts.save();
    else setProblem(t('Not saved yet: something has to be corrected first.'));
  };
  const name = body.name.trim();
  return (
    <WorkForm
      title={name === '' ? t('New shift plan') : name}
      kept={kept}
      mayEdit={mayEdit}
      isNew={base === null}
      problem={problem}
      onSave={save}
      onBack={onDone}
      {...(base && mayEdit ? { onRemove: () => acts.remove(base) } : {})}
    >
      <PlanHead body={body} set={set} errorOf={errorOf} />
      {body.shifts.map((shift, index) => (
        <ShiftFields
          key={shift.id}
          shift={shift}
          index={index}
          teamId={body.teamId}
          mayEdit={mayEdit}
          errorOf={(field) => errorOf(`shifts[${String(index)}].${field}`)}
          onChange={(next) =>
            set({ shifts: body.shifts.map((each, at) => (at === index ? next : each)) })
          }
          onRemove={() => set({ shifts: body.shifts.filter((_each, at) => at !== index) })}
        />
      ))}
      {mayEdit ? (
        <div>
          <Button
            icon="plus"
            onClick={() => set({ shifts: [...body.shifts, newShift(body, now())] })}
          >
            {t('Add a shift or a turn on call')}
          </Button>
        </div>
      ) : null}
      <PlanPreview body={body} />
    </WorkForm>
  );
}

interface HeadProps {
  readonly body: ShiftPlanBody;
  set(part: Partial<ShiftPlanBody>): void;
  errorOf(field: string): string | undefined;
}

function PlanHead({ body, set, errorOf }: HeadProps): ReactElement {
  const reference = useReference();
  const teams = useMemo(
    () =>
      teamsOf(reference)
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [reference],
  );
  const zones = useMemo(() => {
    const all = Intl.supportedValuesOf('timeZone');
    const known = all.includes(body.timezone) ? all : [body.timezone, ...all];
    return known.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [body.timezone]);
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
      <div className="work-pair">
        <FormField label={t('Team')} required error={errorOf('teamId')}>
          {(ids) => (
            <Combobox
              {...ids}
              value={body.teamId}
              options={teams}
              onChange={(teamId) => set({ teamId: teamId as ShiftPlanBody['teamId'] })}
            />
          )}
        </FormField>
        <FormField
          label={t('Time zone')}
          required
          hint={t('Its clock is meant, summer and winter.')}
          error={errorOf('timezone')}
        >
          {(ids) => (
            <Combobox
              {...ids}
              value={body.timezone}
              options={zones}
              onChange={(timezone) => set({ timezone })}
            />
          )}
        </FormField>
      </div>
    </>
  );
}
