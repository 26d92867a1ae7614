import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { deskRulesOf } from '../../../../shared/workflow/desk-rules.ts';
import { stateSpec } from '../../../../shared/workflow/states.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { resolutionLabel } from '../../../words/ticket-words.ts';
import { ratingWords, Stars } from '../acts/rating-fields.tsx';
import { closesByItself } from './closes-by-itself.ts';

interface ResolutionNoteProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  onRate(): void;
}

function Answer({ ticket, onRate }: Omit<ResolutionNoteProps, 'entries'>): ReactElement | null {
  const { session } = useReplica();
  const { satisfaction, satisfactionNote } = ticket;
  const may = mayWrite(session.roles, 'tickets', 'update');
  if (satisfaction === undefined) {
    return may ? (
      <Button size="sm" variant="quiet" icon="star" onClick={onRate}>
        {t('Keep what the requester thought')}
      </Button>
    ) : null;
  }
  return (
    <p className="tickets-answer">
      <Stars of={satisfaction} />
      <span>
        {ratingWords(satisfaction)}
        {satisfactionNote === undefined ? '' : `: ${satisfactionNote}`}
      </span>
      {may ? (
        <Button size="sm" variant="quiet" onClick={onRate}>
          {t('Change')}
        </Button>
      ) : null}
    </p>
  );
}

/** How and when the work ended, what was thought of it, and when it is closed by itself. */
export function ResolutionNote(props: ResolutionNoteProps): ReactElement | null {
  const { ticket, entries, onRate } = props;
  const locale = useLocale();
  const { now } = useReplica();
  const { policies } = useReference();
  const { resolution, resolvedAt, resolutionCode } = ticket;
  const { phase, label } = stateSpec(ticket.kind, ticket.state);
  const isOver = phase === 'done' || phase === 'closed';
  if (resolvedAt === undefined || (resolution === undefined && !isOver)) return null;
  const how = resolutionCode ? resolutionLabel(resolutionCode) : t(label);
  const { autoCloseDays } = deskRulesOf(policies.values());
  const closes = closesByItself(ticket, entries, autoCloseDays);
  return (
    <section className="tickets-resolution" aria-label={t('Resolution')}>
      <div className="label">
        {how}, {formatDateTime(locale, resolvedAt, now())}
      </div>
      {resolution === undefined ? null : <p>{resolution}</p>}
      {isOver ? <Answer ticket={ticket} onRate={onRate} /> : null}
      {closes === null ? null : (
        <p className="t3 t12">
          {t('Closes by itself on {{date}}.', {
            date: formatDateTime(locale, new Date(closes).toISOString(), now()),
          })}
        </p>
      )}
    </section>
  );
}
