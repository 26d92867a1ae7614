import { expect, test } from 'vitest';
import { parseStartOptions } from './start-options.ts';

const parse = (...args: readonly string[]) => parseStartOptions(args, '/home/me');

test('without arguments it is the demo in the usual profile', () => {
  expect(parse()).toEqual({ kind: 'demo', size: 'demo', profile: null });
});

test('a relative profile is below the folder the person is in', () => {
  expect(parse('--profile', 'second')).toEqual({
    kind: 'demo',
    size: 'demo',
    profile: '/home/me/second',
  });
  expect(parse('--profile=/data/p', '--size', '100k')).toEqual({
    kind: 'demo',
    size: '100k',
    profile: '/data/p',
  });
});

test('a server of one’s own means no demo', () => {
  expect(parse('--server', 'https://couch.example.org/')).toEqual({
    kind: 'server',
    url: 'https://couch.example.org',
    profile: null,
  });
});

test('help', () => {
  expect(parse('--help')).toEqual({ kind: 'help' });
  expect(parse('-h')).toEqual({ kind: 'help' });
});

test.each([
  [['--size', 'huge'], '--size is "huge"; it can be small, demo, 100k'],
  [['--server', 'couch.example.org'], '--server is "couch.example.org", which is not an http'],
  [['--server', 'ftp://couch.example.org'], 'which is not an http or https address'],
  [['--server', 'http://me:secret@couch.example.org'], 'which is not an http or https address'],
  [['--server', 'http://c.org', '--size', 'demo'], 'cannot go with --server'],
  [['--profile', ''], '--profile needs a folder'],
  [['--proflie', 'x'], "Unknown option '--proflie'"],
  [['stray'], "Unexpected argument 'stray'"],
])('%j is refused with a sentence', (args, message) => {
  const options = parse(...args);
  expect(options.kind === 'wrong' && options.message).toContain(message);
});
