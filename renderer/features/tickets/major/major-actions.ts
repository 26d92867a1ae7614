import type { Announcement } from '../../../../shared/model/policy.ts';
import type { Incident } from '../../../../shared/model/ticket.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import { saveAnnouncement } from '../../../../shared/workflow/desk-commands.ts';
import type { AnnouncementBody } from '../../../../shared/workflow/desk-commands.ts';
import { communicate, takeBackMajor } from '../../../../shared/workflow/major-incident.ts';
import type { NewCommunication } from '../../../../shared/workflow/major-incident.ts';
import { saveReview, takeBackReview } from '../../../../shared/workflow/major-incident-review.ts';
import type { ReviewAnswers, Reviewed } from '../../../../shared/workflow/major-incident-review.ts';
import { updateDocument } from '../../../../shared/workflow/record-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { failureOf, offerUndo } from '../failures.ts';

type Said = Promise<string | undefined>;

function writtenTicket({ writes }: CommandResult): Reviewed | undefined {
  const found = writes.find(({ collection }) => collection === 'tickets');
  return found?.document as Reviewed | undefined;
}

async function current<T extends Reviewed>(replica: Replica, { id }: T): Promise<T> {
  const ticket = await replica.get('tickets', id);
  if (!ticket) throw new Error(t('The ticket is no longer here.'));
  return ticket as T;
}

/** Proposes, declares, changes or ends a major incident, says it and offers the way back. */
export async function actOnMajor(
  replica: Replica,
  incident: Incident,
  words: string,
  command: (context: CommandContext) => CommandResult,
): Said {
  let after: Incident | undefined;
  try {
    after = writtenTicket(await replica.run(command, words)) as Incident | undefined;
  } catch (error) {
    return failureOf(error);
  }
  if (after === undefined) return undefined;
  const left = after;
  offerUndo(words, async () => {
    const now = await current(replica, incident);
    const label = t('Take back: {{act}}', { act: words });
    await replica.run((context) => takeBackMajor(incident, left, now, context), label);
  });
  return undefined;
}

/** Adds to the log of what was said; that stays said. */
export async function sendCommunication(
  replica: Replica,
  incident: Incident,
  said: NewCommunication,
): Said {
  const words = t('Update on {{number}} logged', { number: incident.number });
  try {
    await replica.run((context) => communicate(incident, said, context), words);
  } catch (error) {
    return failureOf(error);
  }
  toast({ tone: 'success', text: words });
  return undefined;
}

/** Writes answers of a review and offers the way back. */
export async function storeReview(
  replica: Replica,
  ticket: Reviewed,
  answers: ReviewAnswers,
  isFinal: boolean,
): Said {
  const { number } = ticket;
  const words = isFinal
    ? t('Review of {{number}} finished', { number })
    : t('Review of {{number}} saved', { number });
  let after: Reviewed | undefined;
  try {
    after = writtenTicket(
      await replica.run((context) => saveReview(ticket, answers, isFinal, context), words),
    );
  } catch (error) {
    return failureOf(error);
  }
  if (after === undefined) return undefined;
  const left = after;
  offerUndo(words, async () => {
    const now = await current(replica, ticket);
    const label = t('Take back: {{act}}', { act: words });
    await replica.run((context) => takeBackReview(ticket, left, now, context), label);
  });
  return undefined;
}

/** Tells everybody at the desk of the outage, until somebody ends it. */
export async function announce(
  replica: Replica,
  incident: Incident,
  body: Pick<AnnouncementBody, 'name' | 'body' | 'serviceIds'>,
): Said {
  const words = t('Outage of {{number}} announced', { number: incident.number });
  let made: Announcement | undefined;
  try {
    const { writes } = await replica.run(
      (context) =>
        saveAnnouncement(
          null,
          {
            ...body,
            severity: 'outage',
            fromAt: context.now,
            siteIds: incident.siteId === undefined ? [] : [incident.siteId],
            ticketId: incident.id,
          },
          context,
        ),
      words,
    );
    made = writes[0]?.document as Announcement | undefined;
  } catch (error) {
    return failureOf(error);
  }
  offerUndo(words, async () => {
    const now = made === undefined ? null : await replica.get('policies', made.id);
    if (now === null) return;
    const label = t('Take back: {{act}}', { act: words });
    await replica.run(
      (context) => updateDocument('policies', now, { removedAt: context.now }, context),
      label,
    );
  });
  return undefined;
}
