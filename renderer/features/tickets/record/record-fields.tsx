import { useMemo } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import { useStandingOf } from '../../../replica/desk-people.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { Field, FieldGrid } from '../../../ui/field.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { useNow } from '../../../ui/use-now.ts';
import {
  agentOptions,
  categoryOf,
  categoryOptions,
  categoryText,
  categoryValue,
  levelOf,
  levelOptions,
  originOptions,
  requesterOptions,
  serviceOptions,
  siteOptions,
  teamOptions,
} from '../reference-options.tsx';
import { editTicket } from '../ticket-actions.ts';
import { WatchersField } from '../acts/watchers-field.tsx';
import { levelLabel, originIcon, originLabel } from '../../../words/ticket-words.ts';

interface TicketProps {
  readonly ticket: Ticket;
}

function useOptions(ticket: Ticket) {
  const reference = useReference();
  const me = useMe();
  const standing = useStandingOf(useNow(60_000));
  const { teamId, siteId, kind, category, subcategory, impact, urgency } = ticket;
  const chosenCategory = categoryValue(category, subcategory);
  return useMemo(
    () => ({
      agents: agentOptions(reference, me, teamId, standing),
      teams: teamOptions(reference),
      services: serviceOptions(reference),
      categories: categoryOptions(reference, kind, chosenCategory),
      sites: siteOptions(reference, siteId),
      requesters: requesterOptions(reference),
      origins: originOptions(),
      impacts: levelOptions((level) => priorityOf(reference.matrix, level, urgency)),
      urgencies: levelOptions((level) => priorityOf(reference.matrix, impact, level)),
    }),
    [reference, me, teamId, siteId, kind, chosenCategory, impact, urgency, standing],
  );
}

interface PickFieldProps extends TicketProps {
  readonly label: string;
  readonly value: string;
  /** How the value reads; '' for none. */
  readonly text: string;
  readonly display?: ReactNode;
  readonly options: readonly Option[];
  /** What choosing a value changes; undefined takes it out. */
  patch(value: string | undefined): object;
  /** It always has a value. */
  readonly required?: boolean;
  readonly hotkey?: boolean;
}

/** A field whose value is one of a list. */
function PickField(props: PickFieldProps): ReactElement {
  const { ticket, label, value, text, options, patch, required = false, hotkey = false } = props;
  const replica = useReplica();
  const display = props.display ?? (text === '' ? undefined : <span className="cut">{text}</span>);
  return (
    <Field
      label={label}
      value={value}
      spoken={text === '' ? t('empty') : text}
      {...(display === undefined ? {} : { display })}
      editor={
        required ? { kind: 'select', options } : { kind: 'combobox', options, allowEmpty: true }
      }
      onCommit={(next) => editTicket(replica, ticket, patch(next === '' ? undefined : next))}
      hotkey={hotkey}
    />
  );
}

function AssigneeFields({ ticket }: TicketProps): ReactElement {
  const reference = useReference();
  const options = useOptions(ticket);
  const nameOf = (id: string | undefined): string =>
    id === undefined ? '' : (reference.people.get(id)?.name ?? id);
  const assignee = nameOf(ticket.assigneeId);
  return (
    <>
      <div data-field="assignee">
        <PickField
          ticket={ticket}
          label={t('Assignee')}
          value={ticket.assigneeId ?? ''}
          text={assignee === '' ? t('Nobody') : assignee}
          display={
            <>
              <Avatar name={assignee || undefined} decorative />
              {assignee === '' ? (
                <span className="t3">{t('Nobody')}</span>
              ) : (
                <span className="cut">{assignee}</span>
              )}
            </>
          }
          options={options.agents}
          patch={(assigneeId) => ({ assigneeId })}
        />
      </div>
      <PickField
        ticket={ticket}
        label={t('Group')}
        value={ticket.teamId ?? ''}
        text={nameOf(ticket.teamId)}
        options={options.teams}
        patch={(teamId) => ({ teamId })}
        hotkey
      />
    </>
  );
}

function MatterFields({ ticket }: TicketProps): ReactElement {
  const reference = useReference();
  const options = useOptions(ticket);
  const category = categoryValue(ticket.category, ticket.subcategory);
  const service = ticket.serviceId ? (reference.catalog.get(ticket.serviceId)?.name ?? '') : '';
  return (
    <>
      <PickField
        ticket={ticket}
        label={t('Service')}
        value={ticket.serviceId ?? ''}
        text={service}
        options={options.services}
        patch={(serviceId) => ({ serviceId })}
      />
      <PickField
        ticket={ticket}
        label={t('Category')}
        value={category}
        text={categoryText(category)}
        options={options.categories}
        patch={(value) => categoryOf(value ?? '')}
      />
      <div data-field="impact">
        <PickField
          ticket={ticket}
          label={t('Impact')}
          value={String(ticket.impact)}
          text={levelLabel(ticket.impact)}
          options={options.impacts}
          patch={(value = '3') => ({ impact: levelOf(value) })}
          required
        />
      </div>
      <PickField
        ticket={ticket}
        label={t('Urgency')}
        value={String(ticket.urgency)}
        text={levelLabel(ticket.urgency)}
        options={options.urgencies}
        patch={(value = '3') => ({ urgency: levelOf(value) })}
        required
      />
    </>
  );
}

function RarerFields({ ticket }: TicketProps): ReactElement {
  const reference = useReference();
  const { now } = useReplica();
  const locale = useLocale();
  const options = useOptions(ticket);
  const { requesterId, siteId, origin, openedAt } = ticket;
  const requester = requesterId ? (reference.people.get(requesterId)?.name ?? requesterId) : '';
  const site = siteId ? (reference.places.get(siteId)?.name ?? siteId) : '';
  const reported = formatDateTime(locale, openedAt, now());
  return (
    <>
      <PickField
        ticket={ticket}
        label={t('Requester')}
        value={requesterId ?? ''}
        text={requester}
        options={options.requesters}
        patch={(value) => ({ requesterId: value })}
      />
      <PickField
        ticket={ticket}
        label={t('Site')}
        value={siteId ?? ''}
        text={site}
        options={options.sites}
        patch={(value) => ({ siteId: value })}
      />
      <PickField
        ticket={ticket}
        label={t('Origin')}
        value={origin}
        text={originLabel(origin)}
        display={
          <>
            <Icon name={originIcon(origin)} size={14} />
            <span className="cut">
              {originLabel(origin)}, {reported}
            </span>
          </>
        }
        options={options.origins}
        patch={(value) => ({ origin: value })}
        required
      />
    </>
  );
}

interface RecordFieldsProps extends TicketProps {
  /** The rarer fields are shown too. */
  readonly all: boolean;
  onWatchers(): void;
}

/** The facts of a ticket, each edited in its place. */
export function RecordFields({ ticket, all, onWatchers }: RecordFieldsProps): ReactElement {
  return (
    <FieldGrid>
      <AssigneeFields ticket={ticket} />
      <MatterFields ticket={ticket} />
      {all ? <RarerFields ticket={ticket} /> : null}
      {all ? <WatchersField ticket={ticket} onOpen={onWatchers} /> : null}
    </FieldGrid>
  );
}
