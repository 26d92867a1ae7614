import { findZone } from '../../shared/sla/zone.ts';
import type { Comparison, PriorityCompliance } from '../compare/compare-compliance.ts';
import { compareCompliance, endOfLogs } from '../compare/compare-compliance.ts';
import { eventLogRules } from '../compare/event-log-rules.ts';
import type { Fit, Tried } from '../compare/fit-levels.ts';
import { fitLevels, PROCEDURE } from '../compare/fit-levels.ts';
import type { LoggedIncident, LoggedIncidents } from '../compare/logged-incident.ts';
import { readIncidents } from '../compare/logged-incident.ts';
import { ImportError } from '../import/import-error.ts';
import { EVENT_LOG_LEVELS } from '../seed/event-log-policies.ts';
import type { FittedLevels } from '../seed/event-log-policies.ts';
import { CliError, UsageError, type Command, type CommandArgs, type CommandIo } from './command.ts';

/** Rows that were left out, named without --json. */
const SHOWN = 20;

interface Report {
  readonly levels: FittedLevels;
  readonly comparison: Comparison;
  readonly refused: readonly string[];
  readonly fit?: Fit;
  /** Fitted on every second record: how it judges the others. */
  readonly unseen?: Comparison;
}

/** The evaluation against what another system recorded. */
export const slaCompareCommand: Command = {
  name: 'sla-compare',
  summary: 'Judge the incidents of a ServiceNow event log beside its own made_sla.',
  usage: 'FILE [--fit] [--json] [--timezone ZONE]',
  options: {
    fit: {
      type: 'boolean',
      help: 'Fit the targets to the file first, instead of those of the demo.',
    },
    json: { type: 'boolean', help: 'Print everything as JSON.' },
    timezone: {
      type: 'string',
      value: 'ZONE',
      help: 'Zone of local times in the file, Etc/UTC by default.',
    },
  },
  notes: [
    'Reads FILE (JSON Lines, .gz too) as `import incidents` does, evaluates every incident with its history under the demo\'s policy "Imported incidents of 2016", and prints per priority: records, the share the source says met its SLA, ours, and the share judged alike one by one. Writes nothing and needs no server.',
    `How --fit goes about it: ${PROCEDURE.join(' ')} Then the same on every second record, judged by the others.`,
  ],
  async run(args, io) {
    const [file, ...more] = args.positionals;
    if (file === undefined || more.length > 0) throw new UsageError('Name one FILE to judge.');
    const timezone = timezoneOf(args);
    const read = await readOrExplain(file, timezone);
    if (read.incidents.length === 0) throw new CliError(`"${file}" holds no incident.`);
    const report = reportOf(read, timezone, args.flag('fit'), io);
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, io);
    return 0;
  },
};

function timezoneOf(args: CommandArgs): string {
  const timezone = args.text('timezone') ?? 'Etc/UTC';
  if (findZone(timezone)) return timezone;
  throw new UsageError(`--timezone takes a name such as Europe/Berlin, not "${timezone}".`);
}

async function readOrExplain(file: string, timezone: string): Promise<LoggedIncidents> {
  try {
    return await readIncidents(file, { scope: 'compare', timezone });
  } catch (error) {
    if (error instanceof ImportError) throw new CliError(error.message);
    throw error;
  }
}

function reportOf(
  { incidents, refused }: LoggedIncidents,
  timezone: string,
  shallFit: boolean,
  io: CommandIo,
): Report {
  const now = endOfLogs(incidents);
  const judge = (judged: readonly LoggedIncident[], levels: FittedLevels): Comparison =>
    compareCompliance(judged, eventLogRules(levels, timezone), now);
  if (!shallFit) {
    const levels = EVENT_LOG_LEVELS;
    return { levels, comparison: judge(incidents, levels), refused };
  }
  io.say(`Fitting to ${incidents.length.toLocaleString('en')} incidents.`);
  const fit = fitLevels(incidents, timezone, now);
  io.say('Fitting to every second of them.');
  const half = fitLevels(everySecond(incidents, 0), timezone, now);
  return {
    levels: fit.levels,
    comparison: judge(incidents, fit.levels),
    refused,
    fit,
    unseen: judge(everySecond(incidents, 1), half.levels),
  };
}

