import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Macro } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { planMacro } from '../../../../shared/workflow/macro.ts';
import { checkMacro, saveMacro } from '../../../../shared/workflow/macro-check.ts';
import type { MacroBody } from '../../../../shared/workflow/macro-check.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { MacroPreview } from '../../../words/macro-preview.tsx';
import { responseValues } from '../../../words/response-values.ts';
import { EditorFrame } from '../editor-frame.tsx';
import { KindsField, OwnerField } from '../form-parts.tsx';
import { useSample } from '../use-sample.ts';
import { useMayEdit, useSettingEditor } from '../use-setting-editor.ts';
import { StepsSection } from './steps-section.tsx';

/** Sentences of the command, so that they are translated where they are shown. */
export const MACRO_SENTENCES = [
  msg('Give the macro a name.'),
  msg('Choose at least one kind of record.'),
  msg('Add at least one step.'),
  msg('Choose a state that all of these records have.'),
  msg('Say what the ticket waits for.'),
  msg('Choose how it was resolved.'),
  msg('Say in a sentence what resolved it.'),
  msg('Choose a field that all of these records have.'),
  msg('Choose a value.'),
  msg('This field cannot hold this value.'),
  msg('Write the text first.'),
  msg('Give the time in whole minutes, at least one.'),
  msg('Choose a checklist.'),
] as const;

function bodyOf(base: Macro): MacroBody {
  const { name, ticketKinds, steps, ownerUserName } = base;
  return {
    name,
    ticketKinds: [...ticketKinds],
    steps: steps.map((step) => ({ ...step })),
    ...(ownerUserName === undefined ? {} : { ownerUserName }),
  };
}

function useFresh(): MacroBody {
  const { session } = useReplica();
  const [fresh] = useState((): MacroBody => {
    const mayShare = mayWrite(session.roles, 'policies', 'create');
    return {
      name: '',
      ticketKinds: ['incident'],
      steps: [{ do: 'assign-me' }],
      ...(mayShare ? {} : { ownerUserName: session.userName }),
    };
  });
  return fresh;
}

/** What the macro would do to a record that is open now; nothing is done. */
function Trial({ body }: { readonly body: MacroBody }): ReactElement {
  const sample = useSample(body.ticketKinds);
  const reference = useReference();
  const me = useMe();
  const locale = useLocale();
  const { session, now } = useReplica();
  if (sample === null || body.steps.length === 0) {
    return <p className="t3">{t('What it would do to an open record shows here.')}</p>;
  }
  const at = now();
  const values = responseValues(sample, { reference, me, locale, now: at });
  const checklists = new Map(policiesOf(reference, 'checklist').map((each) => [each.id, each]));
  const facts = { values, meId: me?.id, checklists };
  const plan = planMacro(sample, body, facts, {
    now: new Date(at).toISOString(),
    userName: session.userName,
    roles: session.roles,
    deviceId: session.deviceId,
    ulid: () => '0'.repeat(26),
    matrix: reference.matrix,
    policies: reference.policies,
  });
  return (
    <>
      <h3>{t('What it would do to {{number}}', { number: sample.number })}</h3>
      <p className="t3 t12 cut">{sample.title}</p>
      <MacroPreview plan={plan} values={values} />
    </>
  );
}

/** A macro as a form, with what it would do beside it. */
export function MacroEditor(props: {
  readonly base: Macro | null;
  readonly id: string;
}): ReactElement | null {
  const { base, id } = props;
  const mayEdit = useMayEdit();
  const fresh = useFresh();
  const initial = useMemo(() => (base === null ? fresh : bodyOf(base)), [base, fresh]);
  const editor = useSettingEditor<Macro, MacroBody>({
    page: 'macros',
    base,
    id,
    initial,
    mayEdit: base === null || mayEdit(base.ownerUserName),
    check: checkMacro,
    write: (former, body, context) => saveMacro(former, body, context),
    nameOf: (body) => body.name.trim(),
    saved: t('Macro saved'),
    removed: t('Macro removed'),
  });
  if (editor === null) return null;
  const { body, set, errorAt } = editor;
  const title = body.name.trim() === '' ? t('New macro') : body.name.trim();
  return (
    <EditorFrame
      page="macros"
      editor={editor}
      base={base}
      title={title}
      back={t('All macros')}
      removal={{
        title: t('Remove the macro {{name}}?', { name: title }),
        body: t('It is not offered any more. What it did stays. This can be taken back.'),
        act: t('Remove the macro'),
      }}
      aside={<Trial body={body} />}
    >
      <FormField label={t('Name')} required error={errorAt('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={120}
            value={body.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </FormField>
      <KindsField
        kinds={body.ticketKinds}
        error={errorAt('ticketKinds')}
        onChange={(ticketKinds) => set({ ticketKinds })}
      />
      <StepsSection editor={editor} />
      <OwnerField
        ownerUserName={body.ownerUserName}
        onChange={(ownerUserName) => set({ ownerUserName } as Partial<MacroBody>)}
      />
    </EditorFrame>
  );
}
