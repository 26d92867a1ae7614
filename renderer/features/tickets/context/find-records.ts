import type { ItemRow } from '../../../replica/rows.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { foldText } from '../../../ui/option.ts';

/** A record to be linked, as the list of choices shows it. */
export interface FoundRecord {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
}

const LIMIT = 30;

function take<T>(
  rows: readonly T[],
  words: readonly string[],
  textOf: (row: T) => string,
  limit: number,
): T[] {
  const found: T[] = [];
  for (const row of rows) {
    if (found.length === limit) break;
    const text = foldText(textOf(row));
    if (words.every((word) => text.includes(word))) found.push(row);
  }
  return found;
}

/** Items first, then tickets, in which every typed word occurs; nothing typed finds items alone. */
export function findRecords(
  typed: string,
  items: readonly ItemRow[],
  tickets: readonly TicketRow[],
  without: ReadonlySet<string>,
): readonly FoundRecord[] {
  const words = foldText(typed).split(/\s+/).filter(Boolean);
  const ofItem = (row: ItemRow): string =>
    [row.name, row.number, row.assetTag, row.serial, row.model].filter(Boolean).join(' ');
  const foundItems = take(items, words, ofItem, LIMIT).map((row) => ({
    id: row.id,
    label: row.name,
    detail: [row.number, row.model ?? row.className].join(', '),
  }));
  const foundTickets =
    words.length === 0
      ? []
      : take(tickets, words, (row) => `${row.number} ${row.title}`, LIMIT).map((row) => ({
          id: row.id,
          label: row.number,
          detail: row.title,
        }));
  return [...foundItems, ...foundTickets].filter((each) => !without.has(each.id));
}
