import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mergeDuplicate, planDuplicate } from '../../../../shared/workflow/ticket-acts-merge.ts';
import type { DuplicateCase } from '../../../../shared/workflow/ticket-acts-merge.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { useSimilar } from '../context/similar-section.tsx';
import { stateLabel } from '../../../words/ticket-words.ts';
import { alongWords, hindranceWords } from './act-words.ts';
import { AskDialog } from './ask-dialog.tsx';
import { readCase, readKnown } from './duplicate-case.ts';
import { failureOfAct } from './run-act.ts';
import { TicketPicker } from './ticket-picker.tsx';

interface DuplicateDialogProps {
  readonly ticket: Ticket;
  /** `this`: the ticket is the duplicate; `other`: another one is merged into it. */
  readonly duplicate: 'this' | 'other';
  onClose(): void;
}

function useCase(duplicateId: string, intoId: string): DuplicateCase | null {
  const replica = useReplica();
  const [found, setFound] = useState<DuplicateCase | null>(null);
  useEffect(() => {
    if (duplicateId === '' || intoId === '') return;
    let isLate = false;
    void readCase(replica, duplicateId, intoId).then((given) => {
      if (!isLate) setFound(given);
    });
    return () => {
      isLate = true;
    };
  }, [replica, duplicateId, intoId]);
  // Another one was chosen, and is still read.
  return found?.duplicate.id === duplicateId && found.into.id === intoId ? found : null;
}

/** What will happen, before it does. */
function Preview({ given }: { readonly given: DuplicateCase }): ReactElement {
  const plan = planDuplicate(given);
  const { duplicate, into } = given;
  const along = alongWords(plan);
  const number = duplicate.number;
  const ends =
    plan.ends === null
      ? t('{{number}} has ended already and stays as it is.', { number })
      : typeof plan.ends === 'string'
        ? t('{{number}} moves to {{state}}: duplicate.', { number, state: stateLabel(plan.ends) })
        : t('{{number}} stays open: {{why}}.', { number, why: hindranceWords(plan.ends) });
  return (
    <ul className="tickets-preview" aria-label={t('What will happen')}>
      <li>
        {along.length === 0
          ? t('Nothing of {{number}} has to come along.', { number })
          : t('To {{into}} come along: {{along}}.', { into: into.number, along: along.join(', ') })}
      </li>
      <li>{ends}</li>
      <li>{t('The number {{number}} still finds the record, with a link.', { number })}</li>
    </ul>
  );
}

/** Marks a ticket as the duplicate of another and merges what it has into that one. */
export function DuplicateDialog(props: DuplicateDialogProps): ReactElement {
  const { ticket, duplicate, onClose } = props;
  const replica = useReplica();
  const [otherId, setOtherId] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  const isThis = duplicate === 'this';
  const given = useCase(isThis ? ticket.id : otherId, isThis ? otherId : ticket.id);
  const similar = useSimilar(ticket);
  const first = useMemo(() => similar.map(({ row }) => row.id), [similar]);
  const without = useMemo(() => new Set([ticket.id]), [ticket.id]);
  const fits = useMemo(() => (row: TicketRow) => row.kind === ticket.kind, [ticket.kind]);
  const into = given?.into;
  const said =
    typed ??
    (into
      ? t('It is handled together with {{number}}: {{title}}', {
          number: into.number,
          title: into.title,
        })
      : '');
  const confirm = async (): Promise<void> => {
    if (!given) {
      setError(t('Choose the other ticket.'));
      return;
    }
    const known = await readKnown(replica, given);
    const text = t('{{number}} merged into {{into}}', {
      number: given.duplicate.number,
      into: given.into.number,
    });
    const resolution = said.trim() === '' ? text : said;
    const failed = await failureOfAct(replica, text, (context) =>
      mergeDuplicate(given, known, resolution, context),
    );
    if (failed === undefined) onClose();
    else setError(failed);
  };
  const { number } = ticket;
  return (
    <AskDialog
      size="m"
      title={
        isThis
          ? t('{{number}} is a duplicate', { number })
          : t('Merge another into {{number}}', { number })
      }
      act={t('Merge')}
      error={given ? error : undefined}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <TicketPicker
        label={isThis ? t('Duplicate of') : t('The duplicate')}
        value={otherId}
        without={without}
        first={first}
        fits={fits}
        error={given ? undefined : error}
        onChange={(id) => {
          setOtherId(id);
          setError(undefined);
        }}
      />
      {given ? <Preview given={given} /> : null}
      {given && given.duplicate.open === 1 ? (
        <FormField label={t('What resolved it?')} hint={t('The requester reads this.')}>
          {(ids) => (
            <TextArea
              {...ids}
              minRows={2}
              value={said}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </FormField>
      ) : null}
    </AskDialog>
  );
}
