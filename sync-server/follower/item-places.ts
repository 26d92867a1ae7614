import type { Entry } from '../../shared/model/entry.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import type { ItemPlaceOf } from '../../shared/sla/ticket-facts.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { readDocuments } from '../ops/read-database.ts';

function usesItems({ documents }: SlaRules): boolean {
  return documents.some(({ calendarSource, earlier }) =>
    [calendarSource, ...(earlier ?? []).map((each) => each.calendarSource)].includes('item-site'),
  );
}

/** Where the configuration items linked to a record stand, read where a policy asks for it. */
export async function readItemPlaces(
  server: CouchServer,
  database: string,
  entries: readonly Entry[],
  rules: SlaRules,
): Promise<ItemPlaceOf> {
  const linked = entries.flatMap((entry) => (entry.kind === 'link' ? [entry.otherId] : []));
  const ids = linked.filter((id) => id.startsWith('item:'));
  if (ids.length === 0 || !usesItems(rules)) return () => undefined;
  const items = await readDocuments(server, database, [...new Set(ids)]);
  const places = new Map(items.map((item) => [String(item['_id']), item['placeId']]));
  return (itemId) => {
    const place = places.get(itemId);
    return typeof place === 'string' ? place : undefined;
  };
}
