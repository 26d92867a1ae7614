import { BrowserWindow, ipcMain } from 'electron';
import type {
  EventChannel,
  EventChannels,
  InvokeChannel,
  InvokeChannels,
} from '../../shared/protocol/ipc.ts';
import { readArguments } from './arguments.ts';
import { isTrustedSender } from './sender.ts';

/** Answers a call; `window` is the one it came from. */
type Handler<C extends InvokeChannel> = (
  window: BrowserWindow,
  ...args: InvokeChannels[C]['args']
) => InvokeChannels[C]['result'] | Promise<InvokeChannels[C]['result']>;

/** The answers to all channels. */
export type Handlers = { readonly [C in InvokeChannel]: Handler<C> };

/**
 * Registers the answer to a channel. The one place where `ipcMain` is used: a call from anything but
 * a console window, or with arguments that are not of the contract, is refused here.
 */
export function handle<C extends InvokeChannel>(
  channel: C,
  isConsoleWindow: (window: BrowserWindow) => boolean,
  handler: Handlers[C],
): void {
  ipcMain.handle(channel, async (event, ...raw: unknown[]) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (window === null || !isTrustedSender(event.senderFrame, isConsoleWindow(window))) {
      throw new Error(`${channel} was refused: it did not come from a console window.`);
    }
    const args = readArguments[channel](raw);
    if (args === null) throw new Error(`${channel} was refused: its arguments are wrong.`);
    return handler(window, ...args);
  });
}

/** Tells a window something. */
export function send<C extends EventChannel>(
  window: BrowserWindow,
  channel: C,
  payload: EventChannels[C],
): void {
  if (!window.isDestroyed()) window.webContents.send(channel, payload);
}
