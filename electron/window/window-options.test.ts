import { expect, it } from 'vitest';
import { windowOptions } from './window-options.ts';

const setting = {
  platform: 'linux',
  place: { width: 1000, height: 700, isMaximized: false },
  backgroundColor: '#121315',
  preload: '/x/preload.cjs',
  hasDevTools: false,
} as const;

it('gives the page no way to the machine but the preload', () => {
  expect(windowOptions(setting).webPreferences).toMatchObject({
    preload: '/x/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    devTools: false,
  });
});

it('shows no white flash: hidden until drawn, in the colour of the theme', () => {
  expect(windowOptions(setting)).toMatchObject({ show: false, backgroundColor: '#121315' });
});

it('can be as narrow as field mode', () => {
  expect(windowOptions(setting)).toMatchObject({ minWidth: 360, minHeight: 560 });
});

it('leaves title buttons to the page, on macOS to the system', () => {
  expect(windowOptions(setting).frame).toBe(false);
  const mac = windowOptions({ ...setting, platform: 'darwin' });
  expect(mac).not.toHaveProperty('frame');
  expect(mac.titleBarStyle).toBe('hiddenInset');
});
