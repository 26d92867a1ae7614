import { derivedUlid } from '../model/derived-ulid.ts';
import { makeId } from '../model/ids.ts';
import type { PriorityMatrix } from '../model/policy.ts';
import {
  HOLD_REASONS,
  ORIGINS,
  RESOLUTION_CODES_OF,
  TICKET_KINDS,
  type Level,
  type TicketKind,
  type TicketState,
} from '../model/ticket.ts';
import type { ImportedContent, ImportedTicket } from '../workflow/import-commands.ts';
import { priorityOf } from '../workflow/priority.ts';
import { STATE_MACHINES } from '../workflow/states.ts';
import { cutText } from './clean-text.ts';
import { IMPORT_EPOCH_MS, type Directory, type NamedThing, type PartySeed } from './directory.ts';
import type { ImportField } from './fields.ts';
import type { Mapping, PartyField } from './mapping.ts';
import type { TableRow } from './read-table.ts';
import { ColumnPlan, cut, ImportRowReader } from './row-reader.ts';
import { entriesOf, type Times } from './row-entries.ts';
import type { Said } from './sentences.ts';
import { fitState } from './state-path.ts';

/** What a row became, or why it was not taken. */
export type ConvertedRow =
  | {
      readonly ok: true;
      readonly row: number;
      readonly ticket: ImportedTicket;
      readonly parties: readonly PartySeed[];
      readonly warnings: readonly Said[];
    }
  | {
      readonly ok: false;
      readonly row: number;
      /** What people call it: its number, else its key. */
      readonly key: string;
      readonly problems: readonly Said[];
    };

export interface RowSettings {
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly scope: string;
  readonly matrix: PriorityMatrix['rows'];
  readonly directory: Directory;
  /** When a ticket was opened whose row does not say; the same at every run of a file. */
  readonly fallbackMs: number;
}

const TITLE_MAX = 400;
const TEXT_MAX = 4_000_000;
const KEY_MAX = 160;
const NUMBER_MAX = 40;

type Row = { -readonly [K in keyof ImportedContent]: unknown };

/** Turns rows into tickets; the same row gives the same ticket, ids included. */
export class RowConverter {
  private readonly settings: RowSettings;
  private readonly plan: ColumnPlan;

  constructor(settings: RowSettings) {
    this.settings = settings;
    this.plan = new ColumnPlan(settings.columns, settings.mapping);
  }

  /** Whom a row names and which ticket it is about, without its ids and its timeline. */
  survey(row: TableRow): { readonly about: string; readonly parties: readonly PartySeed[] } | null {
    if (row.problem) return null;
    const read = new ImportRowReader(row.cells, this.plan, this.settings.mapping);
    const key = keyOf(read);
    const work = new RowWork(read, this.settings);
    const { content } = work.content(key);
    if (read.problems.length > 0) return null;
    return { about: `${content.kind}/${key}`, parties: work.parties };
  }

  convert(row: TableRow): ConvertedRow {
    const read = new ImportRowReader(row.cells, this.plan, this.settings.mapping);
    const key = keyOf(read);
    const name = read.filled('number')[0]?.text ?? key;
    if (row.problem) return { ok: false, row: row.row, key: name, problems: [row.problem] };
    const work = new RowWork(read, this.settings);
    const ticket = work.ticket(key);
    if (ticket === null) return { ok: false, row: row.row, key: name, problems: read.problems };
    return { ok: true, row: row.row, ticket, parties: work.parties, warnings: read.warnings };
  }
}

function keyOf(read: ImportRowReader): string {
  return read.filled('key')[0]?.text ?? read.filled('number')[0]?.text ?? '';
}

const PARTIES: readonly (readonly [ImportField, NamedThing, PartyField, string])[] = [
  ['requester', 'person', 'people', 'requesterId'],
  ['assignee', 'person', 'people', 'assigneeId'],
  ['team', 'team', 'teams', 'teamId'],
  ['site', 'site', 'sites', 'siteId'],
  ['service', 'service', 'services', 'serviceId'],
];

const PLAIN_TEXTS: readonly (readonly [ImportField, number, readonly TicketKind[]])[] = [
  ['category', 120, TICKET_KINDS],
  ['subcategory', 120, TICKET_KINDS],
  ['symptoms', TEXT_MAX, ['problem']],
  ['businessImpact', TEXT_MAX, ['problem']],
  ['workaround', TEXT_MAX, ['problem']],
  ['rootCause', TEXT_MAX, ['problem']],
  ['implementationPlan', TEXT_MAX, ['change']],
  ['backoutPlan', TEXT_MAX, ['change']],
  ['testPlan', TEXT_MAX, ['change']],
];

/** The work on one row. */
class RowWork {
  readonly parties: PartySeed[] = [];
  private readonly read: ImportRowReader;
  private readonly settings: RowSettings;

  constructor(read: ImportRowReader, settings: RowSettings) {
    this.read = read;
    this.settings = settings;
  }

