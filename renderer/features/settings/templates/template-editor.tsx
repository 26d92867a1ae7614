import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { TicketTemplate } from '../../../../shared/model/policy.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import { checkTemplate, saveTemplate } from '../../../../shared/workflow/template.ts';
import type { TemplateBody } from '../../../../shared/workflow/template.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { newTitle } from '../../../words/ticket-words.ts';
import { EditorFrame } from '../editor-frame.tsx';
import { useMayEdit, useSettingEditor } from '../use-setting-editor.ts';
import type { SettingEditor } from '../use-setting-editor.ts';
import { FieldsTable } from './fields-table.tsx';
import { FormPreview } from './form-preview.tsx';

/** Sentences of the command, so that they are translated where they are shown. */
export const TEMPLATE_SENTENCES = [
  msg('Give the template a name.'),
  msg('This field cannot hold this value.'),
  msg('A field that is demanded and hidden needs a value here.'),
  msg('Every record has a title: show it, or fill it in.'),
  msg('Somebody has to be asked for whom this is: show it, or fill it in.'),
] as const;

function bodyOf(base: TicketTemplate): TemplateBody {
  const { name, description, ticketKind, values, hidden, mandatory, checklistId, order } = base;
  return {
    name,
    description,
    ticketKind,
    values: { ...values },
    hidden: [...hidden],
    mandatory: [...mandatory],
    ...(checklistId === undefined ? {} : { checklistId }),
    order,
  };
}

const EMPTY: Omit<TemplateBody, 'order'> = {
  name: '',
  description: '',
  ticketKind: 'incident',
  values: {},
  hidden: [],
  mandatory: [],
};

/** A new one stands below the others. */
function useFresh(): TemplateBody {
  const reference = useReference();
  const [fresh] = useState((): TemplateBody => {
    const orders = policiesOf(reference, 'ticket-template').map(({ order }) => order);
    return { ...EMPTY, order: Math.max(0, ...orders) + 10 };
  });
  return fresh;
}

function HeadFields({ editor }: { readonly editor: SettingEditor<TemplateBody> }): ReactElement {
  const { body, set, errorAt } = editor;
  const reference = useReference();
  const checklists = policiesOf(reference, 'checklist')
    .filter(({ ticketKinds }) => ticketKinds.includes(body.ticketKind))
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
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
      <FormField label={t('When to take it')} hint={t('Shown where the template is chosen.')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={400}
            value={body.description}
            onChange={(event) => set({ description: event.target.value })}
          />
        )}
      </FormField>
      <div className="set-pair">
        <FormField label={t('Kind')}>
          {(ids) => (
            <Select
              {...ids}
              value={body.ticketKind}
              options={TICKET_KINDS.map((value) => ({ value, label: newTitle(value) }))}
              onChange={(ticketKind) => set({ ticketKind })}
            />
          )}
        </FormField>
        <FormField label={t('Checklist')} hint={t('Attached to every record made from it.')}>
          {(ids) => (
            <Select
              {...ids}
              value={(body.checklistId as string | undefined) ?? ''}
              placeholder={t('None')}
              options={checklists}
              onChange={(next) =>
                set({
                  checklistId: next === '' ? undefined : next,
                } as Partial<TemplateBody>)
              }
            />
          )}
        </FormField>
      </div>
    </>
  );
}

/** A template as a form, with the form it makes beside it. */
export function TemplateEditor(props: {
  readonly base: TicketTemplate | null;
  readonly id: string;
}): ReactElement | null {
  const { base, id } = props;
  const mayEdit = useMayEdit()(undefined);
  const fresh = useFresh();
  const initial = useMemo(() => (base === null ? fresh : bodyOf(base)), [base, fresh]);
  const editor = useSettingEditor<TicketTemplate, TemplateBody>({
    page: 'templates',
    base,
    id,
    initial,
    mayEdit,
    check: checkTemplate,
    write: (former, body, context) => saveTemplate(former, body, context),
    nameOf: (body) => body.name.trim(),
    saved: t('Template saved'),
    removed: t('Template removed'),
  });
  if (editor === null) return null;
  const { body } = editor;
  const title = body.name.trim() === '' ? t('New template') : body.name.trim();
  return (
    <EditorFrame
      page="templates"
      editor={editor}
      base={base}
      title={title}
      back={t('All templates')}
      removal={{
        title: t('Remove the template {{name}}?', { name: title }),
        body: t(
          'It is not offered any more, and what it demanded is not asked for any more. Records made from it stay.',
        ),
        act: t('Remove the template'),
      }}
      aside={<FormPreview body={body} />}
    >
      <HeadFields editor={editor} />
      <FieldsTable editor={editor} />
    </EditorFrame>
  );
}
