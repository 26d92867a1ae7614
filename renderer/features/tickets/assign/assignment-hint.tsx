import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useReference } from '../../../replica/hooks.ts';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { toNewTicket } from '../create/new-ticket.ts';
import type { NewTicketForm } from '../create/new-ticket.ts';
import { assignNew, useAssignmentSources } from './use-assignment.ts';
import './assign.css';

const MINUTE_MS = 60_000;

/** Whom the rules will give the new ticket to; nothing where somebody was chosen, or none matches. */
export function AssignmentHint({ form }: { readonly form: NewTicketForm }): ReactElement {
  const reference = useReference();
  const sources = useAssignmentSources();
  const now = useNow(MINUTE_MS);
  const found = useMemo(
    () => assignNew(toNewTicket(form, ''), { ...sources(), reference, nowMs: now }),
    [form, sources, reference, now],
  );
  const nameOf = (id: string): string => reference.people.get(id)?.name ?? id;
  if (!found) return <p className="suggest__line" aria-live="polite" />;
  const team = nameOf(found.teamId);
  const rule = found.rule.name;
  return (
    <p className="suggest__line t2 t12" aria-live="polite">
      <Icon name="group" size={12} />{' '}
      {found.personId === null
        ? t('By the rule “{{rule}}” it goes to {{team}}.', { rule, team })
        : t('By the rule “{{rule}}” it goes to {{name}}, {{team}}.', {
            ...{ rule, team },
            name: nameOf(found.personId),
          })}
    </p>
  );
}
