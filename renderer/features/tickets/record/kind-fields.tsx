import type { ReactElement } from 'react';
import type { Change, Problem, Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Field, FieldGrid } from '../../../ui/field.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { editTicket } from '../ticket-actions.ts';
import { changeTypeLabel } from '../../../words/ticket-words.ts';
import { fromLocalInput, toLocalInput } from '../../../ui/local-instant.ts';
import { LongField } from './long-field.tsx';

type Edit = (patch: object) => Promise<string | undefined>;

function ProblemFields({ ticket, edit }: { readonly ticket: Problem; readonly edit: Edit }) {
  return (
    <FieldGrid columns={1}>
      <LongField
        recordId={ticket.id}
        field="symptoms"
        label={t('Symptoms')}
        value={ticket.symptoms ?? ''}
        emptyText={t('What people see and say')}
        onCommit={(value) => edit({ symptoms: value.trim() || undefined })}
      />
      <LongField
        recordId={ticket.id}
        field="businessImpact"
        label={t('Business impact')}
        value={ticket.businessImpact ?? ''}
        emptyText={t('What it costs, and whom')}
        onCommit={(value) => edit({ businessImpact: value.trim() || undefined })}
      />
      <LongField
        recordId={ticket.id}
        field="workaround"
        label={t('Workaround')}
        value={ticket.workaround ?? ''}
        emptyText={t('What people can do until it is fixed')}
        onCommit={(value) => edit({ workaround: value.trim() || undefined })}
      />
      <LongField
        recordId={ticket.id}
        field="rootCause"
        label={t('Root cause')}
        value={ticket.rootCause ?? ''}
        emptyText={t('Not found yet')}
        onCommit={(value) => edit({ rootCause: value.trim() || undefined })}
      />
    </FieldGrid>
  );
}

interface PlannedProps {
  readonly label: string;
  readonly field: 'plannedStartAt' | 'plannedEndAt';
  readonly ticket: Change;
  readonly edit: Edit;
}

function PlannedField({ label, field, ticket, edit }: PlannedProps): ReactElement {
  const locale = useLocale();
  const at = ticket[field];
  return (
    <Field
      label={label}
      value={toLocalInput(at)}
      {...(at === undefined ? {} : { display: formatDateTime(locale, at) })}
      emptyText={t('not planned')}
      editor={{ kind: 'text', type: 'datetime-local' }}
      validate={(text) =>
        fromLocalInput(text) === null
          ? t('Give a day and a time, such as 30.3.2027 18:00.')
          : undefined
      }
      onCommit={(text) => edit({ [field]: fromLocalInput(text) ?? undefined })}
    />
  );
}

function ChangeFields({ ticket, edit }: { readonly ticket: Change; readonly edit: Edit }) {
  const plan = (field: 'implementationPlan' | 'backoutPlan' | 'testPlan', label: string) => (
    <LongField
      recordId={ticket.id}
      field={field}
      label={label}
      value={ticket[field] ?? ''}
      emptyText={t('Not written yet')}
      onCommit={(value) => edit({ [field]: value.trim() || undefined })}
    />
  );
  return (
    <>
      <FieldGrid columns={3}>
        <Field label={t('Change type')} value={changeTypeLabel(ticket.changeType)} />
        <PlannedField
          label={t('Planned start')}
          field="plannedStartAt"
          ticket={ticket}
          edit={edit}
        />
        <PlannedField label={t('Planned end')} field="plannedEndAt" ticket={ticket} edit={edit} />
      </FieldGrid>
      <FieldGrid columns={1}>
        {plan('implementationPlan', t('Implementation plan'))}
        {plan('backoutPlan', t('Backout plan'))}
        {plan('testPlan', t('Test plan'))}
      </FieldGrid>
    </>
  );
}

/** Fields that only one kind of ticket has. */
export function KindFields({ ticket }: { readonly ticket: Ticket }): ReactElement | null {
  const replica = useReplica();
  const edit: Edit = (patch) => editTicket(replica, ticket, patch);
  if (ticket.kind === 'problem') return <ProblemFields ticket={ticket} edit={edit} />;
  return ticket.kind === 'change' ? <ChangeFields ticket={ticket} edit={edit} /> : null;
}
