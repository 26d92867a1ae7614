import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { app, dialog, session, type BrowserWindow } from 'electron';
import { send } from './ipc/handle.ts';
import { setupIpc } from './ipc/setup-ipc.ts';
import { CouchForwarder } from './protocol/couch-forwarder.ts';
import { ServerNetwork, setupWindowNetwork } from './protocol/network.ts';
import { setupConsoleProtocol, setupScheme } from './protocol/scheme.ts';
import type { Credentials } from './session/account.ts';
import type { SessionKeeper } from './session/session-keeper.ts';
import { readStoredServerUrl } from './session/session-store.ts';
import { readHandedOver, setupSession } from './session/setup-session.ts';
import { routeOfArguments } from './system/deep-link.ts';
import { loadDeviceId } from './system/device-id.ts';
import { setupPermissions } from './system/permissions.ts';
import { setupPower } from './system/power.ts';
import { setupProfile } from './system/profile.ts';
import { setupSandbox } from './system/sandbox.ts';
import { say, setupSay } from './system/say.ts';
import { setupDeepLinks, setupSingleInstance } from './system/single-instance.ts';
import { Settling } from './update/settling.ts';
import { ReplicaGenerations } from './vault/replica-generations.ts';
import { SetAsideStorage } from './vault/set-aside-storage.ts';
import { Vault } from './vault/vault.ts';
import { ConsoleWindows } from './window/console-windows.ts';
import { setupContentsGuards } from './window/contents-guards.ts';
import { setupLifecycle } from './window/lifecycle.ts';
import { setupMenu } from './window/menu.ts';
import { setupTheme } from './window/theme.ts';

// main.cjs and preload.cjs lie beside each other, the page in a folder beside theirs.
const PRELOAD = path.join(__dirname, 'preload.cjs');
const RENDERER = path.join(__dirname, '../renderer');

function main(): void {
  setupSay();
  const profile = setupProfile();
  const windows = new ConsoleWindows(profile, PRELOAD);
  const show = (route: string | null) => {
    void app.whenReady().then(() => {
      windows.show(route);
    });
  };
  if (!setupSingleInstance(show)) return;
  setupDeepLinks(show);
  const handedOver = readHandedOver();
  setupSandbox();
  setupScheme();
  setupContentsGuards();
  const network = new ServerNetwork();
  network.expect([
    handedOver?.serverUrl,
    readStoredServerUrl(profile),
    process.env['OUTPOST_SERVER_URL'],
  ]);
  app
    .whenReady()
    .then(() => {
      onReady({ profile, windows, network, handedOver });
    })
    .catch(endWithSentence);
}

interface Start {
  readonly profile: string;
  readonly windows: ConsoleWindows;
  readonly network: ServerNetwork;
  readonly handedOver: Credentials | null;
}

function onReady({ profile, windows, network, handedOver }: Start): void {
  setupWindowNetwork(session.defaultSession);
  setupPermissions(session.defaultSession);
  const couch: CouchForwarder = new CouchForwarder({
    fetch: network.fetch,
    account: () => keeper.account(),
  });
  const keeper: SessionKeeper = setupSession({
    profile,
    deviceId: loadDeviceId(profile, randomBytes),
    fetch: network.fetch,
    handedOver,
    onChanged: (changed, accountChanged) => {
      if (accountChanged) couch.cancelAll();
      windows.tell('session:changed', changed);
    },
  });
  setupConsoleProtocol(RENDERER, couch);
  const vault = new Vault(path.join(profile, 'vault'), Date.now);
  const storage = new SetAsideStorage(profile, Date.now);
  const settling = new Settling<BrowserWindow>((window) => {
    send(window, 'app:settle', null);
  });
  setupIpc({
    windows,
    session: keeper,
    couch,
    vault,
    settling,
    generations: new ReplicaGenerations(profile, Date.now),
    setStorageAside: () => storage.setAside(),
    suggestedServerUrl: () => process.env['OUTPOST_SERVER_URL'] ?? readStoredServerUrl(profile),
  });
  setupPower(() => {
    windows.tell('system:resumed', null);
    keeper.confirm();
  });
  setupMenu();
  setupTheme(() => windows.all());
  setupLifecycle({ windows, settling, vault });
  void storage.forgetOld();
  windows.open(routeOfArguments(process.argv) ?? '/');
}

function endWithSentence(error: unknown): void {
  const sentence = `Outpost could not start: ${String(error)}`;
  say(sentence);
  dialog.showErrorBox('Outpost', sentence);
  app.exit(1);
}

main();