function everySecond<T>(all: readonly T[], from: 0 | 1): readonly T[] {
  return all.filter((_, i) => i % 2 === from);
}

function print({ levels, comparison, refused, fit, unseen }: Report, io: CommandIo): void {
  if (fit) printFit(fit, io);
  io.out(`Target: ${wordsOf(levels)}.`);
  printComparison(comparison, levels, io);
  if (unseen) {
    io.out('');
    io.out('Fitted to every second record, the others judged by that:');
    printComparison(unseen, null, io);
  }
  if (refused.length > 0) io.out(`${String(refused.length)} rows were left out:`);
  for (const sentence of refused.slice(0, SHOWN)) io.out(sentence);
}

function printFit(fit: Fit, io: CommandIo): void {
  for (const step of PROCEDURE) io.out(step);
  io.out('');
  io.out('Records judged alike, by what ends the clock and what stops it:');
  for (const tried of fit.rules) io.out(`  ${triedWords(tried)}`);
  io.out('By hours:');
  for (const tried of fit.hours) io.out(`  ${triedWords(tried)}`);
  io.out('Targets that judge the same, in minutes:');
  fit.ranges.forEach(([from, below], i) => {
    io.out(`  priority ${String(i + 1)}: from ${minutesOf(from)} to below ${minutesOf(below)}`);
  });
  io.out('');
}

function triedWords({ rule, hours, agreed }: Tried): string {
  return `${agreed.toLocaleString('en')}: ${wordsOf({ ...rule, ...hours })}`;
}

function wordsOf({
  endsWith,
  pausesForCaller,
  days,
  opens,
  closes,
}: Omit<FittedLevels, 'minutes'>): string {
  const pause = pausesForCaller ? ', paused while the caller is asked' : '';
  return `from opened to ${endsWith}${pause}, counted ${days[0]!} to ${days.at(-1)!} ${opens}–${closes}`;
}

function minutesOf(minutes: number): string {
  return Number.isFinite(minutes) ? String(Math.round(minutes * 100) / 100) : 'without end';
}

const HEAD = ['priority', 'records', 'recorded met', 'ours met', 'judged alike', 'target, minutes'];

function printComparison(
  { priorities, throws, negatives, undecided, evaluationMs }: Comparison,
  levels: FittedLevels | null,
  io: CommandIo,
): void {
  const rows = [...priorities.map((each) => rowOf(each, levels)), rowOf(totalOf(priorities), null)];
  const widths = HEAD.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  for (const row of [HEAD, ...rows]) {
    io.out(
      row
        .map((cell, i) => cell.padStart(widths[i]!))
        .join('  ')
        .trimEnd(),
    );
  }
  io.out(
    `${String(throws)} evaluations threw, ${String(negatives)} gave a negative figure, ${String(undecided)} have no verdict; ${evaluationMs.toFixed(0)} ms for all.`,
  );
}

function totalOf(priorities: readonly PriorityCompliance[]): PriorityCompliance {
  const sum = (field: keyof PriorityCompliance): number =>
    priorities.reduce((total, each) => total + each[field], 0);
  return {
    priority: 0,
    records: sum('records'),
    recordedMet: sum('recordedMet'),
    oursMet: sum('oursMet'),
    agreed: sum('agreed'),
  };
}

function rowOf(
  { priority, records, recordedMet, oursMet, agreed }: PriorityCompliance,
  levels: FittedLevels | null,
): readonly string[] {
  const share = (count: number, digits: number): string =>
    `${((count / Math.max(1, records)) * 100).toFixed(digits)} %`;
  const target = priority === 0 ? undefined : levels?.minutes[priority - 1];
  return [
    priority === 0 ? 'all' : String(priority),
    records.toLocaleString('en'),
    share(recordedMet, 1),
    share(oursMet, 1),
    share(agreed, 2),
    target === undefined || target === null ? '' : String(target),
  ];
}
