import { isConsoleUrl } from '../protocol/console-url.ts';

/** What is looked at of the frame a message came from. */
export interface SenderFrame {
  readonly url: string;
  /** Null for the main frame of a window. */
  readonly parent: unknown;
}

/**
 * Whether a message came from the page of one of our windows: the console itself, not a frame inside
 * it, not a page that a window was made to show, not a frame that is gone.
 */
export function isTrustedSender(frame: SenderFrame | null, isOurWindow: boolean): boolean {
  return isOurWindow && frame !== null && frame.parent === null && isConsoleUrl(frame.url);
}
