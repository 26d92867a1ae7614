import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { ancestorsOf, setParent } from '../../../../shared/workflow/ticket-acts-family.ts';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { Workspace } from '../../../replica/workspace.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { AskDialog } from './ask-dialog.tsx';
import { failureOfAct } from './run-act.ts';
import { TicketPicker } from './ticket-picker.tsx';

interface ParentDialogProps {
  readonly ticket: Ticket;
  /** `parent`: what it stands below is chosen; `child`: what stands below it. */
  readonly choose: 'parent' | 'child';
  onClose(): void;
}

/** Puts a ticket below another, or takes it out; resolves to a sentence if that failed. */
export async function storeParent(
  replica: Replica,
  tickets: Workspace['tickets'],
  childId: string,
  parentId: string | null,
): Promise<string | undefined> {
  const child = await replica.get('tickets', childId);
  const parent = parentId === null ? null : await replica.get('tickets', parentId);
  if (!child || (parentId !== null && !parent)) return t('The ticket is no longer here.');
  const { number } = child;
  const text = parent
    ? t('{{number}} is below {{parent}} now', { number, parent: parent.number })
    : t('{{number}} stands for itself now', { number });
  const above = parent ? ancestorsOf(parent.id, (id) => tickets.get(id)?.parentId) : [];
  return failureOfAct(replica, text, (context) => setParent(child, parent, above, context));
}

const NONE: readonly string[] = [];
const anyTicket = (): boolean => true;

/** Chooses the parent of a ticket, or a child of it. */
export function ParentDialog({ ticket, choose, onClose }: ParentDialogProps): ReactElement {
  const replica = useReplica();
  const { tickets } = useWorkspace();
  const isParent = choose === 'parent';
  const [otherId, setOtherId] = useState(isParent ? (ticket.parentId ?? '') : '');
  const [error, setError] = useState<string | undefined>(undefined);
  const without = useMemo(() => new Set([ticket.id]), [ticket.id]);
  const store = async (childId: string, parentId: string | null): Promise<void> => {
    const failed = await storeParent(replica, tickets, childId, parentId);
    if (failed === undefined) onClose();
    else setError(failed);
  };
  const confirm = (): void => {
    if (otherId === '') setError(t('Choose the other ticket.'));
    else if (isParent) void store(ticket.id, otherId);
    else void store(otherId, ticket.id);
  };
  const { number } = ticket;
  return (
    <AskDialog
      title={
        isParent
          ? t('Put {{number}} below another', { number })
          : t('Add a child to {{number}}', { number })
      }
      description={t('Open children can be resolved together with their parent.')}
      act={isParent ? t('Set parent') : t('Add child')}
      more={
        isParent && ticket.parentId !== undefined ? (
          <Button onClick={() => void store(ticket.id, null)}>{t('Take out')}</Button>
        ) : undefined
      }
      onClose={onClose}
      onConfirm={confirm}
    >
      <TicketPicker
        label={isParent ? t('Parent') : t('Child')}
        value={otherId}
        without={without}
        first={NONE}
        fits={anyTicket}
        error={error}
        onChange={(id) => {
          setOtherId(id);
          setError(undefined);
        }}
      />
    </AskDialog>
  );
}
