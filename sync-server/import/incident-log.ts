import { sentenceOf } from '../../shared/import/sentences.ts';
import { checkStatePath } from '../../shared/import/state-path.ts';
import type { Incident } from '../../shared/model/ticket.ts';
import type { Origin } from './import-row.ts';
import { stateWords, type FieldValue, type IncidentRow } from './incident-row.ts';
import type { RowReader } from './read-value.ts';

interface TicketRef {
  readonly id: string;
  readonly scope: string;
}

interface FieldChange {
  readonly field: string;
  readonly before?: FieldValue;
  readonly after?: FieldValue;
}

/**
 * Writes the history of one incident from its events. An event holds what changed; the first also
 * the values that changed later, so it says how things began and is no change itself.
 */
export class IncidentLog {
  private readonly row: IncidentRow;
  private readonly ticket: TicketRef;
  private readonly known = new Map<string, FieldValue>();
  private state: Incident['state'] | null = null;
  /** All states it was in, in their order. */
  private readonly way: Incident['state'][] = [];
  private reason: string | undefined;
  private atMs: number;
  private by: string;
  /** When it was resolved for the last time, as far as the log tells. */
  resolvedAtMs: number | undefined;
  /** When somebody first took it up, as far as the log tells. */
  respondedAtMs: number | undefined;

  constructor(row: IncidentRow, ticket: TicketRef, begun: Origin) {
    this.row = row;
    this.ticket = ticket;
    this.atMs = begun.atMs;
    this.by = begun.by;
    // Columns that never change in the log stand on the row alone.
    for (const column of ['priority', 'impact', 'urgency']) this.learn(row.read, column);
  }

  replay(events: readonly RowReader[]): void {
    for (const [at, event] of events.entries()) this.event(event, at === 0);
  }

  /**
   * Says where the states of the log, and the one it ended in, are no way of our state machine; the
   * same sentence of many tickets is counted in the report.
   */
  checkWay(last: Incident['state']): void {
    const way = this.way.at(-1) === last ? this.way : [...this.way, last];
    this.row.build.warnings.push(...checkStatePath('incident', way).map(sentenceOf));
  }

  private event(event: RowReader, isFirst: boolean): void {
    this.atMs = this.row.time('sys_updated_at', event) ?? this.atMs;
    this.by = event.optionalText('sys_updated_by', 80) ?? this.by;
    const changes = event.fields.flatMap((column) => this.learn(event, column));
    if (event.has('incident_state')) this.stateEvent(event);
    if (isFirst || changes.length === 0) return;
    this.row.build.entry(this.ticket, { kind: 'change', changes }, this.now);
  }

  /** Where the replay stands. */
  private get now(): Origin {
    return { atMs: this.atMs, by: this.by };
  }

  private learn(read: RowReader, column: string): FieldChange[] {
    const mapped = this.row.mapped(read, column);
    if (!mapped) return [];
    const { field, value: after } = mapped;
    const before = this.known.get(field);
    this.known.set(field, after);
    if (before === after) return [];
    return [
      {
        field,
        ...(before === undefined ? {} : { before }),
        ...(after === undefined ? {} : { after }),
      },
    ];
  }

  private stateEvent(event: RowReader): void {
    const name = event.optionalScalar('incident_state', 40);
    const words = stateWords(name);
    if (!words) {
      const said = name === undefined ? 'unknown' : `"${String(name)}"`;
      this.row.build.warnings.push(
        `The state ${said} has no meaning here; the ticket keeps the state it had.`,
      );
      return;
    }
    const { state, reason } = words;
    if (state === this.state && reason === this.reason) return;
    const priority = this.known.get('priority');
    this.row.build.entry(
      this.ticket,
      {
        kind: 'state',
        from: this.state,
        to: state,
        ...(reason ? { reason } : {}),
        ...(priority === undefined ? {} : { priority }),
      },
      this.now,
    );
    this.state = state;
    this.reason = reason;
    this.way.push(state);
    if (state !== 'new') this.respondedAtMs ??= this.atMs;
    if (state === 'resolved') this.resolvedAtMs = this.atMs;
  }
}
