import { app } from 'electron';
import { IPC_VERSION, type AppInfo, type InvokeChannel } from '../../shared/protocol/ipc.ts';
import type { CouchForwarder } from '../protocol/couch-forwarder.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { ConsoleWindows } from '../window/console-windows.ts';
import { VERSION } from '../system/version.ts';
import { controlWindow } from '../window/control-window.ts';
import { drawsWindowControls } from '../window/window-options.ts';
import { handle, type Handlers } from './handle.ts';

export interface IpcDeps {
  readonly windows: ConsoleWindows;
  readonly session: SessionKeeper;
  readonly couch: CouchForwarder;
  readonly suggestedServerUrl: () => string | null;
}

/** Answers every channel of the contract. */
export function setupIpc({ windows, session, couch, suggestedServerUrl }: IpcDeps): void {
  const handlers: Handlers = {
    'app:info': () => appInfo(suggestedServerUrl()),
    'session:get': () => session.get(),
    'session:sign-in': (_window, request) => session.signIn(request),
    'session:refresh': () => session.refresh(),
    'session:sign-out': async () => {
      await session.signOut();
      return null;
    },
    'couch:cancel': (_window, requestId) => {
      couch.cancel(requestId);
      return null;
    },
    'window:control': (window, control) => {
      controlWindow(window, control);
      return null;
    },
    'window:open': (window, route) => {
      windows.open(route, window);
      return null;
    },
  };
  for (const channel of Object.keys(handlers) as InvokeChannel[]) {
    handle(channel, (window) => windows.has(window), handlers[channel]);
  }
}

function appInfo(suggestedServerUrl: string | null): AppInfo {
  return {
    ipcVersion: IPC_VERSION,
    version: VERSION,
    platform: platform(),
    drawsWindowControls: drawsWindowControls(process.platform),
    locale: app.getLocale(),
    ...(suggestedServerUrl === null ? {} : { suggestedServerUrl }),
  };
}

function platform(): AppInfo['platform'] {
  return process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux';
}
