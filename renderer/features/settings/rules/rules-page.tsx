import { useState } from 'react';
import type { ReactElement } from 'react';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { deskRulesOf, saveDeskRules } from '../../../../shared/workflow/desk-rules.ts';
import type { DeskRulesBody } from '../../../../shared/workflow/desk-rules.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { FormSection } from '../form-parts.tsx';
import { PageFrame } from '../page-frame.tsx';
import { useSettingActs } from '../setting-acts.ts';
import './rules.css';

/** The form: days as they are typed, '' for never. */
interface Form {
  readonly closes: boolean;
  readonly autoCloseDays: string;
  readonly childrenFollow: boolean;
  readonly asksSatisfaction: boolean;
  readonly articleReminderDays: string;
}

function formOf(rules: DeskRulesBody): Form {
  return {
    closes: rules.autoCloseDays !== undefined,
    autoCloseDays: String(rules.autoCloseDays ?? 7),
    childrenFollow: rules.childrenFollow,
    asksSatisfaction: rules.asksSatisfaction,
    articleReminderDays: String(rules.articleReminderDays),
  };
}

/** What is not a number becomes one that the command refuses with a sentence. */
function daysOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text.trim()) : 0;
}

function bodyOf(form: Form): DeskRulesBody {
  return {
    ...(form.closes ? { autoCloseDays: daysOf(form.autoCloseDays) } : {}),
    childrenFollow: form.childrenFollow,
    asksSatisfaction: form.asksSatisfaction,
    articleReminderDays: daysOf(form.articleReminderDays),
  };
}

interface DaysFieldProps {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly error: string | undefined;
  onChange(value: string): void;
}

function DaysField({ label, value, disabled, error, onChange }: DaysFieldProps): ReactElement {
  return (
    <FormField label={label} error={error}>
      {(ids) => (
        <TextInput
          {...ids}
          className="rules-days"
          inputMode="numeric"
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

interface Problem {
  readonly sentence: string;
  readonly field: string | undefined;
}

interface RulesFormProps {
  readonly form: Form;
  readonly isReadOnly: boolean;
  readonly problem: Problem | undefined;
  onChange(part: Partial<Form>): void;
}

function RulesForm({ form, isReadOnly, problem, onChange }: RulesFormProps): ReactElement {
  const errorOf = (field: string): string | undefined =>
    problem?.field === field ? problem.sentence : undefined;
  return (
    <div className="rules-form">
      <FormSection
        title={t('Resolved records')}
        hint={t('The server closes them; whoever reopens one in time keeps it open.')}
      >
        <Checkbox
          label={t('Close them by themselves')}
          checked={form.closes}
          disabled={isReadOnly}
          onChange={(closes) => onChange({ closes })}
        />
        {form.closes ? (
          <DaysField
            label={t('Days after the resolution')}
            value={form.autoCloseDays}
            disabled={isReadOnly}
            error={errorOf('autoCloseDays')}
            onChange={(autoCloseDays) => onChange({ autoCloseDays })}
          />
        ) : null}
        <Checkbox
          label={t('Open children are resolved with their parent')}
          hint={t('The dialog says which, and lets one leave them out.')}
          checked={form.childrenFollow}
          disabled={isReadOnly}
          onChange={(childrenFollow) => onChange({ childrenFollow })}
        />
        <Checkbox
          label={t('Resolving asks what the requester thought of it')}
          checked={form.asksSatisfaction}
          disabled={isReadOnly}
          onChange={(asksSatisfaction) => onChange({ asksSatisfaction })}
        />
      </FormSection>
      <FormSection title={t('Knowledge')}>
        <DaysField
          label={t(
            'Days before the end of its validity on which the owner of an article is reminded',
          )}
          value={form.articleReminderDays}
          disabled={isReadOnly}
          error={errorOf('articleReminderDays')}
          onChange={(articleReminderDays) => onChange({ articleReminderDays })}
        />
      </FormSection>
    </div>
  );
}

/** What the desk has decided for everybody. */
export function RulesPage(): ReactElement {
  const { session } = useReplica();
  const { policies } = useReference();
  const acts = useSettingActs();
  const { base, ...rules } = deskRulesOf(policies.values());
  const stored = formOf(rules);
  const [typed, setTyped] = useState<Partial<Form>>({});
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const form = { ...stored, ...typed };
  const isReadOnly = !mayWrite(session.roles, 'policies', base === null ? 'create' : 'update');
  const hasChanged = JSON.stringify(form) !== JSON.stringify(stored);
  const save = async (): Promise<void> => {
    const saved = await acts.save(
      base,
      (former, context) => saveDeskRules(former, bodyOf(form), context),
      {
        name: t('Rules of the desk'),
        done: t('Rules saved'),
      },
    );
    if ('problem' in saved) setProblem({ sentence: saved.problem, field: saved.field });
    else {
      setTyped({});
      setProblem(undefined);
    }
  };
  const actions = hasChanged ? (
    <>
      <Button
        size="sm"
        onClick={() => {
          setTyped({});
          setProblem(undefined);
        }}
      >
        {t('Revert')}
      </Button>
      <Button size="sm" variant="primary" onClick={() => void save()}>
        {t('Save')}
      </Button>
    </>
  ) : undefined;
  return (
    <PageFrame title={t('Rules of the desk')} actions={actions}>
      {problem !== undefined && problem.field === undefined ? (
        <p role="alert" className="form-field__error">
          {problem.sentence}
        </p>
      ) : null}
      <RulesForm
        form={form}
        isReadOnly={isReadOnly}
        problem={problem}
        onChange={(part) => {
          setTyped({ ...typed, ...part });
          setProblem(undefined);
        }}
      />
    </PageFrame>
  );
}
