import { app, dialog, type BrowserWindow } from 'electron';
import { say } from '../system/say.ts';
import { wordsFor } from './words.ts';

// A page that dies again sooner than this would only die in a loop: then a person decides.
const CRASH_PAUSE_MS = 30_000;

/** Loads a window's page again when its process died; the work is in the databases, not in the page. */
export function reviveAfterCrash(window: BrowserWindow): void {
  let crashedAt = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    say(`The page of a window ended (${reason}).`);
    const now = performance.now();
    const isLoop = now - crashedAt < CRASH_PAUSE_MS;
    crashedAt = now;
    if (isLoop) void askWhatToDo(window);
    else window.webContents.reload();
  });
}

async function askWhatToDo(window: BrowserWindow): Promise<void> {
  const words = wordsFor(app.getLocale());
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: words.crashed,
    detail: words.crashedDetail,
    buttons: [words.loadAgain, words.closeWindow],
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) window.webContents.reload();
  else window.destroy();
}
