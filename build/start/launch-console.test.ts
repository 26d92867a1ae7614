import { expect, test } from 'vitest';
import { consoleArguments, consoleEnvironment, type ConsoleLaunch } from './launch-console.ts';

const launch: ConsoleLaunch = {
  electron: '/opt/electron',
  profile: '/data/profile',
  sessionFile: '/data/session.json',
  serverUrl: null,
  display: ':7',
};

test('the console learns its profile, session and display from the environment', () => {
  const env = consoleEnvironment(launch, { PATH: '/bin', OUTPOST_SERVER_URL: 'http://old' });
  expect(env).toEqual({
    PATH: '/bin',
    OUTPOST_PROFILE: '/data/profile',
    OUTPOST_SESSION_FILE: '/data/session.json',
    DISPLAY: ':7',
  });
});

test('a display of the machine is left alone, and a bare Node is never started', () => {
  const inherited = { DISPLAY: ':0', ELECTRON_RUN_AS_NODE: '1' };
  expect(consoleEnvironment({ ...launch, display: null }, inherited)['DISPLAY']).toBe(':0');
  expect(consoleEnvironment(launch, inherited)).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
});

test('the sandbox is given up for root only', () => {
  expect(consoleArguments(true)).toContain('--no-sandbox');
  expect(consoleArguments(false)).not.toContain('--no-sandbox');
});
