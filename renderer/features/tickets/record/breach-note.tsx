import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { BREACH_REASONS } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import type { TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Field, FieldGrid } from '../../../ui/field.tsx';
import { t } from '../../../ui/i18n.ts';
import { breachLabel } from '../../../words/ticket-words.ts';
import { editTicket } from '../ticket-actions.ts';
import { LongField } from './long-field.tsx';
import { missedTargets } from './missed.ts';

interface BreachNoteProps {
  readonly ticket: Ticket;
  readonly targets: readonly SlaTargetResult[];
}

/** Why a service level was missed, once the work is over or somebody has said so; edited in place. */
export function BreachNote({ ticket, targets }: BreachNoteProps): ReactElement | null {
  const replica = useReplica();
  const { breachReason, breachNote, open } = ticket;
  const isDue = open === 0 && missedTargets(targets).length > 0;
  if (breachReason === undefined && !isDue) return null;
  const edit = (patch: TicketPatch): Promise<string | undefined> =>
    editTicket(replica, ticket, patch);
  return (
    <FieldGrid>
      <Field
        label={t('Reason of the breach')}
        value={breachReason ?? ''}
        emptyText={t('Not said yet')}
        {...(breachReason === undefined ? {} : { display: breachLabel(breachReason) })}
        editor={{
          kind: 'combobox',
          options: BREACH_REASONS.map((value) => ({ value, label: breachLabel(value) })),
          allowEmpty: true,
        }}
        onCommit={(next) =>
          edit({ breachReason: BREACH_REASONS.find((reason) => reason === next) })
        }
      />
      <LongField
        recordId={ticket.id}
        field="breachNote"
        label={t('Note on the breach')}
        value={breachNote ?? ''}
        emptyText={t('None')}
        onCommit={(value) => edit({ breachNote: value.trim() || undefined })}
      />
    </FieldGrid>
  );
}