  /** Null where the row has problems. */
  ticket(key: string): ImportedTicket | null {
    const { read, settings } = this;
    const { content, state, times } = this.content(key);
    if (read.problems.length > 0) return null;
    const { system } = settings.mapping;
    const { kind } = content;
    const ulid = derivedUlid(IMPORT_EPOCH_MS, 'import', system, settings.scope, kind, key);
    const id = makeId('ticket', ulid);
    const priority = priorityOf(settings.matrix, content.impact, content.urgency);
    const entries = entriesOf(read, { id, kind, state, priority, system, times });
    const activityAt = iso(times.updatedMs);
    return { id, scope: settings.scope, system, key, content, activityAt, entries };
  }

  /** What the row says of the ticket itself; its problems are the reader's. */
  content(key: string) {
    const { read } = this;
    if (key === '') read.fail('number', 'value-missing');
    if (key.length > KEY_MAX) read.fail('key', 'value-long', { count: key.length, most: KEY_MAX });
    const kind = this.kind();
    const state = this.state(kind);
    const times = this.times();
    const content = {
      kind,
      number: this.number(key),
      ...this.ranks(),
      ...this.ending(kind, state, times),
      ...this.texts(kind),
      ...this.names(),
      ...this.rest(kind, times),
      openedAt: iso(times.openedMs),
      // After all others: what found no field ends the description.
      ...this.words(),
    } as ImportedContent;
    return { content, state, times };
  }

  private kind(): TicketKind {
    const word = this.read.word('kind');
    if (word === undefined) return this.settings.mapping.kind;
    const kind = TICKET_KINDS.find((each) => each === word.ours);
    if (kind === undefined) this.read.fail('kind', 'value-unknown', { value: cut(word.theirs) });
    return kind ?? this.settings.mapping.kind;
  }

  /** Only digits are nobody's number in particular. */
  private number(key: string): string {
    const own = this.read.text('number', NUMBER_MAX) ?? key;
    const number =
      /^\d+$/.test(own) || !this.read.has('number')
        ? `${this.settings.mapping.numberPrefix}${own}`
        : own;
    if (number.length <= NUMBER_MAX) return number;
    this.read.fail('key', 'value-long', { count: number.length, most: NUMBER_MAX });
    return number;
  }

  private state(kind: TicketKind): { readonly state: TicketState; readonly reason?: string } {
    const { initial } = STATE_MACHINES[kind];
    const word = this.read.word('state');
    if (word === undefined) return { state: initial };
    const [name = '', reason] = (word.ours ?? '').split('/');
    const state = fitState(kind, name);
    if (state === undefined) {
      this.read.fail('state', 'value-unknown', { value: cut(word.theirs) });
      return { state: initial };
    }
    return state === 'on-hold' ? { state, reason: this.holdReason(reason) } : { state };
  }

  private holdReason(fromState: string | undefined): string {
    const said = this.read.word('holdReason')?.ours;
    const known = HOLD_REASONS.find((each) => each === said);
    return known ?? fromState ?? 'awaiting-caller';
  }

  private times(): Times {
    const { read, settings } = this;
    const openedMs = read.instant('openedAt');
    const times = {
      responded: read.instant('respondedAt'),
      resolved: read.instant('resolvedAt'),
      closed: read.instant('closedAt'),
    };
    const updated = read.instant('updatedAt') ?? times.closed ?? times.resolved;
    const first = openedMs ?? settings.fallbackMs;
    return { openedMs: first, updatedMs: Math.max(first, updated ?? first), ...times };
  }

  private ranks(): { readonly impact: Level; readonly urgency: Level } {
    const { read, settings } = this;
    const impact = read.rank('impact', 3) as Level | undefined;
    const urgency = read.rank('urgency', 3) as Level | undefined;
    const given = read.rank('priority', 5);
    const priority = given === undefined ? undefined : Math.min(4, given);
    if (impact !== undefined && urgency !== undefined) {
      const follows = priorityOf(settings.matrix, impact, urgency);
      if (priority !== undefined && priority !== follows) read.warn('warn-priority');
      return { impact, urgency };
    }
    if (priority === undefined && impact === undefined && urgency === undefined) {
      read.warn('warn-no-priority');
    }
    return cellFor(settings.matrix, priority, impact, urgency);
  }

  /** How it ended, where it has. */
  private ending(
    kind: TicketKind,
    { state, reason }: { readonly state: TicketState; readonly reason?: string },
    times: Times,
  ): Partial<Row> {
    const isOpen = STATE_MACHINES[kind].states[state]?.open ?? true;
    const isDone = STATE_MACHINES[kind].states[state]?.phase === 'done';
    const resolvedMs = times.resolved ?? (isDone ? (times.closed ?? times.updatedMs) : undefined);
    const closedMs = isDone ? undefined : (times.closed ?? times.updatedMs);
    if (isOpen) return { state, holdReason: reason };
    return {
      state,
      resolvedAt: resolvedMs === undefined ? undefined : iso(resolvedMs),
      closedAt: closedMs === undefined ? undefined : iso(closedMs),
      resolutionCode: this.resolutionCode(kind),
      resolution: this.read.text('resolution', TEXT_MAX),
      resolvedBy: this.short('resolvedBy', 80),
    };
  }

