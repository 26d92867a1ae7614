import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Relation } from '../../../../shared/model/item.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { relate, unrelate } from '../../../../shared/workflow/record-commands.ts';
import { useReference, useReplica, useVersion, useWorkspace } from '../../../replica/hooks.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { ContextLine, ContextList, ContextSection } from '../../../ui/context-section.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { t } from '../../../ui/i18n.ts';
import { ItemStatusMark } from '../../../ui/item-status-mark.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { RecordLink, useRecordName } from '../record/record-link.tsx';
import { offerUndo, sayFailure } from '../failures.ts';
import { itemStatusLabel, itemStatusMark, relationLabel } from '../../../words/relation-words.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { LinkForm } from './link-form.tsx';
import { OpenOnItem } from './open-on-item.tsx';

interface LinkedSectionProps {
  readonly ticket: Ticket;
  readonly relations: readonly Relation[];
  readonly adding: boolean;
  onAdding(adding: boolean): void;
}

function useRemove(ticket: Ticket): (relation: Relation, name: string) => Promise<void> {
  const replica = useReplica();
  return async (relation, name) => {
    const words = t('Link to {{name}} removed', { name });
    try {
      await replica.run((context) => unrelate(ticket, relation, context), words);
      offerUndo(words, async () => {
        const otherId = relation.fromId === ticket.id ? relation.toId : relation.fromId;
        await replica.run(
          (context) => relate(ticket, relation.type, otherId, context),
          t('Take back: {{act}}', { act: words }),
        );
      });
    } catch (error) {
      sayFailure(error);
    }
  };
}

interface LineProps {
  readonly relation: Relation;
  readonly ticketId: string;
  onRemove(name: string): void;
}

function LinkedLine({ relation, ticketId, onRemove }: LineProps): ReactElement {
  const { items, tickets, articles } = useWorkspace();
  const { classes } = useReference();
  const nameOf = useRecordName();
  const isOut = relation.fromId === ticketId;
  const otherId = isOut ? relation.toId : relation.fromId;
  const item = items.get(otherId);
  const other = tickets.get(otherId);
  const article = articles.get(otherId);
  const words = relationLabel(relation.type, isOut ? 'out' : 'back');
  const detail = item
    ? [classes.get(item.className)?.name ?? item.className, itemStatusLabel(item.status)].join(', ')
    : other
      ? [other.title, stateLabel(other.state)].join(', ')
      : article
        ? article.title
        : t('not on this machine');
  const mark = item ? (
    <ItemStatusMark status={itemStatusMark(item.status)} />
  ) : other ? (
    <StateMark state={stateMarkOf(other.state)} />
  ) : (
    <Icon name={article ? 'book' : 'link'} size={14} />
  );
  const name = nameOf(otherId);
  return (
    <ContextLine
      mark={mark}
      detail={
        item ? (
          <>
            {detail}
            <OpenOnItem itemId={item.id} ticketId={ticketId} />
          </>
        ) : (
          detail
        )
      }
    >
      <span className="tickets-linked">
        <span className="grow cut">
          {relation.type === 'affects' && isOut ? null : <span className="t3">{words} </span>}
          <RecordLink id={otherId} />
        </span>
        <IconButton
          icon="close"
          size="sm"
          className="tickets-linked__remove"
          label={t('Remove link to {{name}}', { name })}
          onClick={() => onRemove(name)}
        />
      </span>
    </ContextLine>
  );
}

/** What the ticket is about: items first, then other records. */
export function LinkedSection(props: LinkedSectionProps): ReactElement {
  const { ticket, relations, adding, onAdding } = props;
  const { items } = useWorkspace();
  useVersion(items);
  const remove = useRemove(ticket);
  const taken = useMemo(
    () => new Set([ticket.id, ...relations.flatMap((each) => [each.fromId, each.toId])]),
    [ticket.id, relations],
  );
  return (
    <ContextSection
      title={t('Linked items')}
      action={
        adding ? undefined : (
          <Button size="sm" variant="quiet" icon="plus" onClick={() => onAdding(true)}>
            {t('Link')}
          </Button>
        )
      }
    >
      {adding ? <LinkForm ticket={ticket} taken={taken} onClose={() => onAdding(false)} /> : null}
      {relations.length === 0 && !adding ? (
        <p className="t3 t12">
          {t('Link what is affected, and its other tickets and its history are one click away.')}
        </p>
      ) : (
        <ContextList>
          {relations.map((relation) => (
            <LinkedLine
              key={relation.id}
              relation={relation}
              ticketId={ticket.id}
              onRemove={(name) => void remove(relation, name)}
            />
          ))}
        </ContextList>
      )}
    </ContextSection>
  );
}
