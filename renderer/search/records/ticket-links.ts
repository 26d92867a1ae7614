import type { Relation } from '../../../shared/model/item.ts';

const NOBODY: ReadonlySet<string> = new Set();

function isItem(id: string): boolean {
  return id.startsWith('item:');
}

function isTicket(id: string): boolean {
  return id.startsWith('ticket:');
}

/** Which items each ticket is about. */
export class TicketLinks {
  private readonly relations = new Map<string, readonly [ticketId: string, itemId: string]>();
  private readonly items = new Map<string, Set<string>>();
  private readonly tickets = new Map<string, Set<string>>();

  /** @returns The ticket whose items are others now. */
  put({ id, fromId, toId, removedAt }: Relation): readonly string[] {
    const pair =
      isTicket(fromId) && isItem(toId)
        ? ([fromId, toId] as const)
        : isItem(fromId) && isTicket(toId)
          ? ([toId, fromId] as const)
          : null;
    if (pair === null) return [];
    if (removedAt) return this.drop(id);
    this.relations.set(id, pair);
    add(this.items, pair[0], pair[1]);
    add(this.tickets, pair[1], pair[0]);
    return [pair[0]];
  }

  drop(id: string): readonly string[] {
    const pair = this.relations.get(id);
    if (!pair) return [];
    this.relations.delete(id);
    this.items.get(pair[0])?.delete(pair[1]);
    this.tickets.get(pair[1])?.delete(pair[0]);
    return [pair[0]];
  }

  itemsOf(ticketId: string): ReadonlySet<string> {
    return this.items.get(ticketId) ?? NOBODY;
  }

  ticketsOf(itemId: string): ReadonlySet<string> {
    return this.tickets.get(itemId) ?? NOBODY;
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key);
  if (set) set.add(value);
  else map.set(key, new Set([value]));
}
