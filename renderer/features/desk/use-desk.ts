import { useMemo } from 'react';
import { announcementsFor } from '../../../shared/desk/announcements.ts';
import { dutiesBetween } from '../../../shared/desk/shifts.ts';
import type { Duty } from '../../../shared/desk/shifts.ts';
import type { Announcement } from '../../../shared/model/policy.ts';
import type { Person } from '../../../shared/model/reference.ts';
import { useClocks } from '../../replica/clocks.ts';
import type { Clocks, RowClock } from '../../replica/clocks.ts';
import { dutyRulesOf } from '../../replica/desk-people.ts';
import { useMe, useReference, useReplica, useRows, useWorkspace } from '../../replica/hooks.ts';
import { policiesOf } from '../../replica/reference.ts';
import { useNow } from '../../ui/use-now.ts';
import { deskLists } from './desk-lists.ts';
import type { DeskLists, DeskOwner } from './desk-lists.ts';

export interface Desk {
  /** Null where the person's own record is not here yet. */
  readonly me: Person | null;
  readonly lists: DeskLists;
  readonly teamNames: readonly string[];
  /** Every ticket is here: nothing more urgent may come in from the disk. */
  readonly isComplete: boolean;
}

/** Read again whenever a clock moved, which the version tells. */
function clockAt(clocks: Clocks, _version: number, id: string): RowClock {
  return clocks.of(id);
}

const NOBODY: DeskOwner = { id: '', teamIds: [] };

/** The person's desk, live; clocks move it on by themselves. */
export function useDesk(): Desk {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const clocks = useClocks();
  const version = clocks.getVersion();
  const me = useMe();
  const { people } = useReference();
  const lists = useMemo(
    () => deskLists(rows, (id) => clockAt(clocks, version, id), me ?? NOBODY),
    [rows, clocks, version, me],
  );
  const teamNames = useMemo(
    () => (me?.teamIds ?? []).flatMap((id) => people.get(id)?.name ?? []),
    [me, people],
  );
  return { me, lists, teamNames, isComplete: tickets.state === 'complete' };
}

/** What is in force and concerns this person's site or everybody. */
export function useMyAnnouncements(): readonly Announcement[] {
  const reference = useReference();
  const me = useMe();
  const { now } = useReplica();
  const tick = useNow();
  return useMemo(() => {
    // Ended a moment ago, it is over, and not with the next tick.
    const nowMs = Math.max(tick, now());
    return announcementsFor(policiesOf(reference, 'announcement'), me?.siteId, nowMs);
  }, [reference, me, now, tick]);
}

const MINUTE_MS = 60_000;

/** Duties from now until the end of the day on this machine. */
export function useDutiesToday(): { readonly now: number; readonly duties: readonly Duty[] } {
  const reference = useReference();
  const now = useNow(MINUTE_MS);
  const duties = useMemo(() => {
    const midnight = new Date(now);
    midnight.setHours(24, 0, 0, 0);
    return dutiesBetween(dutyRulesOf(reference), now, midnight.getTime());
  }, [reference, now]);
  return { now, duties };
}
