import { parseArgs } from 'node:util';
import { parseInstant } from '../../shared/sla/instant.ts';
import { evaluateSla } from '../../shared/sla/evaluate-sla.ts';
import type { SlaInput } from '../../shared/sla/evaluate-sla.ts';
import { explainSla } from '../../shared/sla/explain-sla.ts';
import { slaRules } from '../../shared/sla/sla-rules.ts';
import { ticketSlaInput } from '../../shared/sla/ticket-sla.ts';
import { FileError, readJson } from './json-file.ts';
import { isRow, RowError, show } from './row-reader.ts';
import type { LogFile, ReadRows } from './sla-files.ts';
import { policiesOf, readCalendars, readLog, readPolicy, slaDocumentsOf } from './sla-files.ts';

const USAGE = `Usage: npm run --silent sla -- --log LOG.json --policies P.json --calendars C.json --now ISO [--explain]

Evaluates the service levels of one record and prints them as JSON:
  {"now", "targets": [{"policyId", "metric", "state", "dueAt", "remainingSeconds", …}], "nextChangeAt"}

  --log        what happened: a list of events
                 {"id", "at", "kind": "created", "state", "priority", "reason"?, "facts"?}
                 {"id", "at", "kind": "state", "state", "reason"?}
                 {"id", "at", "kind": "priority", "priority"}
                 {"id", "at", "kind": "comment", "isPublic", "byRequester"?}
                 {"id", "at", "kind": "assignment", "isAssigned"}
                 {"id", "at", "kind": "facts", "facts"}
               or {"ticket", "entries", "people"?, "places"?, "catalog"?}, documents as the
               console writes them
  --policies   a list of policies, documents of the console or of the form
                 {"id", "name", "kind": "sla"|"ola"|"uc", "calendarId", "retroactive", "targets":
                  [{"metric", "minutesByPriority": {"1": 240}, "pauseWhile", "stopWhen", "reopen",
                    "warnAtPercent"}]}
               A document is for its kinds of ticket: events then say "facts": {"ticketKind"}.
  --calendars  a list of {"id", "timezone", "hours", "holidays", "exceptions"}, documents of the
               console too, or an object of calendars by id
  --now        the instant to evaluate at, such as 2027-03-30T06:46:00Z
  --explain    adds to every target each interval, counted or not, with its reason

Exit: 0 evaluated, 2 something is malformed; stderr says which file, index and field.
`;

/** The call itself is wrong. */
class UsageError extends Error {}

const OPTIONS = {
  log: { type: 'string' },
  policies: { type: 'string' },
  calendars: { type: 'string' },
  now: { type: 'string' },
  explain: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

interface Request {
  readonly log: string;
  readonly policies: string;
  readonly calendars: string;
  readonly now: string;
  readonly explain: boolean;
}

function main(args: readonly string[]): number {
  try {
    const request = readRequest(args);
    process.stdout.write(request === null ? USAGE : answer(request));
    return 0;
  } catch (error) {
    if (error instanceof UsageError) process.stderr.write(`${error.message}\n\n${USAGE}`);
    else if (error instanceof FileError) process.stderr.write(`${error.message}\n`);
    else throw error;
    return 2;
  }
}

/** Null where help is wanted. */
function readRequest(args: readonly string[]): Request | null {
  const values = parsed(args);
  if (values.help === true) return null;
  const { log, policies, calendars, now } = values;
  const given = { log, policies, calendars, now };
  for (const [option, value] of Object.entries(given)) {
    if (value === undefined || value === '') throw new UsageError(`--${option} is missing.`);
  }
  if (parseInstant(now!) === null) {
    throw new UsageError(
      `--now: ${show(now)} is not an instant such as 2027-03-30T06:46:00Z, with Z or an offset, from 1900 to 2299.`,
    );
  }
  return { ...(given as Omit<Request, 'explain'>), explain: values.explain === true };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function answer(request: Request): string {
  const input = inputOf(request);
  const { targets, nextChangeAt } = evaluateSla(input);
  const explained = request.explain
    ? targets.map((target) => ({
        ...target,
        explanation: explainSla(input, target.policyId, target.metric),
      }))
    : targets;
  return `${JSON.stringify({ now: request.now, targets: explained, nextChangeAt }, null, 2)}\n`;
}

function inputOf({ log: logFile, policies: policyFile, calendars: calendarFile, now }: Request) {
  const problems: string[] = [];
  const readPart = <T>(file: string, read: (value: unknown, readRows: ReadRows) => T): T | null => {
    try {
      return read(readJson(file), rowsOf(file, problems));
    } catch (error) {
      if (error instanceof FileError) problems.push(error.message);
      else if (error instanceof RowError) problems.push(sentence(file, '', error));
      else throw error;
      return null;
    }
  };
  const log = readPart(logFile, readLog);
  const policies = readPart(policyFile, (value, readRows) => {
    if (!Array.isArray(value)) throw new RowError('row', `${show(value)} is no list of policies.`);
    return readRows(value, '', readPolicy);
  });
  const calendars = readPart(calendarFile, readCalendars);
  if (problems.length > 0 || !log || !policies || !calendars) {
    throw new FileError(problems.join('\n'));
  }
  return slaInputOf(log, policies, calendars, now);
}

function slaInputOf(
  log: LogFile,
  policies: Parameters<typeof policiesOf>[0],
  calendars: SlaInput['calendars'],
  now: string,
): SlaInput {
  const list = policiesOf(policies);
  if ('events' in log) return { events: log.events, policies: list, calendars, now };
  const rules = slaRules({ ...log.named, policies: slaDocumentsOf(policies) });
  const input = ticketSlaInput(log.ticket, log.entries, { ...rules, list, calendars }, now);
  return { ...input, policies: list };
}

/** Elements that can be read; of each other one the sentence that names it is kept. */
function rowsOf(file: string, problems: string[]): ReadRows {
  return (values, where, read) =>
    values.flatMap((value, index) => {
      try {
        return [read(value)];
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        const row = `${where === '' ? 'row' : `${where}, row`} ${String(index)}`;
        problems.push(sentence(file, `, ${row}${idOf(value)}`, error));
        return [];
      }
    });
}

function sentence(file: string, where: string, { field, message }: RowError): string {
  return `${file}${where}${field === 'row' ? '' : `, field ${field}`}: ${message}`;
}

function idOf(row: unknown): string {
  return isRow(row) && typeof row['id'] === 'string' ? ` (${JSON.stringify(row['id'])})` : '';
}

process.exitCode = main(process.argv.slice(2));
