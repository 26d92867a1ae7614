import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useQueueMemory } from '../queue/queue-memory.ts';
import { ChecklistSection } from './checklist-section.tsx';
import { MacroDialog } from './macro-dialog.tsx';

/** Checklist and macros of the record that is shown, with their keys. */
export function RecordAids({ ticket }: { readonly ticket: Ticket }): ReactElement {
  const { session } = useReplica();
  const [isRunning, setRunning] = useState(false);
  const [adding, setAdding] = useState(false);
  const mayEdit = mayWrite(session.roles, 'tickets', 'update');
  const group = t('Ticket');
  useCommands([
    {
      id: 'ticket.macro',
      label: t('Run a macro'),
      keys: 'm',
      group,
      icon: 'play',
      // While rows are chosen, the key is about all of them.
      when: () => mayEdit && useQueueMemory.getState().selected === 0,
      run: () => setRunning(true),
    },
    {
      id: 'ticket.checklist',
      label: t('Add a line to the checklist'),
      keys: 'l',
      group,
      icon: 'check',
      when: () => mayEdit,
      run: () => setAdding(true),
    },
  ]);
  return (
    <>
      <ChecklistSection ticket={ticket} adding={adding} onAdding={setAdding} />
      {isRunning ? <MacroDialog ticket={ticket} onClose={() => setRunning(false)} /> : null}
    </>
  );
}
