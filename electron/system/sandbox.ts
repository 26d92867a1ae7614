import { app } from 'electron';

/**
 * Every renderer in the operating system's sandbox. Not with --no-sandbox (root in a container): the
 * network service then dies in a loop.
 */
export function setupSandbox(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}
