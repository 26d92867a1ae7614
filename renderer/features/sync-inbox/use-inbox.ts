import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useBlobs } from '../../blobs/hooks.ts';
import {
  useConflicts,
  useReference,
  useReplica,
  useTrustedTime,
  useUnsent,
  useWorkspace,
} from '../../replica/hooks.ts';
import type { DiscardedDocument, RereadDocument } from '../../replica/local-documents.ts';
import type { SyncStatus } from '../../sync/sync-status.ts';
import { useLocale } from '../../ui/i18n.ts';
import { groupActs, groupDiscarded } from './inbox-groups.ts';
import type { InboxFacts } from './inbox-rows.ts';
import { recordWords } from './record-words.ts';
import type { RecordWords } from './record-words.ts';
import { situationsOf } from './situations.ts';
import type { Situation } from './situations.ts';
import type { SyncHandle } from './sync-handle.ts';

/** Databases whose feed is read anew, asked again whenever sync changes its phase. */
function useRereading(status: SyncStatus): readonly string[] {
  const replica = useReplica();
  const [databases, setDatabases] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    replica.local.list<RereadDocument>('reread').then(
      (found) => {
        if (!gone) setDatabases(found.map(({ id }) => id.slice('reread:'.length)));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [replica, status.phase]);
  return databases;
}

/** What a person has to know about sync now. */
export function useSituations(sync: SyncHandle): readonly Situation[] {
  const status = useSyncExternalStore(sync.status.subscribe, sync.status.get);
  const { vaultTrouble } = useReplica();
  const trouble = useSyncExternalStore(vaultTrouble.subscribe, vaultTrouble.get);
  const rereading = useRereading(status);
  const locale = useLocale();
  const { count } = useUnsent();
  const { trouble: fileTrouble } = useBlobs();
  const trustedTime = useTrustedTime();
  return useMemo(
    () =>
      situationsOf({
        status,
        locale,
        rereading: status.phase === 'catching-up' ? rereading : [],
        vaultTrouble: trouble,
        fileTrouble,
        unsentCount: count,
        trustedTime,
      }),
    [status, locale, rereading, trouble, fileTrouble, count, trustedTime],
  );
}

/** Discarded work; read again when the outbox changes, since that is where it comes from and goes to. */
function useDiscarded(): readonly DiscardedDocument[] {
  const replica = useReplica();
  const { rows } = useUnsent();
  const [kept, setKept] = useState<readonly DiscardedDocument[]>([]);
  useEffect(() => {
    let gone = false;
    replica.discarded().then(
      (found) => {
        if (!gone) setKept(found);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [replica, rows]);
  return kept;
}

/** Everything the inbox shows. */
export function useInbox(sync: SyncHandle): InboxFacts {
  const situations = useSituations(sync);
  const { vaultFinds } = useReplica();
  const finds = useSyncExternalStore(vaultFinds.subscribe, vaultFinds.get);
  const conflicts = useConflicts();
  const { rows } = useUnsent();
  const kept = useDiscarded();
  const acts = useMemo(() => groupActs(rows), [rows]);
  const discarded = useMemo(() => groupDiscarded(kept), [kept]);
  return useMemo(
    () => ({ situations, finds, conflicts, acts, discarded }),
    [situations, finds, conflicts, acts, discarded],
  );
}

/** Names of records and people in place of ids. */
export function useRecordWords(): RecordWords {
  const reference = useReference();
  const { tickets, items } = useWorkspace();
  const locale = useLocale();
  return useMemo(
    () => recordWords(reference, { tickets, items }, locale),
    [reference, tickets, items, locale],
  );
}

/** What a record is called. */
export interface RecordName {
  readonly number: string;
  readonly title: string;
}

/** Tells what a record is called; '' where it is not on this machine. */
export function useRecordNames(): (recordId: string) => RecordName {
  const { tickets, items, articles } = useWorkspace();
  const reference = useReference();
  return useMemo(
    () => (recordId) => {
      const ticket = tickets.get(recordId);
      if (ticket) return { number: ticket.number, title: ticket.title };
      const item = items.get(recordId);
      if (item) return { number: item.number, title: item.name };
      const article = articles.get(recordId);
      if (article) return { number: article.number, title: article.title };
      const party = reference.people.get(recordId) ?? reference.places.get(recordId);
      return { number: '', title: party?.name ?? '' };
    },
    [tickets, items, articles, reference],
  );
}
