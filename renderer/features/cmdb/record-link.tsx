import type { ReactElement } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { pathOf, routeOfRecord } from '../../state/routes.ts';
import type { RecordFacts } from './record-facts.ts';

/** The name of a record; a link where it has a screen. */
export function RecordLink({ facts }: { readonly facts: RecordFacts }): ReactElement {
  const openRecord = useNavigation((state) => state.openRecord);
  const route = facts.canOpen ? routeOfRecord(facts.id) : null;
  if (!route) return <span className="cut">{facts.name}</span>;
  return (
    <a
      href={pathOf(route)}
      className="cut"
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        openRecord(facts.id);
      }}
    >
      {facts.name}
    </a>
  );
}
