import { useMemo } from 'react';
import type { ComposerMode } from '../../../ui/composer.tsx';
import type { Command } from '../../../ui/commands.ts';
import { editFirstField } from '../../../ui/field.tsx';
import { t } from '../../../ui/i18n.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useQueueMemory } from '../queue/queue-memory.ts';
import { isInRecord, recordPane, startField } from './focus-record.ts';

interface RecordActs {
  write(mode: ComposerMode): void;
  openState(): void;
  logTime(): void;
  why(): void;
  suppose(): void;
}

/** While rows are chosen, these keys are about all of them. */
function nothingSelected(): boolean {
  return useQueueMemory.getState().selected === 0;
}

function explainCommands(acts: RecordActs): readonly Command[] {
  const group = t('Ticket');
  return [
    {
      id: 'ticket.why',
      label: t('Why: explain clock or priority'),
      keys: 'w',
      group,
      icon: 'question',
      run: acts.why,
    },
    {
      id: 'ticket.what-if',
      label: t('What if…'),
      keys: 'Shift+W',
      group,
      icon: 'question',
      run: acts.suppose,
    },
  ];
}

function recordCommands(acts: RecordActs): readonly Command[] {
  const group = t('Ticket');
  return [
    {
      id: 'ticket.edit',
      label: t('Edit the first field'),
      keys: 'e',
      group,
      icon: 'pen',
      run: () => {
        const fields = recordPane()?.querySelector('.fields');
        if (fields) editFirstField(fields);
      },
    },
    {
      id: 'ticket.assign',
      label: t('Assign'),
      keys: 'a',
      group,
      icon: 'user',
      when: nothingSelected,
      run: () => startField('assignee'),
    },
    {
      id: 'ticket.state',
      label: t('Move to another state'),
      keys: 's',
      group,
      when: nothingSelected,
      run: acts.openState,
    },
    {
      id: 'ticket.impact',
      label: t('Set impact and urgency'),
      keys: 'p',
      group,
      run: () => startField('impact'),
    },
    {
      id: 'ticket.comment',
      label: t('Write a public comment'),
      keys: 'c',
      group,
      icon: 'chat',
      run: () => acts.write('public'),
    },
    {
      id: 'ticket.note',
      label: t('Write an internal note'),
      keys: 'n',
      group,
      icon: 'lock',
      // In the list `n` writes a new ticket.
      when: isInRecord,
      run: () => acts.write('internal'),
    },
    {
      id: 'ticket.time',
      label: t('Log time'),
      keys: 't',
      group,
      icon: 'sla',
      run: acts.logTime,
    },
    ...explainCommands(acts),
  ];
}

/** Keys of the record that is shown. */
export function useRecordCommands(acts: RecordActs): void {
  const { write, openState, logTime, why, suppose } = acts;
  useCommands(
    useMemo(
      () => recordCommands({ write, openState, logTime, why, suppose }),
      [write, openState, logTime, why, suppose],
    ),
  );
}
