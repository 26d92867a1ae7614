import { sentenceOf } from '../../shared/import/sentences.ts';
import type { Incident } from '../../shared/model/ticket.ts';
import type { NewBody } from '../../shared/workflow/command.ts';
import { DEFAULT_MATRIX, priorityOf } from '../../shared/workflow/priority.ts';
import { stateSpec } from '../../shared/workflow/states.ts';
import type { Importer, ImportSettings } from './import-file.ts';
import type { ConvertedRow } from './import-row.ts';
import { IncidentLog } from './incident-log.ts';
import { IncidentRow, stateWords } from './incident-row.ts';
import { cutText } from './plain-text.ts';
import { readJsonLines } from './read-rows.ts';
import type { RowReader } from './read-value.ts';

/** Columns without a field of ours, shown in the description. */
const LEFT_OVER = [
  ...['u_symptom', 'cmdb_ci', 'problem_id', 'rfc', 'vendor', 'caused_by', 'opened_by'],
  ...['resolved_by', 'closed_code', 'notify', 'knowledge', 'made_sla'],
];
const LINKED = [
  ...['assignment_group', 'assigned_to', 'caller_id', 'location', 'category', 'subcategory'],
];
const TITLE_MAX = 400;

function titleOf(read: RowReader, number: string): string {
  const parts = ['category', 'subcategory', 'u_symptom'].map((field) =>
    read.optionalText(field, 4_000),
  );
  const text = parts.filter((part) => part !== undefined).join(', ');
  return text === '' ? `Incident ${number}` : cutText(text, TITLE_MAX);
}

function descriptionOf(read: RowReader): string {
  return LEFT_OVER.flatMap((field) => {
    const value = read.optionalScalar(field, 4_000);
    return value === undefined ? [] : [`${field}: ${String(value)}`];
  }).join('\n');
}

function linksOf(row: IncidentRow): object {
  const pairs = LINKED.map((column) => row.mapped(row.read, column)).flatMap((mapped) =>
    mapped?.value === undefined ? [] : [[mapped.field, mapped.value] as const],
  );
  return Object.fromEntries(pairs);
}

/** The file's own verdict on the priority is kept in the history; the ticket's follows the matrix. */
function ranksOf(row: IncidentRow): Pick<Incident, 'impact' | 'urgency' | 'priority'> {
  const impact = row.requiredLevel('impact');
  const urgency = row.requiredLevel('urgency');
  const priority = priorityOf(DEFAULT_MATRIX, impact, urgency);
  const said = row.mapped(row.read, 'priority')?.value;
  if (said === priority) row.build.facts.push('The priority is the one the matrix gives.');
  else if (said !== undefined) {
    row.build.warnings.push(sentenceOf({ code: 'warn-priority' }));
  }
  return { impact, urgency, priority };
}

/** What the other tool counted, and when somebody first took it up. */
function countsOf(
  { read }: IncidentRow,
  log: IncidentLog,
): Partial<Pick<Incident, 'reassignments' | 'reopens' | 'respondedAt'>> {
  const reassignments = read.optionalCount('reassignment_count');
  const reopens = read.optionalCount('reopen_count');
  const { respondedAtMs } = log;
  return {
    ...(reassignments === undefined ? {} : { reassignments }),
    ...(reopens === undefined ? {} : { reopens }),
    ...(respondedAtMs === undefined ? {} : { respondedAt: iso(respondedAtMs) }),
  };
}

/** How it ended, where it has: columns that stand on every row and mean something only then. */
function endingOf(
  row: IncidentRow,
  state: Incident['state'],
  resolvedInLogMs: number | undefined,
): Partial<Pick<Incident, 'resolvedAt' | 'closedAt' | 'resolution' | 'resolvedBy'>> {
  const resolvedAtMs = row.time('resolved_at') ?? resolvedInLogMs;
  const closedAtMs = row.time('closed_at');
  const code = row.read.optionalText('closed_code', 200);
  const resolvedBy = row.read.optionalText('resolved_by', 80);
  if (state !== 'resolved' && state !== 'closed') return {};
  return {
    ...(resolvedAtMs === undefined ? {} : { resolvedAt: iso(resolvedAtMs) }),
    ...(state === 'closed' && closedAtMs !== undefined ? { closedAt: iso(closedAtMs) } : {}),
    ...(resolvedBy === undefined ? {} : { resolvedBy }),
    ...(code ? { resolution: `Closed in ServiceNow with ${code}.` } : {}),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** The last state of the record, from the final values of the columns. */
function ticketBody(row: IncidentRow, scope: string, log: IncidentLog): NewBody<'tickets'> {
  const { read } = row;
  const stateName = read.text('incident_state', 40);
  const words =
    stateWords(stateName) ?? read.failAt('incident_state', `is not known: "${stateName}"`);
  const { state, reason } = words;
  const number = read.text('number', 40);
  return {
    kind: 'incident',
    scope,
    number,
    title: titleOf(read, number),
    description: descriptionOf(read),
    state,
    open: stateSpec('incident', state).open ? 1 : 0,
    ...ranksOf(row),
    origin: row.origin() ?? 'phone',
    watchers: [],
    openedAt: iso(row.requiredTime('opened_at')),
    activityAt: iso(row.requiredTime('sys_updated_at')),
    ...linksOf(row),
    ...(reason ? { holdReason: reason } : {}),
    ...countsOf(row, log),
    ...endingOf(row, state, log.resolvedAtMs),
  };
}

function convert(row: number, value: unknown, { scope, timezone }: ImportSettings): ConvertedRow {
  const incident = new IncidentRow(value, timezone);
  const { read, build } = incident;
  const number = read.text('number', 40);
  const openedAtMs = incident.requiredTime('opened_at');
  const openedBy =
    read.optionalText('sys_created_by', 80) ?? read.optionalText('opened_by', 80) ?? 'import';
  const created = { atMs: incident.time('sys_created_at') ?? openedAtMs, by: openedBy };
  const updated = {
    atMs: incident.requiredTime('sys_updated_at'),
    by: read.optionalText('sys_updated_by', 80) ?? openedBy,
  };
  const id = build.id('ticket', number);
  const events = read.rows('events', 'number');
  if (events.length === 0) read.failAt('events', 'holds no event');
  const log = new IncidentLog(incident, { id, scope }, { atMs: openedAtMs, by: openedBy });
  log.replay(events);
  const body = ticketBody(incident, scope, log);
  log.checkWay(body.state as Incident['state']);
  build.add('tickets', number, body, created, updated);
  return build.finish(row, number, id);
}

/** Incidents of a ServiceNow event log (UCI 498), with everything that happened to each. */
export const incidentsImporter: Importer = {
  kind: 'incidents',
  summary: 'Incidents of a ServiceNow event log with their history (JSON Lines, .gz too).',
  rows: readJsonLines,
  converter: async (settings) => (row, value) => convert(row, value, settings),
};
