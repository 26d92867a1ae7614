import { runDoctor, type DoctorReport } from '../ops/doctor.ts';
import type { FindingStatus } from '../ops/finding.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

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
  usage: '[--json] [--server URL] [--data DIR]',
  options: {
    json: { type: 'boolean', help: 'Print the findings as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: ['Changes nothing. Exits with 1 where something is wrong.', CONNECTION_NOTE],
  async run(args, io) {
    if (args.positionals.length > 0) {
      throw new UsageError(`"${args.positionals.join(' ')}" means nothing here.`);
    }
    const report = await runDoctor(commandServer(args, io), Date.now);
    if (args.flag('json')) io.out(JSON.stringify(report));
    else print(report, io);
    return report.ok ? 0 : 1;
  },
};
