import type { AnyDocument } from '../../../../shared/model/collections.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { DuplicateCase } from '../../../../shared/workflow/ticket-acts-merge.ts';
import { idsOfDuplicate } from '../../../../shared/workflow/ticket-acts-merge.ts';
import type { Replica } from '../../../replica/replica.ts';

/** A duplicate and the other one with what surrounds them, as it is now. */
export async function readCase(
  replica: Replica,
  duplicateId: string,
  intoId: string,
): Promise<DuplicateCase | null> {
  const [duplicate, into, entries, mine, theirs] = await Promise.all([
    replica.get('tickets', duplicateId),
    replica.get('tickets', intoId),
    replica.timeline(duplicateId),
    replica.relationsOf(duplicateId),
    replica.relationsOf(intoId),
  ]);
  if (!duplicate || !into) return null;
  const { people } = replica.reference.get();
  const requester = duplicate.requesterId && people.get(duplicate.requesterId);
  const requesterName = requester?.kind === 'person' ? requester.userName : undefined;
  const relations = [...new Map([...mine, ...theirs].map((each) => [each.id, each])).values()];
  return { duplicate, into, entries, relations, requesterName };
}

/** What stands already under the ids that merging would use. */
export async function readKnown(
  replica: Replica,
  given: DuplicateCase,
): Promise<ReadonlyMap<string, AnyDocument>> {
  const ids = idsOfDuplicate(given);
  const [entries, relations] = await Promise.all([
    replica.getMany('entries', ids.entries),
    replica.getMany('relations', ids.relations),
  ]);
  const found: readonly AnyDocument[] = [...entries, ...relations];
  return new Map(found.map((each) => [each.id, each]));
}

/** The open children of a record, as documents. */
export async function openChildrenOf(
  replica: Replica,
  ids: readonly string[],
): Promise<readonly Ticket[]> {
  const found = await replica.getMany('tickets', ids);
  return found.filter(({ open, removedAt }) => open === 1 && removedAt === undefined);
}
