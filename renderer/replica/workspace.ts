import type { TicketKind } from '../../shared/model/ticket.ts';
import { LiveRecords } from './live.ts';
import { Projection } from './projection.ts';
import type { Replica } from './replica.ts';
import { toArticleRow, toItemRow } from './rows.ts';
import type { ArticleRow, ItemRow } from './rows.ts';
import { openTicketProjection } from './ticket-projection.ts';
import type { TicketProjection } from './ticket-projection.ts';

/** The open replica with all it shows: what screens read from. */
export interface Workspace {
  readonly replica: Replica;
  readonly live: LiveRecords;
  readonly tickets: TicketProjection;
  readonly items: Projection<'items', ItemRow>;
  readonly articles: Projection<'articles', ArticleRow>;
  /** Resolves when every projection holds everything. */
  readonly complete: Promise<void>;
  close(): Promise<void>;
}

/** Resolves when the first screen can be drawn; the rest loads behind it. */
export async function openWorkspace(replica: Replica, firstKind: TicketKind): Promise<Workspace> {
  const live = new LiveRecords(replica);
  const tickets = await openTicketProjection(replica, firstKind);
  const items = new Projection(replica, 'items', toItemRow);
  const articles = new Projection(replica, 'articles', toArticleRow);
  const complete = tickets.complete
    .then(() => items.load(replica, 'items'))
    .then(() => articles.load(replica, 'articles'));
  return {
    replica,
    live,
    tickets: tickets.projection,
    items,
    articles,
    complete,
    async close() {
      tickets.projection.close();
      items.close();
      articles.close();
      live.close();
      await replica.close();
    },
  };
}
