import type { ConsoleApp } from './console-app.ts';

/** A notification the desktop was asked to show. */
export interface Told {
  readonly title: string;
  readonly body: string;
}

interface Listening {
  told: Told[];
  click: (() => void)[];
}

/**
 * Takes the desktop's place for notifications of this process: what it is asked to show is written
 * down, and nothing depends on whether the machine has a desktop that shows any.
 */
export async function listenToDesktop({ electron }: ConsoleApp): Promise<void> {
  await electron.evaluate(({ Notification }) => {
    const heard: Listening = { told: [], click: [] };
    Object.assign(globalThis, { heard });
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification): void {
      heard.told.push({ title: this.title, body: this.body });
      heard.click.push(() => this.emit('click'));
    };
  });
}

/** What was shown since then, oldest first. */
export function told({ electron }: ConsoleApp): Promise<readonly Told[]> {
  return electron.evaluate(() => (globalThis as unknown as { heard: Listening }).heard.told);
}

/** The person clicks on the one that was shown last. */
export async function clickLastTold({ electron }: ConsoleApp): Promise<void> {
  await electron.evaluate(() => {
    (globalThis as unknown as { heard: Listening }).heard.click.at(-1)?.();
  });
}
