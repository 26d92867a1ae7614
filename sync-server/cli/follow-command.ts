import type { EscalationEntry, VerdictEntry } from '../../shared/model/entry.ts';
import { Follower } from '../follower/follower.ts';
import { readWelcome } from '../couch/server-info.ts';
import { UsageError, wholeNumber, type Command, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

const MAX_SECONDS = 3_600;

/** One line for a verdict, as JSON or for a person. */
export function verdictLine(verdict: VerdictEntry, isJson: boolean): string {
  const { recordId, metric, outcome, at, corrects, id } = verdict;
  if (isJson) return JSON.stringify({ id, recordId, metric, outcome, at, corrects });
  const word = corrects === undefined ? outcome : `${outcome} (corrected)`;
  return `${at}  ${recordId}  ${metric}  ${word}`;
}

/** The same for an escalation that no console carried out. */
export function escalationLine(escalation: EscalationEntry, isJson: boolean): string {
  const { recordId, metric, ruleId, at, id } = escalation;
  if (isJson) return JSON.stringify({ id, recordId, metric, escalation: ruleId, at });
  return `${at}  ${recordId}  ${metric}  escalated: ${ruleId}`;
}

/** Runs a follower until somebody asks the process to end. */
export async function followUntilStopped(follower: Follower, io: CommandIo): Promise<void> {
  const stop = new AbortController();
  void io.untilStopped().then(() => {
    stop.abort();
  });
  await follower.run(stop.signal);
}

/** Final service-level verdicts and escalations, by the server’s clock. */
export const followCommand: Command = {
  name: 'follow',
  summary:
    'Follow all scopes: final service-level verdicts and escalations, by the server’s clock.',
  usage: '[--scope NAME]… [--once] [--json] [--server URL] [--data DIR]',
  options: {
    scope: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'Follow these alone; by default all, also those made later.',
    },
    once: { type: 'boolean', help: 'Catch up and end, for a timer.' },
    interval: {
      type: 'string',
      value: 'SECONDS',
      help: 'Between two looks at a database without news, 5 by default.',
    },
    connections: {
      type: 'string',
      value: 'N',
      help: 'Requests under way at once, over all databases, 8 by default.',
    },
    json: { type: 'boolean', help: 'Print a line of JSON for every verdict and escalation.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Goes on where it stopped: the place is kept in each database. A second one on the same server does no harm. The embedded server runs it with `serve --follow`.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`Scopes are given as --scope ${args.positionals[0] ?? ''}.`);
    }
    const seconds = wholeNumber(args, 'interval', [1, MAX_SECONDS]);
    const connections = wholeNumber(args, 'connections', [1, 64]);
    const server = commandServer(args, io);
    await readWelcome(server);
    const scopes = args.list('scope');
    const isJson = args.flag('json');
    const follower = new Follower({
      server,
      ...(scopes.length === 0 ? {} : { scopes }),
      ...(seconds === undefined ? {} : { intervalMs: seconds * 1_000 }),
      ...(connections === undefined ? {} : { connections }),
      onVerdict: (verdict) => {
        io.out(verdictLine(verdict, isJson));
      },
      onEscalation: (escalation) => {
        io.out(escalationLine(escalation, isJson));
      },
      onTrouble: (sentence) => {
        io.say(sentence);
      },
    });
    if (args.flag('once')) await follower.catchUp();
    else await followUntilStopped(follower, io);
    return 0;
  },
};
