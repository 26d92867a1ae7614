import type { ReactElement } from 'react';
import { answerFields, isUnanswered } from '../../../../shared/workflow/template-fields.ts';
import type { AnswerField } from '../../../../shared/workflow/template-fields.ts';
import type { TemplateBody } from '../../../../shared/workflow/template.ts';
import { Checkbox } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { fieldLabel } from '../../../words/ticket-words.ts';
import { AnswerInput } from '../answer-input.tsx';
import { FormSection, GroupError } from '../form-parts.tsx';
import type { SettingEditor } from '../use-setting-editor.ts';

interface RowProps {
  readonly editor: SettingEditor<TemplateBody>;
  readonly field: AnswerField;
}

function without(list: readonly string[], name: string, wanted: boolean): string[] {
  const rest = list.filter((each) => each !== name);
  return wanted ? [...rest, name] : rest;
}

function FieldRow({ editor, field }: RowProps): ReactElement {
  const { body, set, errorAt } = editor;
  const name = field.field;
  const label = fieldLabel(name);
  const error =
    errorAt(`values.${name}`) ?? errorAt(`hidden.${name}`) ?? errorAt(`mandatory.${name}`);
  return (
    <tr data-wrong={error !== undefined}>
      <th scope="row">{label}</th>
      <td>
        <AnswerInput
          field={field}
          kinds={[body.ticketKind]}
          value={body.values[name]}
          invalid={error !== undefined}
          onChange={(value) => {
            const { [name]: _former, ...rest } = body.values;
            set({
              values: (isUnanswered(value)
                ? rest
                : { ...rest, [name]: value }) as TemplateBody['values'],
            });
          }}
        />
        <GroupError text={error} />
      </td>
      <td>
        {field.onForm ? (
          <Checkbox
            label={
              <>
                {t('hidden')} <span className="vh">{label}</span>
              </>
            }
            checked={body.hidden.includes(name)}
            onChange={(hidden) => set({ hidden: without(body.hidden, name, hidden) })}
          />
        ) : (
          <span className="set-table__note">{t('on the record')}</span>
        )}
      </td>
      <td>
        {field.always || name === 'title' ? (
          <span className="set-table__note">{t('always there')}</span>
        ) : (
          <Checkbox
            label={
              <>
                {t('mandatory')} <span className="vh">{label}</span>
              </>
            }
            checked={body.mandatory.includes(name)}
            onChange={(mandatory) => set({ mandatory: without(body.mandatory, name, mandatory) })}
          />
        )}
      </td>
    </tr>
  );
}

/** Field by field: what it begins with, whether it shows, whether it may stay empty. */
export function FieldsTable(props: { readonly editor: SettingEditor<TemplateBody> }): ReactElement {
  const { editor } = props;
  return (
    <FormSection
      title={t('Fields')}
      hint={t(
        'Mandatory fields are asked for when a record is written, and again before it is resolved.',
      )}
    >
      <div className="set-scroll" role="group" aria-label={t('Fields')} tabIndex={0}>
        <table className="set-table">
          <thead>
            <tr>
              <th scope="col">{t('Field')}</th>
              <th scope="col">{t('Begins with')}</th>
              <th scope="col">{t('Form')}</th>
              <th scope="col">{t('Must be filled in')}</th>
            </tr>
          </thead>
          <tbody>
            {answerFields(editor.body.ticketKind).map((field) => (
              <FieldRow key={field.field} editor={editor} field={field} />
            ))}
          </tbody>
        </table>
      </div>
    </FormSection>
  );
}
