import { connectCouch } from '../../../sync-server/couch/couch-server.ts';
import { requireAllTaken, writeNew } from '../../../sync-server/couch/write-documents.ts';
import { makeId } from '../../../shared/model/ids.ts';
import { fakeContext } from '../../../shared/testkit/factories.ts';
import { saveCalendar, saveSlaPolicy } from '../../../shared/workflow/sla-commands.ts';
import type { SlaPolicyBody } from '../../../shared/workflow/sla-commands.ts';
import { adminAddress, type SyncServer } from './sync-server.ts';

/** Of the demo workspace; nothing else in the tests is about it. */
export const SHORT_CATEGORY = 'Cold chain';
export const SHORT_POLICY = 'Cold chain, at once';

/** Long enough to be read on a busy machine, short enough to wait for. */
export const SHORT_SECONDS = 60;
export const SHORT_ZONE = 'Europe/Berlin';
const WARN_AT_PERCENT = 40;

const ALL_DAY = [['00:00', '24:00']] as [string, string][];

/**
 * A manager promises that incidents of the cold chain are resolved within a minute, round the clock,
 * before any other policy is asked: real time passes in a test, and no clock is set.
 */
export async function promiseShort(server: SyncServer): Promise<void> {
  const context = fakeContext({ userName: 'clara.bouchard', roles: ['manager'] }, 77, Date.now());
  const at = context();
  const id = makeId('policy', at.ulid());
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const calendar = saveCalendar(
    null,
    {
      name: 'Round the clock',
      timezone: SHORT_ZONE,
      hours: Object.fromEntries(days.map((day) => [day, ALL_DAY])),
      holidays: [],
    },
    at,
    { id },
  );
  const minutes = SHORT_SECONDS / 60;
  const policy: SlaPolicyBody = {
    name: SHORT_POLICY,
    ticketKinds: ['incident'],
    order: -1,
    conditions: [{ field: 'category', anyOf: [SHORT_CATEGORY] }],
    calendarId: id,
    targets: [
      { metric: 'response', minutes: [30, 30, 30, 30], warnAtPercent: 90 },
      {
        metric: 'resolution',
        minutes: [minutes, minutes, minutes, minutes],
        warnAtPercent: WARN_AT_PERCENT,
      },
    ],
    pauseReasons: [],
    retroactive: 'fromStart',
    reopen: 'resume',
  };
  const writes = [...calendar.writes, ...saveSlaPolicy(null, policy, context()).writes];
  requireAllTaken(await writeNew(connectCouch(adminAddress(server)), writes));
}
