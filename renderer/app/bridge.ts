import type { Bridge } from '../../shared/protocol/ipc.ts';

declare global {
  interface Window {
    readonly outpost?: Bridge;
  }
}

/** What the preload script exposes; without it there is no shell and nothing to do. */
export function bridge(): Bridge {
  if (!window.outpost) throw new Error('Outpost has to be opened from its own application.');
  return window.outpost;
}
