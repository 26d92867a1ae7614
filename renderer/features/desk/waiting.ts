import { useEffect, useMemo, useState } from 'react';
import type { Person } from '../../../shared/model/reference.ts';
import { approvalsOf } from '../../../shared/workflow/approvals.ts';
import { useMe, useReference, useReplica, useRows, useWorkspace } from '../../replica/hooks.ts';
import type { PreferenceDocument } from '../../replica/local-documents.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { Replica } from '../../replica/replica.ts';
import type { ArticleRow } from '../../replica/rows.ts';
import type { TicketRow } from '../../replica/ticket-row.ts';

/** Something that asks this person to look at it. */
export interface Waiting {
  readonly why: 'approval' | 'review' | 'changed';
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** User name of whoever asked or changed it. */
  readonly by: string;
  readonly atMs: number;
}

/** What was looked at, and when; kept on this machine. */
export interface Looked {
  /** Everything until then. */
  readonly allMs: number;
  readonly records: Readonly<Record<string, number>>;
}

const PREFERENCE_ID = 'preference:desk-looked';
const NEVER: Looked = { allMs: 0, records: {} };
const DAY_MS = 86_400_000;
/** Older changes are no news, even where nobody ever looked. */
const NEWS_MS = 14 * DAY_MS;
const MOST_NEWS = 60;
const MOST_RECORDS = 300;
/** Timelines read before the thread is given back. */
const BATCH = 40;

/** On a machine where nobody looked yet, the last day is news. */
function readLooked(value: unknown, nowMs: number): Looked {
  const { allMs, records } = (value ?? {}) as Partial<Looked>;
  if (typeof allMs !== 'number' || typeof records !== 'object') {
    return { allMs: nowMs - DAY_MS, records: {} };
  }
  return { allMs, records };
}

/** The open ones of this person, and the watched ones, that moved since they were looked at. */
export function newsOf(
  rows: readonly TicketRow[],
  me: { readonly id: string; readonly userName: string },
  looked: Looked,
  nowMs: number,
): readonly TicketRow[] {
  const sinceMs = Math.max(looked.allMs, nowMs - NEWS_MS);
  return rows
    .filter((row) => {
      const isMine = row.open && row.assigneeId === me.id;
      if (!isMine && !row.watchers.includes(me.userName)) return false;
      return row.activityAt > Math.max(sinceMs, looked.records[row.id] ?? 0);
    })
    .sort((a, b) => b.activityAt - a.activityAt)
    .slice(0, MOST_NEWS);
}

/** Leaves out what this person did themselves. */
async function changedByOthers(
  replica: Replica,
  rows: readonly TicketRow[],
): Promise<readonly Waiting[]> {
  const found = await Promise.all(
    rows.map(async ({ id, number, title, activityAt }): Promise<Waiting | null> => {
      const by = (await replica.get('tickets', id))?.updatedBy ?? '';
      const isOwn = by === replica.session.userName;
      return isOwn ? null : { why: 'changed', id, number, title, by, atMs: activityAt };
    }),
  );
  return found.filter((each) => each !== null);
}

type Known = Map<string, { readonly at: number; readonly asked: Waiting | null }>;

