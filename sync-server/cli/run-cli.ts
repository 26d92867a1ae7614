import { parseArgs, type ParseArgsConfig } from 'node:util';
import { CouchFailure } from '../couch/couch-failure.ts';
import { ProvisionError } from '../couch/provision-plan.ts';
import { BackupError } from '../ops/backup-format.ts';
import { CliError, UsageError, type Command, type CommandArgs, type CommandIo } from './command.ts';
import { commandHelp, programHelp, PROGRAM } from './help.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 2;

/** The command that the first one or two words name, and what follows them. */
function findCommand(
  commands: readonly Command[],
  argv: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } | null {
  for (const words of [2, 1]) {
    const name = argv.slice(0, words).join(' ');
    const command = commands.find((each) => each.name === name);
    if (command !== undefined) return { command, rest: argv.slice(words) };
  }
  return null;
}

function parse(command: Command, rest: readonly string[]): CommandArgs & { isHelp: boolean } {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean' } };
  for (const [name, spec] of Object.entries(command.options)) {
    options[name] = { type: spec.type, ...(spec.multiple ? { multiple: true } : {}) };
  }
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(sentenceOf(error));
  }
  const { values, positionals } = parsed;
  return {
    positionals,
    isHelp: values['help'] === true,
    text(name) {
      const value = values[name];
      return typeof value === 'string' ? value : undefined;
    },
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? (value as string[]) : [];
    },
    flag: (name) => values[name] === true,
  };
}

/** Node's message up to its advice about `--`, which nobody needs here. */
function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const first = text.split(/\. To specify|\nDid you/)[0] ?? text;
  return first.endsWith('.') ? first : `${first}.`;
}

function unknownCommand(argv: readonly string[], commands: readonly Command[], io: CommandIo) {
  const [word = ''] = argv;
  const isGroup = commands.some(({ name }) => name.startsWith(`${word} `));
  const said = isGroup ? argv.slice(0, 2).join(' ') : word;
  io.say(
    isGroup && argv.length === 1
      ? `"${word}" needs another word; ${PROGRAM} ${word} --help lists them.`
      : `There is no command "${said}"; ${PROGRAM} --help lists them.`,
  );
  return EXIT_USAGE;
}

function isHelpWord(word: string | undefined): boolean {
  return word === '--help' || word === '-h' || word === 'help';
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ProvisionError || error instanceof BackupError) return error.problems;
  if (error instanceof CliError || error instanceof CouchFailure) return [error.message];
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

/**
 * Runs one command line.
 * @param argv Without node and script.
 * @returns The exit code: 0 done, 1 failed, 2 called wrongly.
 */
export async function runCli(
  argv: readonly string[],
  commands: readonly Command[],
  io: CommandIo,
): Promise<number> {
  const [first, second] = argv;
  if (first === undefined || isHelpWord(first)) {
    const show = first === undefined ? io.say : io.out;
    programHelp(commands).forEach((line) => {
      show(line);
    });
    return first === undefined ? EXIT_USAGE : 0;
  }
  const found = findCommand(commands, argv);
  if (found === null) {
    const isGroup = commands.some(({ name }) => name.startsWith(`${first} `));
    if (!isGroup || !isHelpWord(second)) return unknownCommand(argv, commands, io);
    programHelp(commands, first).forEach((line) => {
      io.out(line);
    });
    return 0;
  }
  return runCommand(found.command, found.rest, io);
}

async function runCommand(
  command: Command,
  rest: readonly string[],
  io: CommandIo,
): Promise<number> {
  try {
    const args = parse(command, rest);
    if (args.isHelp) {
      commandHelp(command).forEach((line) => {
        io.out(line);
      });
      return 0;
    }
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.say(`${error.message} ${PROGRAM} ${command.name} --help says what it takes.`);
      return EXIT_USAGE;
    }
    for (const sentence of sentencesOf(error)) io.say(sentence);
    return EXIT_FAILED;
  }
}
