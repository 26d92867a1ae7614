import { useEffect, useMemo, useState } from 'react';
import { useReplica } from '../replica/hooks.ts';
import { readTickets, writtenText } from './search.ts';
import type { WrittenText } from './records/ticket-texts.ts';

export type { WrittenText } from './records/ticket-texts.ts';

const NONE: ReadonlyMap<string, WrittenText> = new Map();

/** What was written on some tickets, for snippets; read when they are shown, kept while they are. */
export function useTicketTexts(ids: readonly string[]): ReadonlyMap<string, WrittenText> {
  const replica = useReplica();
  const key = ids.join(' ');
  const wanted = useMemo(() => key.split(' ').filter(Boolean), [key]);
  const [texts, setTexts] = useState(NONE);
  useEffect(() => {
    if (wanted.length === 0) return undefined;
    let isOver = false;
    readTickets(replica, wanted).then(
      (read) => {
        if (isOver) return;
        setTexts(
          new Map(read.map(({ ticket, entries }) => [ticket.id, writtenText(ticket, entries)])),
        );
      },
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [replica, wanted]);
  return texts;
}
