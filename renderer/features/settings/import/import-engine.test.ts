import { describe, expect, it } from 'vitest';
import { detectFormats, guessMapping } from '../../../../shared/import/detect-format.ts';
import type { Mapping } from '../../../../shared/import/mapping.ts';
import { readTable } from '../../../../shared/import/read-table.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { updateTicket } from '../../../../shared/workflow/ticket-commands.ts';
import { closeAfterEach, openKit, restart } from '../../../replica/replica-kit.ts';
import type { Replica } from '../../../replica/replica.ts';
import { walkImport, type EngineProgress } from './import-engine.ts';
import { ImportRuns, newRun } from './import-runs.ts';
import { takeBackRun } from './take-back.ts';

closeAfterEach();

const HEADER =
  'Ticket Number,Date Created,Subject,From,From Email,Priority,Help Topic,Current Status,Last Updated';

function osticket(rows: number, status = 'Open'): string {
  const lines = Array.from(
    { length: rows },
    (_, at) =>
      `${100_000 + at},2024-01-24 09:05:00,No internet ${at},Person ${at % 7},p${at % 7}@example.org,High,Network,${status},2024-01-24 10:00:00`,
  );
  return [HEADER, ...lines].join('\n');
}

const session = { userName: 'lena', roles: ['manager', 'scope:leipzig'], deviceId: 'K7Q2' };
let serial = 0;
const ulid = (): string => `01HQ${String((serial += 1)).padStart(22, '0')}`;

interface Go {
  readonly runId?: string;
  readonly isDryRun?: boolean;
  readonly patch?: Partial<Mapping>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

async function go(replica: Replica, text: string, options: Go = {}) {
  const table = readTable(text);
  const { mapping } = guessMapping(table, detectFormats(table.columns)[0]!.preset, 'Europe/Berlin');
  const unknown = { people: 'create', teams: 'create', sites: 'create', services: 'text' } as const;
  const { people, places, catalog, matrix } = replica.reference.get();
  const runs = new ImportRuns(replica.local);
  const id = options.runId ?? ulid();
  const run = newRun({
    id,
    fileName: 'a.csv',
    print: 'p',
    system: 'osticket',
    scope: 'leipzig',
    startedAt: '2027-01-01T00:00:00.000Z',
  });
  if (options.isDryRun !== true) await runs.save(run);
  const outcome = await walkImport(
    {
      replica,
      settings: {
        table,
        mapping: { ...mapping, unknown, ...options.patch },
        scope: 'leipzig',
        matrix,
        reference: { people: people.values(), places: places.values(), catalog: catalog.values() },
      },
      signal: options.signal ?? new AbortController().signal,
      onProgress: options.onProgress ?? (() => undefined),
    },
    options.isDryRun === true ? null : { id, label: 'Import of a.csv', runs, ulid },
  );
  return { ...outcome, run, runs };
}

async function tickets(replica: Replica): Promise<readonly Ticket[]> {
  const written = replica.unsent.get().rows.filter((row) => row.collection === 'tickets');
  const ids = [...new Set(written.map(({ documentId }) => documentId))];
  return (await replica.getMany('tickets', ids)).filter(({ removedAt }) => !removedAt);
}

describe('an import through the outbox', () => {
  it('writes what the dry run counted, as one thing a person did, and nothing the second time', async () => {
    const replica = await openKit(undefined, { session });
    const dry = await go(replica, osticket(450), { isDryRun: true });
    expect(replica.unsent.get().count).toBe(0);
    const { counts, partyCount } = await go(replica, osticket(450));
    expect(counts).toEqual(dry.counts);
    expect(counts).toMatchObject({ rows: 450, news: 450, refused: 0 });
    expect(partyCount).toBe(7);
    expect(replica.unsent.get().count).toBe(1);
    const before = replica.unsent.get().rows.length;
    expect((await go(replica, osticket(450))).counts).toMatchObject({ same: 450, news: 0 });
    expect(replica.unsent.get().rows.length).toBe(before);
  });

  it('goes on after a crash where it was, and still counts all of it as its own', async () => {
    let replica = await openKit(undefined, { session });
    const stop = new AbortController();
    const first = await go(replica, osticket(600), {
      signal: stop.signal,
      onProgress: ({ phase, done }) => {
        if (phase === 'write' && done >= 200) stop.abort();
      },
    });
    expect(first).toMatchObject({ isComplete: false, counts: { rows: 200, news: 200 } });
    replica = await restart(replica, { session });
    const runs = new ImportRuns(replica.local);
    const unfinished = await runs.unfinished('p', 'osticket', 'leipzig');
    expect(unfinished?.id).toBe(first.run.id);
    const rest = await go(replica, osticket(600), { runId: first.run.id });
    expect(rest).toMatchObject({ isComplete: true, counts: { rows: 600, news: 600, same: 0 } });
    expect(await tickets(replica)).toHaveLength(600);
  });

  it('is taken back as a whole, but for what somebody worked on since', async () => {
    const replica = await openKit(undefined, { session });
    await go(replica, osticket(3));
    const { run, runs } = await go(replica, osticket(5, 'Closed'));
    const all = await tickets(replica);
    const edited = all.find(({ number }) => number === 'OST-100004')!;
    await replica.run((context) => updateTicket(edited, { category: 'Wi-Fi' }, context), 'Edit');
    const back = await takeBackRun({
      replica,
      runs,
      run,
      label: 'Take back',
      namedElsewhere: () => new Set(),
      onProgress: () => undefined,
    });
    expect(back).toMatchObject({ taken: 1, kept: { length: 4 } });
    const reasons = new Map(back.kept.map(({ number, why }) => [number, why]));
    expect(reasons.get('OST-100004')).toBe('changed');
    // Nothing leads from closed back to open.
    expect(reasons.get('OST-100000')).toBe('no-way-back');
    expect((await tickets(replica)).map(({ number }) => number).sort()).not.toContain('OST-100003');
  });

  it('gives changed fields back and finds the news of the file again afterwards', async () => {
    const replica = await openKit(undefined, { session });
    await go(replica, osticket(2));
    const newer = osticket(2).replaceAll('Network', 'Internet');
    const { run, runs, counts } = await go(replica, newer);
    expect(counts).toMatchObject({ changed: 2 });
    const label = 'Take back';
    const namedElsewhere = (): ReadonlySet<string> => new Set();
    await takeBackRun({ replica, runs, run, label, namedElsewhere, onProgress: () => undefined });
    expect((await tickets(replica)).map(({ category }) => category)).toEqual([
      'Network',
      'Network',
    ]);
    expect((await go(replica, newer)).counts).toMatchObject({ changed: 2 });
  });
});
