import { runDoctor, type DoctorReport } from '../ops/doctor.ts';
import type { FindingStatus } from '../ops/finding.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { findOwner } from './data-lock.ts';
import {
  CONNECTION_NOTE,
  CONNECTION_OPTIONS,
  commandServer,
  dataFolderOf,
} from './server-connection.ts';

const WORDS: Readonly<Record<FindingStatus, string>> = {
  ok: 'ok      ',
  warning: 'warning ',
  problem: 'PROBLEM ',
  skipped: 'skipped ',
};

function print({ findings, ok }: DoctorReport, io: CommandIo): void {
  for (const { check, status, message, mend } of findings) {
    io.out(`${WORDS[status]} ${check}: ${message}`);
    if (mend !== null) io.out(`          → ${mend}`);
  }
  const count = (wanted: FindingStatus) =>
    findings.filter(({ status }) => status === wanted).length;
  io.out('');
  io.out(
    ok
      ? `Nothing is wrong; ${String(count('warning'))} warnings.`
      : `${String(count('problem'))} problems, ${String(count('warning'))} warnings.`,
  );
}

/** What is wrong with a deployment and how to mend it. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check a server and its databases; say how to mend what is wrong.',
  usage: '[--quick] [--json] [--server URL] [--data DIR]',
  options: {
    quick: {
      type: 'boolean',
      help: 'Leave out what takes long: a poll of 50 s, a look at every document.',
    },
    json: { type: 'boolean', help: 'Print the findings as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Changes nothing. Exits with 1 where something is wrong, with 0 where there are warnings alone.',
    'Behind a proxy run it twice: with the address of the server, and with the one consoles use, which shows what the proxy does to polls, answers and TLS.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const folder = dataFolderOf(args, io);
    const report = await runDoctor(commandServer(args, io), Date.now, {
      isQuick: args.flag('quick'),
      // Only the embedded server is found by its folder; with an address it may be anywhere.
      dataFolder: findOwner(folder) === null ? null : folder,
    });
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, io);
    return report.ok ? 0 : 1;
  },
};
