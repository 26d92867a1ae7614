import { fingerprint } from '../../../../shared/import/clean-text.ts';
import { mayReach } from '../../../../shared/import/state-path.ts';
import type { ChangeEntry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { CommandBuilder } from '../../../../shared/workflow/command.ts';
import {
  isUntouchedSince,
  STATE_FIELDS,
  takeBackImport,
  type TakenBack,
} from '../../../../shared/workflow/import-commands.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { ImportRun, ImportRuns, RunBatch } from './import-runs.ts';

/** A ticket that stays as it is, and why. */
export interface KeptTicket {
  readonly number: string;
  readonly why: 'changed' | 'no-way-back' | 'not-here';
  readonly by: string;
}

export interface TakenBackOutcome {
  readonly taken: number;
  readonly kept: readonly KeptTicket[];
}

interface TakeBackWork {
  readonly replica: Pick<Replica, 'getMany' | 'run' | 'timeline'>;
  readonly runs: ImportRuns;
  readonly run: ImportRun;
  readonly label: string;
  /** People and the like that tickets of no run name; those stay. */
  namedElsewhere(runIds: ReadonlySet<string>): ReadonlySet<string>;
  onProgress(done: number, total: number): void;
}

const BATCH = 200;
const STATE: ReadonlySet<string> = new Set(STATE_FIELDS);

/**
 * Takes an import back: what it made is removed, what it changed gets its fields again. Tickets that
 * somebody worked on since stay, each with its reason. People and the like that it made go where no
 * ticket that stays names them.
 */
export async function takeBackRun(work: TakeBackWork): Promise<TakenBackOutcome> {
  const { replica, runs, run } = work;
  const batches = await runs.batches(run.id);
  const news = batches.flatMap((batch) => batch.news);
  const changed = batches.flatMap((batch) => batch.changed);
  const kept: KeptTicket[] = [];
  let taken = 0;
  const all = [
    ...news.map((id) => [id, true] as const),
    ...changed.map((id) => [id, false] as const),
  ];
  const staying: Ticket[] = [];
  for (let at = 0; at < all.length; at += BATCH) {
    const slice = all.slice(at, at + BATCH);
    const tickets = new Map<string, Ticket>(
      (
        await replica.getMany(
          'tickets',
          slice.map(([id]) => id),
        )
      ).map((each) => [each.id, each]),
    );
    const back: TakenBack[] = [];
    for (const [id, isNew] of slice) {
      const ticket = tickets.get(id);
      const way = ticket ? await wayBack(replica, ticket, isNew, run.id) : 'not-here';
      if (typeof way !== 'string') back.push(way);
      else if (way !== 'done') {
        kept.push({ number: ticket?.number ?? id, why: way, by: ticket?.updatedBy ?? '' });
        if (ticket) staying.push(ticket);
      }
    }
    if (back.length > 0) await replica.run((context) => takeBackImport(back, context), work.label);
    taken += back.length;
    work.onProgress(Math.min(all.length, at + BATCH), all.length);
  }
  const elsewhere = work.namedElsewhere(new Set(all.map(([id]) => id)));
  await removeParties(work, batches, staying, elsewhere);
  return { taken, kept };
}

async function wayBack(
  replica: Pick<Replica, 'timeline'>,
  ticket: Ticket,
  isNew: boolean,
  runId: string,
): Promise<TakenBack | KeptTicket['why'] | 'done'> {
  if (ticket.removedAt !== undefined) return 'done';
  if (!isUntouchedSince(ticket, runId)) return 'changed';
  if (isNew && ticket.version === 1) return { ticket, before: null, seen: {} };
  const entry = (await replica.timeline(ticket.id)).find(
    (each): each is ChangeEntry => each.kind === 'change' && each.mutationId === runId,
  );
  const before = Object.fromEntries(
    (entry?.changes ?? [])
      .filter(({ field }) => field !== 'priority')
      .map(({ field, before }) => [field, before]),
  );
  const state = before['state'] as Ticket['state'] | undefined;
  if (state !== undefined && !mayReach(ticket.kind, ticket.state, state)) return 'no-way-back';
  return { ticket, before, seen: seenBefore(ticket, before) };
}

/** What the import after this one compares with: what stands here then. */
function seenBefore(ticket: Ticket, before: Readonly<Record<string, unknown>>) {
  const was: Readonly<Record<string, unknown>> = { ...ticket, ...before };
  const fields = new Set(Object.keys(before).map((field) => (STATE.has(field) ? 'state' : field)));
  return Object.fromEntries(
    [...fields].map((field) => [
      field,
      fingerprint(field === 'state' ? STATE_FIELDS.map((each) => was[each] ?? null) : was[field]),
    ]),
  );
}

async function removeParties(
  { replica, run, label }: TakeBackWork,
  batches: readonly RunBatch[],
  staying: readonly Ticket[],
  elsewhere: ReadonlySet<string>,
): Promise<void> {
  const named = new Set<unknown>(
    staying.flatMap((each) => [
      each.requesterId,
      each.assigneeId,
      each.teamId,
      each.siteId,
      each.serviceId,
    ]),
  );
  const made = batches
    .flatMap(({ parties }) => parties)
    .filter(({ id }) => {
      return !named.has(id) && !elsewhere.has(id);
    });
  for (const collection of ['people', 'places', 'catalog'] as const) {
    const ids = made.filter((each) => each.collection === collection).map(({ id }) => id);
    const documents = await replica.getMany(collection, ids);
    const mine = documents.filter((each) => each.mutationId === run.id && !each.removedAt);
    if (mine.length === 0) continue;
    await replica.run((context) => {
      const build = new CommandBuilder(context);
      for (const each of mine) build.change(collection, each, { removedAt: context.now });
      return build.result();
    }, label);
  }
}
