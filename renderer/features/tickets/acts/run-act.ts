import type { AnyDocument } from '../../../../shared/model/collections.ts';
import type { CommandResult, Write } from '../../../../shared/workflow/command.ts';
import { takeBackAct } from '../../../../shared/workflow/ticket-acts-undo.ts';
import type { Command, Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { failureOf, offerUndo } from '../failures.ts';

/** The documents of some writes as they are now, timelines apart. */
async function documentsNow(
  replica: Replica,
  writes: readonly Write[],
): Promise<ReadonlyMap<string, AnyDocument>> {
  const found = new Map<string, AnyDocument>();
  for (const { collection, document } of writes) {
    if (collection === 'entries') continue;
    const now = await replica.get(collection, document.id);
    if (now) found.set(now.id, now);
  }
  return found;
}

async function takeBack(replica: Replica, writes: readonly Write[], text: string): Promise<void> {
  const now = await documentsNow(replica, writes);
  const label = t('Take back: {{act}}', { act: text });
  await replica.run((context) => takeBackAct(writes, now, label, context), label);
}

/** A sentence that says why it was not done, or what was written. */
export type Acted = string | CommandResult;

/** Carries out an act of several documents, says it and offers the way back. */
export async function runAct(
  replica: Replica,
  text: string,
  command: Command,
  detail?: string,
): Promise<Acted> {
  try {
    const result = await replica.run(command, text);
    const { writes } = result;
    if (writes.length > 0) offerUndo(text, () => takeBack(replica, writes, text), detail);
    return result;
  } catch (error) {
    return failureOf(error);
  }
}

/** The same for those who only want to know whether it failed. */
export async function failureOfAct(
  replica: Replica,
  text: string,
  command: Command,
  detail?: string,
): Promise<string | undefined> {
  const acted = await runAct(replica, text, command, detail);
  return typeof acted === 'string' ? acted : undefined;
}
