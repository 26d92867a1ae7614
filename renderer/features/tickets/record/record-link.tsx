import type { ReactElement } from 'react';
import { useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf, routeOfRecord } from '../../../state/routes.ts';

interface RecordLinkProps {
  readonly id: string;
  /** The number alone, or number and title. */
  readonly children?: string;
  readonly className?: string;
}

/** Number or name of any record that has a screen; the id where it is not here. */
export function useRecordName(): (id: string) => string {
  const { tickets, items, articles } = useWorkspace();
  return (id) => tickets.get(id)?.number ?? items.get(id)?.name ?? articles.get(id)?.number ?? id;
}

/** Opens a record in its tab. */
export function RecordLink({ id, children, className }: RecordLinkProps): ReactElement {
  const nameOf = useRecordName();
  const openRecord = useNavigation((state) => state.openRecord);
  const route = routeOfRecord(id);
  const text = children ?? nameOf(id);
  if (!route) return <span className={className}>{text}</span>;
  return (
    <a
      className={className}
      href={pathOf(route)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        openRecord(id);
      }}
    >
      {text}
    </a>
  );
}
