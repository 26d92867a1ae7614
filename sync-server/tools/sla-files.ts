import type { Entry } from '../../shared/model/entry.ts';
import type { Policy, SlaPolicyDocument } from '../../shared/model/policy.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import { isDocumentOf, validateDocument } from '../../shared/model/validate.ts';
import type { BusinessCalendar, CompiledCalendar } from '../../shared/sla/calendar.ts';
import { compileCalendar } from '../../shared/sla/calendar.ts';
import { checkCalendar } from '../../shared/sla/check-calendar.ts';
import { slaPolicyOf } from '../../shared/sla/sla-rules.ts';
import type { SlaDocuments } from '../../shared/sla/sla-rules.ts';
import type { SlaEvent, SlaPolicy } from '../../shared/sla/sla-types.ts';
import type { Row } from './row-reader.ts';
import { instantOf, isRow, readInstant, readText, RowError, show } from './row-reader.ts';
import { checkFits, EVENT_TYPES, fieldOfPath, POLICY_TYPE } from './sla-schema.ts';

/** What happened to a record: as events, or as a ticket with its timeline and what it names. */
export type LogFile =
  | { readonly events: readonly SlaEvent[] }
  | {
      readonly ticket: Ticket;
      readonly entries: readonly Entry[];
      readonly named: Omit<SlaDocuments, 'policies'>;
    };

/** Reads every element; malformed ones are collected, so that all of them are named at once. */
export type ReadRows = <T>(
  values: readonly unknown[],
  where: string,
  read: (value: unknown) => T,
) => readonly T[];

/** @throws RowError where the file is neither a list of events nor a ticket. */
export function readLog(value: unknown, readRows: ReadRows): LogFile {
  if (Array.isArray(value)) return { events: readEvents(value, readRows) };
  if (!isRow(value) || !('ticket' in value)) {
    throw new RowError('row', `${show(value)} is neither a list of events nor {ticket, entries}.`);
  }
  const { ticket } = value;
  checkDocument(ticket, 'ticket');
  if (!isDocumentOf('tickets', ticket)) throw new RowError('ticket.id', 'This is no ticket.');
  const list = (field: string): readonly unknown[] => {
    const found = value[field] ?? [];
    if (!Array.isArray(found)) throw new RowError(field, `${show(found)} is no list of documents.`);
    return found;
  };
  const documents = <T>(field: string): readonly T[] =>
    readRows(list(field), field, (document) => {
      checkDocument(document);
      return document as T;
    });
  return {
    ticket,
    entries: documents<Entry>('entries'),
    named: {
      people: documents('people'),
      places: documents('places'),
      catalog: documents('catalog'),
    },
  };
}

function readEvents(values: readonly unknown[], readRows: ReadRows): readonly SlaEvent[] {
  const events = readRows(values, '', readEvent);
  const isWhole = events.length === values.length;
  if (isWhole && !events.some(({ kind }) => kind === 'created')) {
    throw new RowError('kind', 'No event is "created", so nothing ever began.');
  }
  return events;
}

function readEvent(value: unknown): SlaEvent {
  if (!isRow(value)) throw new RowError('row', `${show(value)} is not an object.`);
  const kind = readText(value, 'kind');
  const schema = Object.hasOwn(EVENT_TYPES, kind) ? EVENT_TYPES[kind] : undefined;
  if (!schema) {
    throw new RowError(
      'kind',
      `${show(kind)} is not one of ${Object.keys(EVENT_TYPES).join(', ')}.`,
    );
  }
  checkFits(schema, kind === 'comment' ? { byRequester: false, ...value } : value);
  readInstant(value, 'at');
  return (kind === 'comment' ? { byRequester: false, ...value } : value) as unknown as SlaEvent;
}

/** A policy of its own, or the document of one as the console writes it. */
export function readPolicy(value: unknown): SlaPolicy | SlaPolicyDocument | null {
  if (!isRow(value)) throw new RowError('row', `${show(value)} is not an object.`);
  if (isDocument(value)) {
    checkDocument(value);
    const policy = value as unknown as Policy;
    return policy.kind === 'sla' ? policy : null;
  }
  checkFits(POLICY_TYPE, value);
  const policy = value as unknown as SlaPolicy;
  for (const field of ['validFrom', 'validTo']) {
    if (value[field] !== undefined) readInstant(value, field);
  }
  policy.earlier?.forEach(({ until }, i) => instantOf(until, `earlier[${String(i)}].until`));
  return policy;
}

/** Documents in the order in which they are asked, in the terms of an evaluation. */
export function policiesOf(
  read: readonly (SlaPolicy | SlaPolicyDocument | null)[],
): readonly SlaPolicy[] {
  const documents = slaDocumentsOf(read).sort(
    (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
  );
  const own = read.filter((policy): policy is SlaPolicy => policy !== null && !isDocument(policy));
  return [...own, ...documents.map(slaPolicyOf)];
}

export function slaDocumentsOf(
  read: readonly (SlaPolicy | SlaPolicyDocument | null)[],
): SlaPolicyDocument[] {
  return read.filter(
    (policy): policy is SlaPolicyDocument => policy !== null && isDocument(policy),
  );
}

/** A list of calendars with ids, or an object of calendars by id. */
export function readCalendars(
  value: unknown,
  readRows: ReadRows,
): ReadonlyMap<string, CompiledCalendar> {
  if (!Array.isArray(value) && !isRow(value)) {
    throw new RowError('row', `${show(value)} is neither a list nor an object of calendars.`);
  }
  const rows: readonly unknown[] = Array.isArray(value)
    ? value
    : Object.entries(value).map(([id, calendar]) =>
        isRow(calendar) ? { ...calendar, id } : calendar,
      );
  return new Map(readRows(rows, '', readCalendarRow));
}

function readCalendarRow(value: unknown): readonly [string, CompiledCalendar] {
  const [problem] = checkCalendar(value);
  if (problem) {
    throw new RowError(problem.field === 'calendar' ? 'row' : problem.field, problem.message);
  }
  return [readText(value as Row, 'id'), compileCalendar(value as BusinessCalendar)];
}

function isDocument(value: object): boolean {
  return 'schemaVersion' in value || 'pauseReasons' in value;
}

function checkDocument(value: unknown, field = ''): void {
  const found = validateDocument(value);
  if (found.ok) return;
  const [, path, message] = /^field ([^:]*): (.*)$/.exec(found.message) ?? [];
  const inner = path === undefined ? '' : fieldOfPath(path);
  const where = [field, inner].filter((part) => part !== '').join('.');
  throw new RowError(where === '' ? 'row' : where, `${message ?? found.message}.`);
}
