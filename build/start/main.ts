/** `npm start`: see USAGE. Everything it starts ends with it. */
import { existsSync } from 'node:fs';
import { bundleAll } from '../bundle/bundle-all.ts';
import { ensureSystem } from '../runtime/ensure-system.ts';
import { interruption } from '../runtime/interruption.ts';
import { dataFolder, ROOT } from '../runtime/paths.ts';
import { resolveElectron, type ElectronRuntime } from '../runtime/resolve-electron.ts';
import { formatDuration, runMain, say } from '../runtime/say.ts';
import { hasDisplay, startVirtualDisplay } from '../runtime/virtual-display.ts';
import { joinDemoServer, leaveDemoServer } from './demo-server.ts';
import { launchConsole, type ConsoleLaunch } from './launch-console.ts';
import { parseStartOptions, USAGE, type StartOptions } from './start-options.ts';
import { workspaceAt } from './workspace.ts';

type RunOptions = Extract<StartOptions, { kind: 'demo' | 'server' }>;
type Undo = () => Promise<void>;

await runMain(async () => {
  // npm changes to the repository; a relative folder means the one the person is in.
  const options = parseStartOptions(
    process.argv.slice(2),
    process.env['INIT_CWD'] ?? process.cwd(),
  );
  if (options.kind === 'help') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  if (options.kind === 'wrong') {
    say(`${options.message}.\n\n${USAGE}`);
    return 2;
  }
  return start(options);
});

/** Runs until the window closes or somebody says stop, then takes back what was started. */
async function start(options: RunOptions): Promise<number> {
  const stop = interruption();
  const undo: Undo[] = [];
  const stopped = new Promise<number>((resolve) =>
    stop.addEventListener('abort', () => {
      say('Stopping …');
      resolve(0);
    }),
  );
  try {
    return await Promise.race([run(options, undo, stop), stopped]);
  } finally {
    // Backwards: first the window, then its display, then the server.
    for (const step of undo.reverse()) await step();
    // A download that was under way would keep this process.
    if (stop.aborted) process.exit(0);
  }
}

async function run(options: RunOptions, undo: Undo[], signal: AbortSignal): Promise<number> {
  const electron = await resolveElectron();
  await ensureSystem({ electron: electron.path, chromium: false });
  await build();
  const console = await consoleSettings(options, undo, signal);
  signal.throwIfAborted();
  const display = hasDisplay() ? null : await openVirtualDisplay(undo);
  signal.throwIfAborted();

  say(`Opening the console (Electron ${electron.version}${kindNote(electron)}).`);
  const running = launchConsole({ ...console, electron: electron.path, display });
  undo.push(async () => {
    running.close();
    await running.ended;
  });
  const code = await running.ended;
  if (code !== 0 && !signal.aborted) say(`The console ended with exit code ${code}.`);
  return code;
}

async function build(): Promise<void> {
  const startedAt = performance.now();
  const report = await bundleAll({ root: ROOT, only: ['main', 'preload', 'renderer'] });
  if (report.built.length === 0) return;
  say(`Built ${report.built.join(', ')} in ${formatDuration(performance.now() - startedAt)}.`);
}

async function consoleSettings(
  options: RunOptions,
  undo: Undo[],
  signal: AbortSignal,
): Promise<Pick<ConsoleLaunch, 'profile' | 'sessionFile' | 'serverUrl'>> {
  if (options.kind === 'server') {
    return { profile: options.profile, sessionFile: null, serverUrl: options.url };
  }
  const workspace = workspaceAt(dataFolder(), options.size);
  undo.push(() => leaveDemoServer(workspace));
  const serverUrl = await joinDemoServer(workspace, signal);
  return {
    profile: options.profile ?? workspace.profile,
    // Without it the console asks who signs in.
    sessionFile: existsSync(workspace.sessionFile) ? workspace.sessionFile : null,
    serverUrl,
  };
}

async function openVirtualDisplay(undo: Undo[]): Promise<string> {
  const virtual = await startVirtualDisplay();
  undo.push(() => virtual.stop());
  say(`There is no display, so the window opens on a virtual one (Xvfb, ${virtual.display}).`);
  return virtual.display;
}

function kindNote(electron: ElectronRuntime): string {
  return electron.kind === 'development' ? ', development runtime' : '';
}
