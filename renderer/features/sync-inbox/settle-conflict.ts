import type { MergeEntry } from '../../../shared/model/entry.ts';
import { collectionOfId } from '../../../shared/model/ids.ts';
import { checkWrite } from '../../../shared/policy/check-write.ts';
import { writePolicy } from '../../../shared/policy/write-policy.ts';
import type { WrittenDocument } from '../../../shared/policy/written-document.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import type { CommandContext, CommandResult } from '../../../shared/workflow/command.ts';
import { mergedDocumentId, settleMerge } from '../../../shared/workflow/settle-merge.ts';
import type {
  MergedCollection,
  MergedRecord,
  SettleChoice,
} from '../../../shared/workflow/settle-merge.ts';
import { STATE_MACHINES } from '../../../shared/workflow/states.ts';
import type { Replica } from '../../replica/replica.ts';
import { msg, t } from '../../ui/i18n.ts';

/** Sentences of the command, so that they are translated where they are shown. */
export const SETTLE_SENTENCES = [
  msg('This field was changed again since you looked. Its new value is shown now; choose again.'),
  msg('Nothing leads from the present state to the one you chose.'),
  msg('This record was removed. Nothing is left to be settled.'),
  msg('This was sent or discarded in the meantime.'),
] as const;

/** Why something was not stored, as a sentence. */
export function problemOf(error: unknown): string {
  if (error instanceof CommandError) return t(error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return t('This could not be stored: {{reason}}', { reason });
}

/** The server's own question, asked here first: a sentence now is better than a refusal later. */
function checked(entry: MergeEntry, result: CommandResult, context: CommandContext): CommandResult {
  const policy = writePolicy(entry.scope, STATE_MACHINES);
  const writer = { name: context.userName, roles: context.roles };
  for (const { base, document } of result.writes) {
    const [next, before] = [document, base] as unknown as [WrittenDocument, WrittenDocument | null];
    const refusal = checkWrite(policy, next, before, writer);
    if (refusal) throw new CommandError(refusal.reason, refusal.field ?? undefined);
  }
  return result;
}

interface Settling {
  readonly entry: MergeEntry;
  readonly choices: readonly SettleChoice[];
  /** The record on the screen when the person chose. */
  readonly seen: MergedRecord;
  readonly isSettled: boolean;
  readonly label: string;
}

/**
 * Settles a conflict on what is stored now.
 * @returns The record before and after, for the way back. Throws `CommandError`.
 */
export async function settleConflict(
  replica: Replica,
  { entry, choices, seen, isSettled, label }: Settling,
): Promise<{ readonly before: MergedRecord; readonly after: MergedRecord }> {
  const id = mergedDocumentId(entry);
  const collection = collectionOfId(id) as MergedCollection;
  const before = await replica.get<MergedCollection>(collection, id);
  if (!before) throw new CommandError('This record was removed. Nothing is left to be settled.');
  const values = seen as unknown as Readonly<Record<string, unknown>>;
  const settlement = { entry, choices, seen: values, isSettled };
  const { writes } = await replica.run(
    (context) => checked(entry, settleMerge(before, settlement, context), context),
    label,
  );
  const written = writes.find(({ document }) => document.id === id)?.document;
  return { before, after: (written as MergedRecord | undefined) ?? before };
}

/** Brings the fields of a settlement back to what they were; it stays settled. */
export async function takeSettlementBack(
  replica: Replica,
  settling: Settling,
  { before, after }: { readonly before: MergedRecord; readonly after: MergedRecord },
): Promise<string | undefined> {
  const was = before as unknown as Readonly<Record<string, unknown>>;
  const choices = settling.choices.map(({ field }): SettleChoice => ({
    field,
    take: 'own',
    value: was[field],
  }));
  try {
    await settleConflict(replica, { ...settling, choices, seen: after, isSettled: true });
    return undefined;
  } catch (error) {
    return problemOf(error);
  }
}
