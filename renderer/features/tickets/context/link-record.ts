import type { RelationKind } from '../../../../shared/model/item.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { relate, unrelate } from '../../../../shared/workflow/record-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo, sayFailure } from '../failures.ts';
import { relationLabel } from '../../../words/relation-words.ts';

interface LinkedRecord {
  readonly id: string;
  /** As the sentence calls it. */
  readonly label: string;
}

/** Links a ticket to another record and offers the way back. False where it was not stored, which is said. */
export async function linkRecord(
  replica: Replica,
  ticket: Ticket,
  type: RelationKind,
  { id, label }: LinkedRecord,
): Promise<boolean> {
  const words = t('{{number}} {{relation}} {{record}}', {
    number: ticket.number,
    relation: relationLabel(type, 'out'),
    record: label,
  });
  try {
    const result = await replica.run((context) => relate(ticket, type, id, context), words);
    const made = result.writes.find((write) => write.collection === 'relations')?.document;
    if (made?.kind !== 'relation') return true;
    offerUndo(words, () =>
      replica.run(
        (context) => unrelate(ticket, made, context),
        t('Take back: {{act}}', { act: words }),
      ),
    );
    return true;
  } catch (error) {
    sayFailure(error);
    return false;
  }
}
