import { plainWord } from '../../shared/import/clean-text.ts';
import { servicenow } from '../../shared/import/preset-servicenow.ts';
import type { HoldReason, Incident, Level, Origin, Priority } from '../../shared/model/ticket.ts';
import { HOLD_REASONS, INCIDENT_STATES } from '../../shared/model/ticket.ts';
import { RowBuilder, type ImportSource } from './import-row.ts';
import { cleanText, cutText } from './plain-text.ts';
import { RowReader } from './read-value.ts';
import { SharedRecords } from './shared-records.ts';

const SOURCE: ImportSource = { system: 'servicenow-uci498', sinceMs: Date.UTC(2016, 0, 1) };

/** A state of ServiceNow in our words. */
export interface StateWords {
  readonly state: Incident['state'];
  readonly reason?: HoldReason;
}

/** Undefined for what has no meaning here, such as "-100"; by the words the console's import knows. */
export function stateWords(name: unknown): StateWords | undefined {
  if (typeof name !== 'string' || /^-\d/.test(name)) return undefined;
  const words = servicenow.words.state ?? {};
  const word = plainWord(name);
  const ours = Object.hasOwn(words, word) ? words[word] : undefined;
  const [said = '', reason] = (ours ?? '').split('/');
  const state = INCIDENT_STATES.find((each) => each === said);
  const known = HOLD_REASONS.find((each) => each === reason);
  if (state === undefined) return undefined;
  return known === undefined ? { state } : { state, reason: known };
}

const ORIGINS: ReadonlyMap<string, Origin> = new Map<string, Origin>([
  ['Phone', 'phone'],
  ['IVR', 'phone'],
  ['Email', 'mail'],
  ['Self service', 'portal'],
  ['Direct opening', 'walk-up'],
]);

/** Columns that name a person, a team or a place. */
const NAME_MAX = 120;
const COLUMN = /^[A-Za-z][\w .-]{0,59}$/;
const VALUE_MAX = 4_000;

/**
 * Columns that are no field of ours in a history: counted by ServiceNow from the others, bookkeeping
 * of the event itself, or hindsight, which stands on the row from the first.
 */
const NOT_HISTORY: ReadonlySet<string> = new Set([
  ...['number', 'sys_mod_count', 'sys_updated_at', 'sys_updated_by', 'active', 'incident_state'],
  ...['reassignment_count', 'reopen_count', 'opened_at', 'opened_by', 'sys_created_at'],
  ...['sys_created_by', 'resolved_at', 'resolved_by', 'closed_at', 'closed_code'],
]);

export type FieldValue = string | number | boolean | undefined;

/** One incident of the log: its columns in our words, and the documents made of it. */
export class IncidentRow {
  readonly read: RowReader;
  readonly build = new RowBuilder(SOURCE);
  private readonly shared = new SharedRecords(this.build);
  private readonly timezone: string;

  constructor(value: unknown, timezone: string) {
    this.read = new RowReader(value, 'number');
    this.timezone = timezone;
  }

  time(field: string, read = this.read): number | undefined {
    return read.optionalInstant(field, this.timezone);
  }

  requiredTime(field: string): number {
    return this.read.instant(field, this.timezone);
  }

  requiredLevel(field: 'impact' | 'urgency'): Level {
    return this.level(this.read, field) ?? this.read.failAt(field, 'is missing');
  }

  /**
   * Our field and value of a column, ids for names; undefined as a value where it became unknown,
   * null where the column is no part of a history.
   */
  mapped(
    read: RowReader,
    column: string,
  ): { readonly field: string; readonly value: FieldValue } | null {
    if (NOT_HISTORY.has(column)) return null;
    switch (column) {
      case 'assignment_group':
        return { field: 'teamId', value: this.named(read, column, (n) => this.shared.team(n)) };
      case 'assigned_to':
        return { field: 'assigneeId', value: this.named(read, column, (n) => this.person(n)) };
      case 'caller_id':
        return { field: 'requesterId', value: this.named(read, column, (n) => this.person(n)) };
      case 'location':
        return { field: 'siteId', value: this.named(read, column, (n) => this.site(n)) };
      case 'category':
      case 'subcategory':
        return { field: column, value: read.optionalText(column, NAME_MAX) };
      case 'contact_type':
        return { field: 'origin', value: this.origin(read) };
      case 'impact':
      case 'urgency':
        return { field: column, value: this.level(read, column) };
      case 'priority':
        return { field: column, value: this.ranked(read, column, 4) as Priority | undefined };
      default:
        if (!COLUMN.test(column)) {
          read.fail(`"${cutText(cleanText(column), 60)}" cannot be the name of a column.`);
        }
        return { field: column, value: read.optionalScalar(column, VALUE_MAX) };
    }
  }

  /** How the caller came, as a text that is not known counts as by telephone. */
  origin(read = this.read): Origin | undefined {
    const type = read.optionalText('contact_type', NAME_MAX);
    if (type === undefined) return undefined;
    const origin = ORIGINS.get(type);
    if (!origin) this.build.warnings.push(`The contact type "${type}" is taken as by telephone.`);
    return origin ?? 'phone';
  }

  private person(name: string) {
    return this.shared.person(name);
  }

  private site(name: string) {
    return this.shared.place('site', name, name);
  }

  private named(
    read: RowReader,
    column: string,
    make: (name: string) => string,
  ): string | undefined {
    const name = read.optionalText(column, NAME_MAX);
    return name === undefined ? undefined : make(name);
  }

  private level(read: RowReader, field: 'impact' | 'urgency'): Level | undefined {
    return this.ranked(read, field, 3) as Level | undefined;
  }

  /** `2 - Medium` → 2. */
  private ranked(read: RowReader, field: string, most: number): number | undefined {
    const text = read.optionalText(field, 40);
    if (text === undefined) return undefined;
    const [, digit] = /^(\d)(?: - |$)/.exec(text) ?? [];
    const rank = Number(digit);
    if (rank >= 1 && rank <= most) return rank;
    return read.failAt(field, `does not start with a number from 1 to ${most}: "${text}"`);
  }
}
