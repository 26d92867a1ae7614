import type { Person } from '../../../../shared/model/reference.ts';
import type { Relation } from '../../../../shared/model/item.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReference, useRelations } from '../../../replica/hooks.ts';
import type { ArticleHit } from '../../../search/search.ts';
import { useSuggested } from './articles-section.tsx';
import type { Similarity } from './similar-tickets.ts';
import { useSimilar } from './similar-section.tsx';

/** What surrounds a ticket; pane and strip show the same. */
export interface TicketContext {
  readonly requester: Person | null;
  readonly relations: readonly Relation[];
  readonly similar: readonly Similarity[];
  readonly articles: readonly ArticleHit[];
}

const NO_RELATIONS: readonly Relation[] = [];

export function usePerson(id: string | undefined): Person | null {
  const { people } = useReference();
  const party = id === undefined ? undefined : people.get(id);
  return party?.kind === 'person' ? party : null;
}

export function useTicketContext(ticket: Ticket): TicketContext {
  const { id, title, category, serviceId, requesterId } = ticket;
  return {
    requester: usePerson(requesterId),
    relations: useRelations(id) ?? NO_RELATIONS,
    similar: useSimilar({ id, title, category, serviceId }),
    articles: useSuggested([title, category].filter(Boolean).join(' ')),
  };
}
