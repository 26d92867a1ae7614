import { describe, expect, it } from 'vitest';
import { CliError, type Command, type CommandIo } from './command.ts';
import { COMMANDS } from './commands.ts';
import { runCli } from './run-cli.ts';

const greet: Command = {
  name: 'greet',
  summary: 'Say hello.',
  usage: 'NAME [--times N] [--loud]',
  options: {
    times: { type: 'string', value: 'N', help: 'How often.' },
    title: { type: 'string', value: 'T', multiple: true, help: 'Before the name.' },
    loud: { type: 'boolean', help: 'With an exclamation mark.' },
  },
  async run(args, io) {
    const [name] = args.positionals;
    if (name === undefined) throw new CliError('Nobody is there.');
    const words = [...args.list('title'), name, args.text('times') ?? '1'];
    io.out(`${words.join(' ')}${args.flag('loud') ? '!' : '.'}`);
    return 0;
  },
};

async function call(argv: readonly string[], commands: readonly Command[] = [greet]) {
  const out: string[] = [];
  const said: string[] = [];
  const io: CommandIo = {
    env: {},
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    untilStopped: () => Promise.resolve(),
  };
  const code = await runCli(argv, commands, io);
  return { code, out: out.join('\n'), said: said.join('\n') };
}

describe('a call', () => {
  it('reaches its command with options in any place', async () => {
    const { code, out } = await call([
      'greet',
      '--title=Dr',
      'Nadia',
      '--loud',
      '--title',
      'Eng',
      '--times=3',
    ]);
    expect({ code, out }).toEqual({ code: 0, out: 'Dr Eng Nadia 3!' });
  });

  it.each([
    [['dance'], /There is no command "dance"/],
    [['user'], /"user" needs another word/],
    [['user', 'dance'], /There is no command "user dance"/],
    [['greet', '--fast'], /Unknown option '--fast'\. npm run .* greet --help/],
    [['greet', '--times'], /'--times <value>' argument missing/],
    [['greet', '--loud=yes'], /'--loud' does not take an argument/],
  ])('%j is a wrong one: exit 2 and a sentence', async (argv, sentence) => {
    const commands = argv[0] === 'greet' ? [greet] : COMMANDS;
    const { code, out, said } = await call(argv, commands);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(said).toMatch(sentence);
    expect(said).not.toContain('\n    at ');
  });

  it('that fails for a reason says it and exits 1', async () => {
    expect(await call(['greet'])).toEqual({ code: 1, out: '', said: 'Nobody is there.' });
  });

  it('without a command shows the list and exits 2', async () => {
    const { code, said } = await call([], COMMANDS);
    expect(code).toBe(2);
    expect(said).toMatch(/serve .*\n.*provision/);
  });
});

describe('help', () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    '%s says its usage and every option',
    async (name, command) => {
      const { code, out } = await call([...name.split(' '), '--help'], COMMANDS);
      expect(code).toBe(0);
      expect(out).toContain(`${name} ${command.usage}`.trim());
      for (const option of Object.keys(command.options)) expect(out).toContain(`--${option}`);
    },
  );

  it('lists what stands below a word', async () => {
    const { code, out } = await call(['user', '--help'], COMMANDS);
    expect(code).toBe(0);
    expect(out).toMatch(/user add/);
    expect(out).not.toMatch(/provision/);
  });
});
