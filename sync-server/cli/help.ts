import type { Command, OptionSpec } from './command.ts';

export const PROGRAM = 'npm run --silent sync-server --';

const HELP_OPTION: OptionSpec = { type: 'boolean', help: 'Show this.' };

function table(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function optionRow([name, spec]: readonly [string, OptionSpec]): readonly [string, string] {
  const value = spec.type === 'string' ? ` ${spec.value ?? 'VALUE'}` : '';
  return [`--${name}${value}`, spec.multiple ? `${spec.help} May be repeated.` : spec.help];
}

/** `serve --help`. */
export function commandHelp(command: Command): string[] {
  return [
    command.summary,
    '',
    `Usage: ${PROGRAM} ${command.name} ${command.usage}`.trimEnd(),
    '',
    'Options:',
    ...table([...Object.entries(command.options), ['help', HELP_OPTION] as const].map(optionRow)),
    ...(command.notes ?? []).flatMap((note) => ['', note]),
  ];
}

/** The list of commands, or of those below one word such as `user`. */
export function programHelp(commands: readonly Command[], word?: string): string[] {
  const shown = commands.filter(({ name }) => word === undefined || name.split(' ')[0] === word);
  return [
    word === undefined ? "Outpost's sync server and its tools." : `Commands below "${word}".`,
    '',
    `Usage: ${PROGRAM} ${word === undefined ? '' : `${word} `}COMMAND [OPTIONS]`,
    '',
    'Commands:',
    ...table(shown.map(({ name, summary }) => [name, summary] as const)),
    '',
    `${PROGRAM} COMMAND --help says more about one.`,
  ];
}
