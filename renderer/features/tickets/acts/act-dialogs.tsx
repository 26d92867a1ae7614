import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Approval } from '../../../../shared/workflow/approvals.ts';
import type { ActName } from './act-list.ts';
import { AskApprovalDialog } from './approval-dialogs.tsx';
import { ConvertDialog } from './convert-dialog.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { ParentDialog } from './parent-dialog.tsx';
import { RatingDialog } from './rating-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { WatchersDialog } from './watchers-dialog.tsx';

interface ActDialogsProps {
  readonly act: ActName | null;
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly approvals: readonly Approval[];
  onClose(): void;
}

/** The dialog of the act that was chosen. */
export function ActDialogs(props: ActDialogsProps): ReactElement | null {
  const { act, ticket, entries, approvals, onClose } = props;
  const shared = { ticket, onClose };
  switch (act) {
    case 'duplicate':
      return <DuplicateDialog {...shared} duplicate="this" />;
    case 'absorb':
      return <DuplicateDialog {...shared} duplicate="other" />;
    case 'parent':
      return <ParentDialog {...shared} choose="parent" />;
    case 'child':
      return <ParentDialog {...shared} choose="child" />;
    case 'split':
      return <SplitDialog {...shared} entries={entries} />;
    case 'convert':
      return <ConvertDialog {...shared} />;
    case 'watchers':
      return <WatchersDialog {...shared} />;
    case 'rate':
      return <RatingDialog {...shared} />;
    case 'approval':
      return <AskApprovalDialog {...shared} approvals={approvals} />;
    case null:
      return null;
  }
}
