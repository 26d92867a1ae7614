import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import { useStandingOf } from '../../../replica/desk-people.ts';
import { useMe, useReference } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import type { FormFieldIds } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { AssignmentHint } from '../assign/assignment-hint.tsx';
import { KnownOutage } from '../assign/known-outage.tsx';
import {
  agentOptions,
  categoryOptions,
  levelOf,
  originOptions,
  requesterOptions,
  serviceOptions,
  siteOptions,
  teamOptions,
} from '../reference-options.tsx';
import { levelLabel } from '../../../words/ticket-words.ts';
import type { NewTicketForm } from './new-ticket.ts';
import { isDemanded, isOnForm } from './template-form.ts';
import type { NewTicketState } from './use-new-ticket.ts';

type Choice = 'requesterId' | 'category' | 'serviceId' | 'siteId' | 'teamId' | 'assigneeId';

interface PickProps {
  readonly state: NewTicketState;
  readonly field: Choice;
  readonly label: string;
  readonly options: readonly Option[];
  readonly required?: boolean;
  readonly hint?: string;
}

function Pick(props: PickProps): ReactElement | null {
  const { state, field, label, options, required, hint } = props;
  const { form, errors, change, template } = state;
  if (!isOnForm(template, field)) return null;
  const isAsked = required === true || isDemanded(template, field);
  return (
    <FormField
      label={label}
      error={errors[field]}
      required={isAsked}
      {...(hint === undefined ? {} : { hint })}
    >
      {(ids: FormFieldIds) => (
        <Combobox
          {...ids}
          allowEmpty
          value={form[field]}
          options={options}
          onChange={(value) => change({ [field]: value })}
        />
      )}
    </FormField>
  );
}

/** Impact and urgency, and the priority that follows. */
function LevelFields({ state }: { readonly state: NewTicketState }): ReactElement {
  const { matrix } = useReference();
  const { form, change, template } = state;
  const levels = (['1', '2', '3'] as const).map((value) => ({
    value,
    label: levelLabel(levelOf(value)),
  }));
  const priority = priorityOf(matrix, form.impact, form.urgency);
  return (
    <div className="tickets-levels">
      {isOnForm(template, 'impact') ? (
        <div>
          <div className="form-field__label">{t('Impact')}</div>
          <Segmented
            label={t('Impact')}
            value={String(form.impact) as '1' | '2' | '3'}
            options={levels}
            onChange={(value) => change({ impact: levelOf(value) })}
          />
        </div>
      ) : null}
      {isOnForm(template, 'urgency') ? (
        <div>
          <div className="form-field__label">{t('Urgency')}</div>
          <Segmented
            label={t('Urgency')}
            value={String(form.urgency) as '1' | '2' | '3'}
            options={levels}
            onChange={(value) => change({ urgency: levelOf(value) })}
          />
        </div>
      ) : null}
      <div className="tickets-levels__priority" role="status">
        <PriorityMark priority={priority} text />
      </div>
    </div>
  );
}

/** Everything of a new ticket but its words. */
export function CreateFields({ state }: { readonly state: NewTicketState }): ReactElement {
  const reference = useReference();
  const me = useMe();
  const { form, scopes, errors, change, template } = state;
  const standing = useStandingOf(useNow(60_000));
  const options = useMemo(
    () => ({
      requesters: requesterOptions(reference),
      categories: categoryOptions(reference, form.kind, form.category),
      services: serviceOptions(reference),
      sites: siteOptions(reference, form.siteId || undefined),
      teams: teamOptions(reference),
      agents: agentOptions(reference, me, form.teamId || undefined, standing),
      origins: originOptions(),
    }),
    [reference, me, form.kind, form.category, form.siteId, form.teamId, standing],
  );
  const needsRequester = form.kind === 'incident' || form.kind === 'request';
  return (
    <>
      <Pick
        state={state}
        field="requesterId"
        label={t('Requester')}
        options={options.requesters}
        required={needsRequester}
      />
      <div className="tickets-pair">
        <Pick state={state} field="category" label={t('Category')} options={options.categories} />
        <Pick state={state} field="serviceId" label={t('Service')} options={options.services} />
      </div>
      <KnownOutage serviceId={form.serviceId || undefined} siteId={form.siteId || undefined} />
      <LevelFields state={state} />
      <div className="tickets-pair">
        <Pick state={state} field="teamId" label={t('Group')} options={options.teams} />
        <Pick state={state} field="assigneeId" label={t('Assignee')} options={options.agents} />
        <Pick state={state} field="siteId" label={t('Site')} options={options.sites} />
        {isOnForm(template, 'origin') ? (
          <FormField label={t('Origin')}>
            {(ids) => (
              <Select
                {...ids}
                value={form.origin}
                options={options.origins}
                onChange={(value) => change({ origin: value as NewTicketForm['origin'] })}
              />
            )}
          </FormField>
        ) : null}
      </div>
      <AssignmentHint form={form} />
      {scopes.length > 1 || errors.scope ? (
        <FormField label={t('Scope')} error={errors.scope} hint={t('Who can see the ticket.')}>
          {(ids) => (
            <Select
              {...ids}
              value={form.scope}
              options={scopes.map((value) => ({ value, label: value }))}
              onChange={(scope) => change({ scope })}
            />
          )}
        </FormField>
      ) : null}
    </>
  );
}
