import type { Ticket } from '../model/ticket.ts';
import {
  STATE_FIELDS,
  type ImportedChange,
  type ImportedTicket,
} from '../workflow/import-commands.ts';
import { fingerprint } from './clean-text.ts';
import type { Said } from './sentences.ts';
import { mayReach } from './state-path.ts';

/** What an import is to do with a ticket. */
export type TicketPlan =
  | { readonly kind: 'new'; readonly ticket: SeenTicket }
  | { readonly kind: 'changed'; readonly change: ImportedChange; readonly said: readonly Said[] }
  | { readonly kind: 'same'; readonly said: readonly Said[] }
  | { readonly kind: 'refused'; readonly said: Said };

export type SeenTicket = ImportedTicket & { readonly seen: Readonly<Record<string, string>> };

/** Of what a ticket is, which never changes. */
const FIXED: ReadonlySet<string> = new Set(['kind', 'number']);
const WITH_STATE: ReadonlySet<string> = new Set(STATE_FIELDS);
/** The key in `seen` of the state with all that goes along with it. */
const STATE = 'state';

type Fields = Readonly<Record<string, unknown>>;

function stateOf(fields: Fields): unknown {
  return STATE_FIELDS.map((field) => fields[field] ?? null);
}

/** The values that are compared one by one, and the state as one. */
function unitsOf(content: Fields): ReadonlyMap<string, unknown> {
  const units = new Map<string, unknown>([[STATE, stateOf(content)]]);
  for (const [field, value] of Object.entries(content)) {
    if (!FIXED.has(field) && !WITH_STATE.has(field)) units.set(field, value);
  }
  return units;
}

function seenOf(content: Fields): Record<string, string> {
  return Object.fromEntries(
    [...unitsOf(content)].map(([field, value]) => [field, fingerprint(value)]),
  );
}

/** What of a file is news to a ticket, and what is said of the rest. */
export interface ImportNews {
  readonly patch: Record<string, unknown>;
  readonly seen: Record<string, string>;
  readonly said: readonly Said[];
}

/** The file against what it said before and what stands here: only news of the file is taken. */
function compare(base: Ticket, content: ImportedTicket['content']): ImportNews {
  const here = base as unknown as Fields;
  const before = base.source?.seen ?? {};
  const units = unitsOf(content);
  const patch: Record<string, unknown> = {};
  const seen: Record<string, string> = { ...before };
  const conflicts: string[] = [];
  for (const field of units.keys()) {
    const theirs = fingerprint(units.get(field));
    const current = field === STATE ? stateOf(here) : here[field];
    const ours = fingerprint(current);
    if (theirs === (before[field] ?? fingerprint(undefined)) || theirs === ours) continue;
    if (ours !== (before[field] ?? fingerprint(undefined))) conflicts.push(field);
    else {
      patch[field] = units.get(field);
      seen[field] = theirs;
    }
  }
  if (STATE in patch) spreadState(patch, content);
  const said: Said[] =
    conflicts.length === 0
      ? []
      : [{ code: 'plan-conflict', values: { fields: conflicts.sort().join(', ') } }];
  return { patch, seen, said };
}

function spreadState(patch: Record<string, unknown>, content: Fields): void {
  for (const field of STATE_FIELDS) patch[field] = content[field];
}

/** What does not go is left out and said; everything else of the row counts. */
function withoutBarredState(base: Ticket, compared: ImportNews): ImportNews {
  const to = compared.patch[STATE] as Ticket['state'] | undefined;
  if (to === undefined || mayReach(base.kind, base.state, to)) return compared;
  const patch = Object.fromEntries(
    Object.entries(compared.patch).filter(([field]) => !WITH_STATE.has(field)),
  );
  const said: Said = { code: 'plan-state', values: { from: base.state, to } };
  const { [STATE]: _, ...rest } = compared.seen;
  const before = base.source?.seen?.[STATE];
  const seen = before === undefined ? rest : { ...rest, [STATE]: before };
  return { patch, seen, said: [...compared.said, said] };
}

/** The news of a file about a ticket that an import wrote before; see `planTicket`. */
export function newsOf(base: Ticket, content: ImportedTicket['content']): ImportNews {
  return withoutBarredState(base, compare(base, content));
}

/**
 * Decides about one ticket; pure, so a dry run counts what a run does.
 * @param base What is here under its id, or null.
 * @param present Ids of entries that are here.
 */
export function planTicket(
  base: Ticket | null,
  ticket: ImportedTicket,
  present: ReadonlySet<string>,
): TicketPlan {
  if (base === null) return { kind: 'new', ticket: { ...ticket, seen: seenOf(ticket.content) } };
  const fresh = ticket.entries.filter(({ id }) => !present.has(id));
  if (base.removedAt !== undefined) {
    if (base.source?.seen !== undefined) return { kind: 'refused', said: { code: 'plan-removed' } };
    return { kind: 'changed', change: broughtBack(base, ticket, fresh), said: [] };
  }
  const { patch, seen, said } = newsOf(base, ticket.content);
  // What led to a state there is not what led to it here; the move itself is told by the command.
  const entries = fresh.filter(({ body }) => body.kind !== 'state');
  if (Object.keys(patch).length === 0 && entries.length === 0) return { kind: 'same', said };
  const { activityAt } = ticket;
  return { kind: 'changed', change: { base, patch, seen, activityAt, entries }, said };
}

/** An import that was taken back is done again. */
function broughtBack(
  base: Ticket,
  ticket: ImportedTicket,
  entries: ImportedChange['entries'],
): ImportedChange {
  const patch = Object.fromEntries(
    Object.entries(ticket.content).filter(([field]) => !FIXED.has(field)),
  );
  return {
    base,
    patch: { ...patch, removedAt: undefined },
    seen: seenOf(ticket.content),
    activityAt: ticket.activityAt,
    entries,
  };
}
