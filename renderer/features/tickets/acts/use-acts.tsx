import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import type { Approval } from '../../../../shared/workflow/approvals.ts';
import { approvalsOf } from '../../../../shared/workflow/approvals.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import type { Command } from '../../../ui/commands.ts';
import type { MenuItem } from '../../../ui/menu.tsx';
import { useCommands } from '../../../ui/use-commands.ts';
import { ActDialogs } from './act-dialogs.tsx';
import { actCommands, actItems } from './act-list.ts';
import type { ActName } from './act-list.ts';
import { userNames } from './approval-acts.ts';
import { toggleMyWatch } from './watchers-dialog.tsx';
import './acts.css';

export interface Acts {
  readonly approvals: readonly Approval[];
  readonly items: readonly MenuItem[];
  readonly dialog: ReactElement;
  open(act: ActName): void;
}

const NO_COMMANDS: readonly Command[] = [];
const NO_ITEMS: readonly MenuItem[] = [];

/** What can be done with a ticket beside editing it: menu, keys, palette and dialogs. */
export function useActs(ticket: Ticket, entries: readonly Entry[]): Acts {
  const replica = useReplica();
  const reference = useReference();
  const [act, setAct] = useState<ActName | null>(null);
  const { userName, roles } = replica.session;
  const may = mayWrite(roles, 'tickets', 'update');
  const approvals = useMemo(() => approvalsOf(entries, userNames(reference)), [entries, reference]);
  const watch = useCallback(() => void toggleMyWatch(replica, ticket), [replica, ticket]);
  const acting = useMemo(() => ({ open: setAct, watch }), [watch]);
  useCommands(
    useMemo(
      () => (may ? actCommands(ticket, userName, acting) : NO_COMMANDS),
      [may, ticket, userName, acting],
    ),
  );
  return {
    approvals,
    items: may ? actItems(ticket, userName, acting) : NO_ITEMS,
    open: setAct,
    dialog: (
      <ActDialogs
        act={act}
        ticket={ticket}
        entries={entries}
        approvals={approvals}
        onClose={() => setAct(null)}
      />
    ),
  };
}