/** Questions of open records that this person has not answered. */
async function approvalsAsked(
  replica: Replica,
  rows: readonly TicketRow[],
  { me, userNameOf }: { readonly me: Person; userNameOf(id: string): string | undefined },
  known: Known,
  signal: AbortSignal,
): Promise<readonly Waiting[]> {
  const unread = rows.filter((row) => row.open && known.get(row.id)?.at !== row.activityAt);
  for (let from = 0; from < unread.length && !signal.aborted; from += BATCH) {
    await Promise.all(
      unread.slice(from, from + BATCH).map(async ({ id, number, title, activityAt }) => {
        const approvals = approvalsOf(await replica.timeline(id), userNameOf);
        const mine = approvals.find(
          (each) => each.approverId === me.id && each.decision === 'asked',
        );
        const asked: Waiting | null = mine
          ? { why: 'approval', id, number, title, by: mine.askedBy, atMs: Date.parse(mine.at) }
          : null;
        known.set(id, { at: activityAt, asked });
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return rows.flatMap((row) => (row.open ? (known.get(row.id)?.asked ?? []) : []));
}

/** Articles in review that this person is to read. */
async function reviewsAsked(
  replica: Replica,
  rows: readonly ArticleRow[],
  me: Person,
): Promise<readonly Waiting[]> {
  const inReview = rows.filter(({ state }) => state === 'review');
  const found = await Promise.all(
    inReview.map(async ({ id, number, title }): Promise<Waiting | null> => {
      const article = await replica.get('articles', id);
      if (article?.kind !== 'article' || article.reviewerId !== me.id) return null;
      const { updatedBy, updatedAt } = article;
      return { why: 'review', id, number, title, by: updatedBy, atMs: Date.parse(updatedAt) };
    }),
  );
  return found.filter((each) => each !== null);
}

function useLooked(): readonly [Looked | null, (next: Looked) => void] {
  const { local, now } = useReplica();
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    let isGone = false;
    void local.get<PreferenceDocument>(PREFERENCE_ID).then((kept) => {
      if (!isGone) setLooked(readLooked(kept?.value, now()));
    });
    return () => {
      isGone = true;
    };
  }, [local, now]);
  const keep = (next: Looked): void => {
    setLooked(next);
    void local.put([{ id: PREFERENCE_ID, kind: 'preference', value: next }]);
  };
  return [looked, keep];
}

interface Sources {
  readonly replica: Replica;
  readonly me: Person | null;
  readonly rows: readonly TicketRow[];
  readonly articles: readonly ArticleRow[];
  readonly reference: ReferenceSnapshot;
  readonly looked: Looked | null;
}

/** Nothing until the first look through the open records is done. */
function useAsked(sources: Sources): readonly Waiting[] | null {
  const { replica, me, rows, articles, reference, looked } = sources;
  const [found, setFound] = useState<readonly Waiting[] | null>(null);
  const known = useMemo<Known>(() => new Map(), []);
  useEffect(() => {
    if (!me || !looked) return undefined;
    const abort = new AbortController();
    const userNameOf = (id: string): string | undefined => {
      const party = reference.people.get(id);
      return party?.kind === 'person' ? party.userName : undefined;
    };
    const owner = { id: me.id, userName: replica.session.userName };
    const run = async (): Promise<void> => {
      const all = await Promise.all([
        approvalsAsked(replica, rows, { me, userNameOf }, known, abort.signal),
        reviewsAsked(replica, articles, me),
        changedByOthers(replica, newsOf(rows, owner, looked, replica.now())),
      ]);
      if (!abort.signal.aborted) setFound(all.flat());
    };
    void run();
    return () => abort.abort();
  }, [replica, me, rows, articles, reference, looked, known]);
  return found;
}

export interface WaitingList {
  /** Newest first within each reason; null until it was looked for. */
  readonly all: readonly Waiting[] | null;
  /** News are taken for read until now, with a way back. */
  markAll(): { readonly takeBack: () => void };
  /** The same for one record. */
  mark(id: string): void;
}

const ORDER = { approval: 0, review: 1, changed: 2 } as const;

/** What waits for this person: approvals, reviews, and what others did to their work. */
export function useWaiting(): WaitingList {
  const replica = useReplica();
  const workspace = useWorkspace();
  const rows = useRows(workspace.tickets);
  const articles = useRows(workspace.articles);
  const reference = useReference();
  const me = useMe();
  const [looked, keep] = useLooked();
  const found = useAsked({ replica, me, rows, articles, reference, looked });
  const all = useMemo(
    () => found && [...found].sort((a, b) => ORDER[a.why] - ORDER[b.why] || b.atMs - a.atMs),
    [found],
  );
  const before = looked ?? NEVER;
  return {
    all,
    markAll() {
      keep({ allMs: replica.now(), records: {} });
      return { takeBack: () => keep(before) };
    },
    mark(id) {
      const kept = Object.entries(before.records).slice(-MOST_RECORDS);
      keep({ ...before, records: { ...Object.fromEntries(kept), [id]: replica.now() } });
    },
  };
}
