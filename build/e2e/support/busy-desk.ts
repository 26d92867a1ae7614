import { REFERENCE_DATABASE, scopeDatabase } from '../../../shared/model/collections.ts';
import type { Ticket } from '../../../shared/model/ticket.ts';
import { DemoAuthor } from '../../../shared/testkit/demo/author.ts';
import { TicketLife } from '../../../shared/testkit/demo/ticket-histories.ts';
import { DEMO_SCOPE } from '../../../shared/testkit/demo/workspace.ts';
import { mulberry32 } from '../../../shared/testkit/random.ts';
import type { NewTicket } from '../../../shared/workflow/ticket-commands.ts';
import { connectCouch } from '../../../sync-server/couch/couch-server.ts';
import { requireAllTaken, writeNew } from '../../../sync-server/couch/write-documents.ts';
import { createAdmin } from '../../sync-suite/admin.ts';
import { adminAddress, type SyncServer } from './sync-server.ts';

/** Longest overdue of the demo workspace and nobody's: whoever takes the next takes it. */
export const URGENT_TITLE = 'Camera is out of focus at gate 2';
const URGENT_DAYS_AGO = 300;

/** Words in the title of every ticket of the wave, and of those a colleague works on as well. */
export const WAVE = 'Handheld of wave 7';
export const WAVE_NORTH = 'north dock';
export const WAVE_NORTH_COUNT = 10;

/** Of the wave: those that can be given to somebody else, and those that cannot. */
export const WAVE_OPEN = 500;
export const WAVE_REFUSED = 3;

/** Who has the wave, and who is to get it. */
const FROM = 'denise.kofler';
const TO = 'sofia.marek';

export interface BusyDesk {
  /** The switch that feeds what the urgent ticket is about. */
  readonly itemName: string;
  /** Ids of the wave's tickets that can be given to somebody else. */
  readonly waveIds: readonly string[];
  /** Numbers of those that cannot. */
  readonly refused: Readonly<Record<'closed' | 'cancelled' | 'theirs', string>>;
}

interface Known {
  readonly itemName: string;
  person(userName: string): Ticket['assigneeId'];
}

async function readWorkspace(server: SyncServer): Promise<Known> {
  const address = adminAddress(server);
  const people = await createAdmin(address, REFERENCE_DATABASE).all();
  const scope = await createAdmin(address, scopeDatabase(DEMO_SCOPE)).all();
  const switches = scope.filter(({ className }) => className === 'switch');
  const [itemName] = switches.map(({ name }) => name as string).sort();
  if (itemName === undefined) throw new Error('The demo workspace has no switch.');
  return {
    itemName,
    person: (userName) =>
      people.find((each) => each['userName'] === userName)?.['_id'] as Ticket['assigneeId'],
  };
}

function incident(n: number, title: string, more: Partial<NewTicket>): NewTicket {
  return {
    kind: 'incident',
    scope: DEMO_SCOPE,
    number: `INC-${String(91_000 + n)}`,
    title,
    impact: 3,
    urgency: 3,
    origin: 'monitoring',
    ...more,
  };
}

/**
 * One ticket that is the next to be taken, and a wave of them that a colleague has: all but three
 * of those can be given to somebody else.
 */
export async function fillDesk(server: SyncServer): Promise<BusyDesk> {
  const { itemName, person } = await readWorkspace(server);
  const author = new DemoAuthor(mulberry32(5_500));
  const nowMs = Date.now();
  const write = (n: number, title: string, more: Partial<NewTicket>, atMs: number): TicketLife =>
    new TicketLife(author, nowMs, atMs, incident(n, title, more), FROM);
  write(
    0,
    URGENT_TITLE,
    {
      impact: 1,
      urgency: 2,
      category: 'Security and access',
      origin: 'phone',
      requesterId: person('clara.bouchard'),
      description: 'The gate sees headlights and nothing else, since last night.',
    },
    nowMs - URGENT_DAYS_AGO * 86_400_000,
  );
  const opened = nowMs - 60_000;
  const inWave = (n: number, who: string): TicketLife => {
    const where = n <= WAVE_NORTH_COUNT ? WAVE_NORTH : 'hall';
    const title = `${WAVE}, ${where}, place ${String(n)}`;
    return write(n, title, { assigneeId: person(who) }, opened);
  };
  const waveIds: string[] = [];
  for (let n = 1; n <= WAVE_OPEN; n += 1) waveIds.push(inWave(n, FROM).ticket.id);
  const theirs = inWave(WAVE_OPEN + 1, TO);
  const cancelled = inWave(WAVE_OPEN + 2, FROM);
  cancelled.state(FROM, 'cancelled');
  const closed = inWave(WAVE_OPEN + 3, FROM);
  closed.state(FROM, 'resolved', { resolutionCode: 'fixed', resolution: 'It was charged again.' });
  closed.state(FROM, 'closed');
  requireAllTaken(await writeNew(connectCouch(adminAddress(server)), author.take()));
  const refused = {
    closed: closed.ticket.number,
    cancelled: cancelled.ticket.number,
    theirs: theirs.ticket.number,
  };
  return { itemName, waveIds, refused };
}
