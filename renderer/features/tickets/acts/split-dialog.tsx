import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CommentEntry, Entry, NoteEntry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { NUMBER_PREFIXES } from '../../../../shared/model/ticket.ts';
import { splitTicket } from '../../../../shared/workflow/ticket-acts-made.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Checkbox } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { AskDialog } from './ask-dialog.tsx';
import { MadeFields } from './made-fields.tsx';
import { runAct } from './run-act.ts';
import { useLinkedItems } from './use-linked-items.ts';

interface SplitDialogProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  onClose(): void;
}

type Words = CommentEntry | NoteEntry;

/** What somebody marked before opening the dialog is what they want to part off. */
function markedText(): string {
  return window.getSelection()?.toString().trim() ?? '';
}

const LINE = 90;

function shortened(body: string): string {
  const line = body.replace(/\s+/g, ' ').trim();
  return line.length > LINE ? `${line.slice(0, LINE)}…` : line;
}

interface ChosenEntriesProps {
  readonly entries: readonly Words[];
  readonly chosen: ReadonlySet<string>;
  onToggle(id: string): void;
}

function ChosenEntries({ entries, chosen, onToggle }: ChosenEntriesProps): ReactElement {
  return (
    <fieldset className="tickets-chosen">
      <legend className="form-field__label">{t('Take along from the timeline')}</legend>
      {entries.map((entry) => (
        <Checkbox
          key={entry.id}
          label={shortened(entry.body)}
          checked={chosen.has(entry.id)}
          hint={entry.kind === 'note' ? t('internal note') : t('public comment')}
          onChange={() => onToggle(entry.id)}
        />
      ))}
    </fieldset>
  );
}

/** Parts something off into a ticket of its own. */
export function SplitDialog({ ticket, entries, onClose }: SplitDialogProps): ReactElement {
  const replica = useReplica();
  const openRecord = useNavigation((state) => state.openRecord);
  const items = useLinkedItems(ticket.id);
  const [words, setWords] = useState(() => ({ title: '', description: markedText(), items: true }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<string | undefined>(undefined);
  const spoken = entries.filter(
    (entry): entry is Words => entry.kind === 'comment' || entry.kind === 'note',
  );
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const confirm = async (): Promise<void> => {
    if (words.title.trim() === '') {
      setError(t('Give the ticket a title.'));
      return;
    }
    const number = await replica.takeNumber(NUMBER_PREFIXES[ticket.kind]);
    const given = {
      ticket,
      number,
      title: words.title,
      description: words.description.trim(),
      entries: spoken.filter(({ id }) => chosen.has(id)),
      itemIds: words.items ? items : [],
    };
    const text = t('{{made}} split from {{number}}', { made: number, number: ticket.number });
    const acted = await runAct(replica, text, (context) => splitTicket(given, context));
    if (typeof acted === 'string') setError(acted);
    else {
      onClose();
      const made = acted.writes[0]?.document.id;
      if (made !== undefined) openRecord(made);
    }
  };
  return (
    <AskDialog
      size="m"
      title={t('Split {{number}}', { number: ticket.number })}
      description={t('Requester, group, service and category are kept; both point at each other.')}
      act={t('Split')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <MadeFields
        words={words}
        titleError={error}
        descriptionLabel={t('Description')}
        itemCount={items.length}
        onChange={(part) => {
          setWords({ ...words, ...part });
          setError(undefined);
        }}
      />
      {spoken.length === 0 ? null : (
        <ChosenEntries entries={spoken} chosen={chosen} onToggle={toggle} />
      )}
    </AskDialog>
  );
}
