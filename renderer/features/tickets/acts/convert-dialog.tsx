import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { NUMBER_PREFIXES } from '../../../../shared/model/ticket.ts';
import {
  afterwardsOf,
  CONVERT_KINDS,
  convertTicket,
  draftArticle,
} from '../../../../shared/workflow/ticket-acts-made.ts';
import type { Afterwards, ConvertKind } from '../../../../shared/workflow/ticket-acts-made.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { RadioList } from '../../../ui/choice.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { afterwardsLabel, CONVERT_HINTS, CONVERT_LABELS } from './act-words.ts';
import { articleText } from './article-text.ts';
import { AskDialog } from './ask-dialog.tsx';
import { MadeFields } from './made-fields.tsx';
import type { MadeWords } from './made-fields.tsx';
import { runAct } from './run-act.ts';
import type { Acted } from './run-act.ts';
import { useLinkedItems } from './use-linked-items.ts';

interface ConvertDialogProps {
  readonly ticket: Ticket;
  onClose(): void;
}

type Target = ConvertKind | 'article';

function targetsOf(replica: Replica, ticket: Ticket): readonly Target[] {
  const kinds = CONVERT_KINDS.filter((kind) => kind !== ticket.kind);
  const mayDraft = mayWrite(replica.session.roles, 'articles', 'create');
  return mayDraft ? [...kinds, 'article'] : kinds;
}

interface Choice {
  readonly target: Target;
  readonly words: MadeWords;
  readonly afterwards: Afterwards;
  readonly itemIds: readonly string[];
  readonly locale: string;
}

async function draft(replica: Replica, ticket: Ticket, choice: Choice): Promise<Acted> {
  const me = replica.reference.get().byUserName.get(replica.session.userName);
  const number = await replica.takeNumber('KB');
  const text = t('{{made}} made from {{number}}', { made: number, number: ticket.number });
  const article = {
    number,
    title: choice.words.title,
    summary: '',
    markdown: choice.words.description,
    author: me?.name ?? replica.session.userName,
    lang: choice.locale,
    ownerId: me?.id,
  };
  return runAct(replica, text, (context) => draftArticle(ticket, article, context));
}

async function makeRecord(replica: Replica, ticket: Ticket, choice: Choice): Promise<Acted> {
  const { target, words, afterwards, itemIds } = choice;
  if (target === 'article') return draft(replica, ticket, choice);
  const number = await replica.takeNumber(NUMBER_PREFIXES[target]);
  const { title, description } = words;
  const given = { ticket, number, title, description, entries: [], itemIds };
  const text = t('{{made}} made from {{number}}', { made: number, number: ticket.number });
  return runAct(replica, text, (context) => convertTicket(given, target, afterwards, context));
}

/** Offers to make a problem, change, request or article of a ticket. */
export function ConvertDialog({ ticket, onClose }: ConvertDialogProps): ReactElement {
  const replica = useReplica();
  const locale = useLocale();
  const openRecord = useNavigation((state) => state.openRecord);
  const linked = useLinkedItems(ticket.id);
  const targets = targetsOf(replica, ticket);
  const [target, setTarget] = useState<Target>(targets[0] ?? 'article');
  const [afterwards, setAfterwards] = useState<Afterwards>('stays');
  const own = target === 'article' ? articleText(ticket) : ticket.description;
  const [typed, setTyped] = useState<Partial<MadeWords>>({});
  const [error, setError] = useState<string | undefined>(undefined);
  const words = { title: ticket.title, description: own, items: true, ...typed };
  const choices = target === 'article' ? [] : afterwardsOf(ticket, target);
  const confirm = async (): Promise<void> => {
    if (words.title.trim() === '') {
      setError(t('Give the ticket a title.'));
      return;
    }
    const itemIds = words.items ? linked : [];
    const after = choices.find((each) => each === afterwards) ?? 'stays';
    const choice = { target, words, afterwards: after, itemIds, locale };
    const acted = await makeRecord(replica, ticket, choice);
    if (typeof acted === 'string') {
      setError(acted);
      return;
    }
    onClose();
    const made = acted.writes[0]?.document.id;
    if (made !== undefined) openRecord(made);
  };
  return (
    <AskDialog
      size="m"
      title={t('Make something of {{number}}', { number: ticket.number })}
      act={t('Make')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <RadioList<Target>
        label={t('What to make')}
        value={target}
        onChange={setTarget}
        options={targets.map((value) => ({
          value,
          label: t(CONVERT_LABELS[value]),
          detail: t(CONVERT_HINTS[value]),
        }))}
      />
      <MadeFields
        words={words}
        titleError={error}
        descriptionLabel={target === 'article' ? t('Text (Markdown)') : t('Description')}
        itemCount={target === 'article' ? 0 : linked.length}
        onChange={(part) => {
          setTyped({ ...typed, ...part });
          setError(undefined);
        }}
      />
      {choices.length > 1 && target !== 'article' ? (
        <RadioList<Afterwards>
          label={t('Afterwards')}
          value={choices.find((each) => each === afterwards) ?? 'stays'}
          onChange={setAfterwards}
          options={choices.map((value) => ({
            value,
            label: afterwardsLabel(value, target, ticket.number),
          }))}
        />
      ) : null}
    </AskDialog>
  );
}
