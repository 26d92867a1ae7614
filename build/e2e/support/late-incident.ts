import { connectCouch } from '../../../sync-server/couch/couch-server.ts';
import { requireAllTaken, writeNew } from '../../../sync-server/couch/write-documents.ts';
import { DEMO_SCOPE } from '../../../shared/testkit/demo/workspace.ts';
import { fakeContext } from '../../../shared/testkit/factories.ts';
import { createTicket } from '../../../shared/workflow/ticket-commands.ts';
import { adminAddress, type SyncServer } from './sync-server.ts';

export const LATE_TITLE = 'Barrier at gate 2 stays open';
const DAYS_AGO = 20;

/**
 * An open incident of the demo workspace that missed every target, at whatever hour and on whatever
 * weekday somebody looks: the demo's own tickets are late or not as its present falls.
 */
export async function reportLateIncident(server: SyncServer): Promise<void> {
  const openedMs = Date.now() - DAYS_AGO * 86_400_000;
  const context = fakeContext({ userName: 'denise.kofler' }, 33, openedMs);
  const incident = {
    kind: 'incident',
    scope: DEMO_SCOPE,
    number: 'INC-90001',
    title: LATE_TITLE,
    impact: 1,
    urgency: 2,
    origin: 'phone',
    category: 'Security and access',
  } as const;
  const { writes } = createTicket(incident, context());
  requireAllTaken(await writeNew(connectCouch(adminAddress(server)), writes));
}