  private resolutionCode(kind: TicketKind): string | undefined {
    const word = this.read.word('resolutionCode');
    if (word === undefined) return undefined;
    const code = RESOLUTION_CODES_OF[kind].find((each) => each === word.ours);
    if (code === undefined) this.read.keepAsLine('resolutionCode', word.theirs);
    return code;
  }

  private short(field: ImportField, most: number): string | undefined {
    const text = this.read.filled(field)[0]?.text;
    return text === undefined ? undefined : cutText(text, most);
  }

  private texts(kind: TicketKind): Partial<Row> {
    const texts: Partial<Row> = {};
    for (const [field, most, kinds] of PLAIN_TEXTS) {
      if (!this.read.has(field)) continue;
      if (kinds.includes(kind)) texts[field] = this.read.text(field, most);
      else for (const { text } of this.read.filled(field)) this.read.keepAsLine(field, text);
    }
    return texts;
  }

  /** Ids of whom and what the row names. */
  private names(): Partial<Row> {
    const ids: Partial<Row> = {};
    for (const [field, thing, choice, target] of PARTIES) {
      const mail = field === 'requester' ? this.read.filled('requesterMail')[0]?.text : undefined;
      const text = this.read.filled(field)[0]?.text ?? mail;
      if (!this.read.has(field) && mail === undefined) continue;
      ids[target] = text === undefined ? undefined : this.party(field, thing, choice, text, mail);
    }
    return ids;
  }

  private party(
    field: ImportField,
    thing: NamedThing,
    choice: PartyField,
    text: string,
    mail: string | undefined,
  ): string | undefined {
    const { directory, mapping } = this.settings;
    const found = directory.find(thing, text, mail);
    if (found.kind === 'known') return found.id;
    if (found.kind === 'unknown' && found.seed !== null && mapping.unknown[choice] === 'create') {
      this.parties.push(found.seed);
      return found.seed.id;
    }
    if (found.kind === 'several') this.read.warn('warn-ambiguous', { value: cut(text) });
    this.read.keepAsLine(field, mail === undefined || mail === text ? text : `${text} <${mail}>`);
    return undefined;
  }

  private rest(kind: TicketKind, times: Times): Partial<Row> {
    const { read } = this;
    const rest: Partial<Row> = { origin: this.origin() };
    if (read.has('reassignments')) rest['reassignments'] = read.count('reassignments');
    if (read.has('reopens')) rest['reopens'] = read.count('reopens');
    if (times.responded !== undefined) rest['respondedAt'] = iso(times.responded);
    if (kind === 'change') Object.assign(rest, this.changeParts());
    return rest;
  }

  private changeParts(): Partial<Row> {
    const type = this.read.word('changeType');
    const parts: Partial<Row> = { changeType: type?.ours ?? 'normal' };
    for (const field of ['plannedStartAt', 'plannedEndAt'] as const) {
      if (!this.read.has(field)) continue;
      const ms = this.read.instant(field);
      parts[field] = ms === undefined ? undefined : iso(ms);
    }
    return parts;
  }

  private origin(): string {
    const word = this.read.word('origin');
    if (word === undefined) return 'portal';
    const known = ORIGINS.find((each) => each === word.ours);
    if (known === undefined) this.read.warn('warn-origin', { value: cut(word.theirs) });
    return known ?? 'phone';
  }

  /** Title and description; the latter holds what has no field. */
  private words(): Partial<Row> {
    const { read } = this;
    const whole = read.filled('title')[0]?.text.replace(/\s+/g, ' ');
    if (whole === undefined) read.fail('title', 'value-missing');
    const isLong = whole !== undefined && whole.length > TITLE_MAX;
    if (isLong) read.warn('warn-cut', { most: TITLE_MAX });
    const lines = [...read.textLines(), ...read.lines].join('\n');
    const parts = [isLong ? whole : '', read.text('description', TEXT_MAX) ?? '', lines];
    const description = parts.filter((part) => part !== '').join('\n\n');
    return { title: cutText(whole ?? '', TITLE_MAX), description };
  }
}

/** The cell of the matrix with this priority whose impact and urgency are closest to each other. */
function cellFor(
  matrix: PriorityMatrix['rows'],
  priority: number | undefined,
  impact: Level | undefined,
  urgency: Level | undefined,
): { readonly impact: Level; readonly urgency: Level } {
  const levels: readonly Level[] = [1, 2, 3];
  const fallback = { impact: impact ?? 2, urgency: urgency ?? 2 } as const;
  if (priority === undefined) return fallback;
  const cells = levels.flatMap((i) => levels.map((u) => ({ impact: i, urgency: u })));
  const fitting = cells
    .filter((cell) => priorityOf(matrix, cell.impact, cell.urgency) === priority)
    .filter((cell) => impact === undefined || cell.impact === impact)
    .filter((cell) => urgency === undefined || cell.urgency === urgency)
    .sort((a, b) => Math.abs(a.impact - a.urgency) - Math.abs(b.impact - b.urgency));
  return fitting[0] ?? fallback;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
