import { uptime } from 'node:os';
import { app, type BrowserWindow } from 'electron';
import {
  IPC_VERSION,
  type AppInfo,
  type InvokeChannel,
  type VaultAnswer,
} from '../../shared/protocol/ipc.ts';
import type { CouchForwarder } from '../protocol/couch-forwarder.ts';
import { savePdf } from '../report/save-pdf.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { Settling } from '../update/settling.ts';
import type { ReplicaGenerations } from '../vault/replica-generations.ts';
import type { Vault } from '../vault/vault.ts';
import type { ConsoleWindows } from '../window/console-windows.ts';
import { showNotification } from '../system/notifications.ts';
import { VERSION } from '../system/version.ts';
import { controlWindow } from '../window/control-window.ts';
import { drawsWindowControls } from '../window/window-options.ts';
import { handle, type Handlers } from './handle.ts';

export interface IpcDeps {
  readonly windows: ConsoleWindows;
  readonly session: SessionKeeper;
  readonly couch: CouchForwarder;
  readonly vault: Vault;
  readonly generations: ReplicaGenerations;
  readonly settling: Settling<BrowserWindow>;
  readonly setStorageAside: () => Promise<VaultAnswer>;
  readonly suggestedServerUrl: () => string | null;
}

/** Answers every channel of the contract. */
export function setupIpc(deps: IpcDeps): void {
  const { windows, session, couch, suggestedServerUrl } = deps;
  const handlers: Handlers = {
    ...safekeepingHandlers(deps),
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
    'report:pdf': savePdf,
    'window:open': (window, route) => {
      windows.open(route, window);
      return null;
    },
    'notification:show': (_window, request) =>
      showNotification(request, (route) => windows.show(route)),
    'system:uptime': () => Math.round(uptime() * 1000),
  };
  for (const channel of Object.keys(handlers) as InvokeChannel[]) {
    handle(channel, (window) => windows.has(window), handlers[channel]);
  }
}

/** What keeps unsent work outside the window, and ends the console without cutting a push off. */
function safekeepingHandlers({ vault, generations, settling, setStorageAside }: IpcDeps) {
  return {
    'vault:append': (_window, owner, replicaId, rows) => vault.append(owner, replicaId, rows),
    'vault:settle': (_window, owner, replicaId, ids) => vault.settle(owner, replicaId, ids),
    'vault:dismiss': (_window, owner, replicaIds) => vault.dismiss(owner, replicaIds),
    'vault:read': (_window, owner) => vault.read(owner),
    'vault:summary': () => vault.summary(),
    'replica:generation': (_window, owner) => generations.get(owner),
    'replica:set-aside': (_window, owner, generation) => generations.setAside(owner, generation),
    'replica:forgotten': (_window, owner, forgotten) => {
      generations.forget(owner, forgotten);
      return null;
    },
    'storage:set-aside': () => setStorageAside(),
    'app:settled': (window) => {
      settling.answer(window);
      return null;
    },
  } satisfies Partial<Handlers>;
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
