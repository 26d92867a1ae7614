import { useDocument, useReference } from '../../../replica/hooks.ts';

/** Name of who wrote a ticket last: told to whoever edits it at that moment. */
export function useWrittenBy(ticketId: string): string | undefined {
  const { byUserName } = useReference();
  const userName = useDocument('tickets', ticketId)?.updatedBy;
  return userName === undefined ? undefined : (byUserName.get(userName)?.name ?? userName);
}
