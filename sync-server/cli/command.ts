export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** What stands for the value in the help, such as `DIR`. */
  readonly value?: string;
  /** May be given more than once. */
  readonly multiple?: boolean;
  readonly help: string;
}

/** The arguments of one call, after the name of the command. */
export interface CommandArgs {
  readonly positionals: readonly string[];
  /** The value of an option, the last one given. */
  text(name: string): string | undefined;
  /** All values of an option that may be given more than once. */
  list(name: string): readonly string[];
  flag(name: string): boolean;
}

/** The world around a command; tests bring their own. */
export interface CommandIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One line of the answer, on stdout. */
  out(line: string): void;
  /** One line for the person at the terminal, on stderr. */
  say(line: string): void;
  /** Resolves when somebody asks the process to end (SIGINT, SIGTERM). */
  untilStopped(): Promise<void>;
}

export interface Command {
  /** One or two words: `serve`, `user add`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name: `NAME [--role ROLE]…`. */
  readonly usage: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** Paragraphs below the options in `--help`. */
  readonly notes?: readonly string[];
  /**
   * Does it. Sentences thrown as `CliError`, `CouchFailure` or `ProvisionError` reach the person.
   * @returns The exit code.
   */
  run(args: CommandArgs, io: CommandIo): Promise<number>;
}

/** The call itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command cannot be done: a whole sentence for the person, exit code 1. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A whole number from an option. @throws UsageError naming the option and its bounds. */
export function wholeNumber(
  args: CommandArgs,
  name: string,
  bounds: readonly [least: number, most: number],
): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds[0] && value <= bounds[1]) return value;
  throw new UsageError(
    `--${name} takes a whole number from ${bounds[0]} to ${bounds[1]}, not "${text}".`,
  );
}
