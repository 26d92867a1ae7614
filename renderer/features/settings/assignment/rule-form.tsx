import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { AssignmentRule } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { saveAssignmentRule } from '../../../../shared/workflow/desk-commands.ts';
import type { AssignmentRuleBody } from '../../../../shared/workflow/desk-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { useSettingActs } from '../setting-acts.ts';
import { WorkForm } from '../work-form.tsx';
import { AssignmentTester } from './assignment-tester.tsx';
import { RuleFields } from './rule-fields.tsx';

/** Sentences of the command. */
export const RULE_SENTENCES = [msg('Choose what the condition asks for.')] as const;

interface FormProps {
  /** Null: a new one. */
  readonly base: AssignmentRule | null;
  readonly rules: readonly AssignmentRule[];
  onDone(): void;
}

function bodyOf(base: AssignmentRule | null, rules: readonly AssignmentRule[]): AssignmentRuleBody {
  if (base === null) {
    return {
      name: '',
      order: (rules.at(-1)?.order ?? 0) + 10,
      ticketKinds: ['incident'],
      conditions: [],
      teamId: '' as AssignmentRuleBody['teamId'],
      method: 'least-busy',
      skills: [],
      sameSite: false,
      onShift: false,
    };
  }
  const { name, order, ticketKinds, conditions, teamId, method, skills, sameSite, onShift } = base;
  return { name, order, ticketKinds, conditions, teamId, method, skills, sameSite, onShift };
}

/** An assignment rule as a form, with a tester that asks it as it stands. */
export function RuleForm({ base, rules, onDone }: FormProps): ReactElement | null {
  const initial = useMemo(() => bodyOf(base, rules), [base, rules]);
  const id = `assignment-rule:${base?.id ?? 'new'}`;
  const kept = useKeptForm(id, initial, base?.version ?? null);
  return kept ? <Loaded base={base} rules={rules} kept={kept} onDone={onDone} /> : null;
}

interface Problem {
  readonly field: string | undefined;
  readonly text: string;
}

/** The rules as they would be with this one saved. */
function asSaved(
  base: AssignmentRule | null,
  body: AssignmentRuleBody,
  rules: readonly AssignmentRule[],
): readonly AssignmentRule[] {
  const edited = { ...base, ...body, id: base?.id ?? 'new' } as unknown as AssignmentRule;
  return [...rules.filter(({ id }) => id !== base?.id), edited];
}

function Loaded(props: FormProps & { readonly kept: KeptForm<AssignmentRuleBody> }): ReactElement {
  const { base, rules, kept, onDone } = props;
  const { session } = useReplica();
  const acts = useSettingActs();
  const [problem, setProblem] = useState<Problem | null>(null);
  const mayEdit = mayWrite(session.roles, 'policies', 'update');
  const name = kept.value.name.trim();
  const save = (): void => {
    void acts
      .save<AssignmentRule>(
        base,
        (former, context) => saveAssignmentRule(former, kept.value, context),
        { name: name === '' ? t('Assignment rule') : name, done: t('Assignment rule saved') },
      )
      .then((saved) => {
        if ('problem' in saved) {
          setProblem({ field: saved.field, text: saved.problem });
          return;
        }
        kept.discard();
        onDone();
      });
  };
  const remove = (rule: AssignmentRule): void => {
    void acts
      .remove(rule.id, { name: rule.name, done: t('Assignment rule removed') })
      .then((said) => {
        if (said === undefined) onDone();
        else setProblem({ field: undefined, text: said });
      });
  };
  const tested = useMemo(() => asSaved(base, kept.value, rules), [base, kept.value, rules]);
  return (
    <WorkForm
      title={name === '' ? t('New assignment rule') : name}
      kept={kept}
      mayEdit={mayEdit}
      isNew={base === null}
      problem={problem?.field === undefined ? problem?.text : undefined}
      onSave={save}
      onBack={onDone}
      {...(base && mayEdit ? { onRemove: () => remove(base) } : {})}
      after={<AssignmentTester rules={tested} />}
    >
      <RuleFields
        body={kept.value}
        mayEdit={mayEdit}
        errorOf={(field) => (problem?.field === field ? problem.text : undefined)}
        onChange={(next) => {
          setProblem(null);
          kept.set(next);
        }}
      />
    </WorkForm>
  );
}
