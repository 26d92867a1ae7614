import { ruleTester } from '../rule-tester.ts';
import { noRawIpc } from './no-raw-ipc.ts';

const instead = /Declare the channel in shared\/protocol\/ipc\.ts/;

ruleTester.run('no-raw-ipc', noRawIpc, {
  valid: [
    { filename: 'electron/ipc/handle.ts', code: `import { ipcMain } from 'electron';` },
    { filename: 'electron/preload/preload.ts', code: `import { ipcRenderer } from 'electron';` },
    { filename: 'electron/main.ts', code: `import { app } from 'electron';` },
    { filename: 'electron/main.ts', code: `const ipcMain = makeFake();` },
  ],
  invalid: [
    {
      filename: 'electron/main.ts',
      code: `import { app, ipcMain } from 'electron';`,
      errors: [{ message: instead }],
    },
    {
      filename: 'electron/window/menu.ts',
      code: `import { ipcMain as ipc } from 'electron/main';`,
      errors: [{ message: instead }],
    },
    {
      filename: 'electron/main.ts',
      code: `import * as electron from 'electron'; electron.ipcMain.on('x', f);`,
      errors: [{ message: instead }],
    },
    {
      filename: 'renderer/app/main.tsx',
      code: `window.electron.ipcRenderer.send('x');`,
      errors: [{ message: instead }],
    },
  ],
});
