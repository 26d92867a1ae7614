import type { ReactElement } from 'react';
import { answerFields, isUnanswered } from '../../../../shared/workflow/template-fields.ts';
import type { TemplateBody } from '../../../../shared/workflow/template.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Chip } from '../../../ui/chip.tsx';
import { t } from '../../../ui/i18n.ts';
import { answerText } from '../../../words/answer-words.ts';
import { fieldLabel, newTitle } from '../../../words/ticket-words.ts';

function isAsked(body: TemplateBody, field: string): boolean {
  const asksWhom = body.ticketKind === 'incident' || body.ticketKind === 'request';
  return (
    field === 'title' || body.mandatory.includes(field) || (field === 'requesterId' && asksWhom)
  );
}

/** The form a template makes: what is asked, what is there already, what nobody sees. */
export function FormPreview({ body }: { readonly body: TemplateBody }): ReactElement {
  const reference = useReference();
  const fields = answerFields(body.ticketKind);
  const shown = fields.filter(({ field, onForm }) => onForm && !body.hidden.includes(field));
  const unseen = fields.filter(
    ({ field, onForm }) =>
      (!onForm || body.hidden.includes(field)) && !isUnanswered(body.values[field]),
  );
  const later = fields.filter(
    ({ field, onForm }) =>
      !onForm && body.mandatory.includes(field) && isUnanswered(body.values[field]),
  );
  const checklist = reference.policies.get(body.checklistId ?? '');
  return (
    <>
      <h3>{t('The form: {{title}}', { title: newTitle(body.ticketKind) })}</h3>
      <dl className="set-preview">
        {shown.map(({ field }) => {
          const text = answerText(field, body.values[field], reference);
          return (
            <div key={field}>
              <dt>
                {fieldLabel(field)}{' '}
                {isAsked(body, field) ? <Chip size="sm">{t('required')}</Chip> : null}
              </dt>
              <dd className={text === '' ? 'is-empty' : undefined}>
                {text === '' ? t('empty') : text}
              </dd>
            </div>
          );
        })}
      </dl>
      {unseen.length === 0 ? null : (
        <>
          <h3>{t('Filled in unseen')}</h3>
          <dl className="set-preview">
            {unseen.map(({ field }) => (
              <div key={field}>
                <dt>{fieldLabel(field)}</dt>
                <dd>{answerText(field, body.values[field], reference)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {later.length === 0 ? null : (
        <p className="t2 t12">
          {t('Asked for before it is resolved: {{fields}}', {
            fields: later.map(({ field }) => fieldLabel(field)).join(', '),
          })}
        </p>
      )}
      {checklist?.kind === 'checklist' ? (
        <p className="t2 t12">{t('With the checklist “{{name}}”', { name: checklist.name })}</p>
      ) : null}
    </>
  );
}
