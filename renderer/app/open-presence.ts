import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import { scopesOf } from '../../shared/policy/roles.ts';
import { systemClock } from '../sync/clock.ts';
import { createPresence } from '../sync/presence.ts';
import { createPresenceWire } from '../sync/presence-wire.ts';
import type { Presence } from '../sync/presence.ts';
import type { SyncStatusStore } from '../sync/sync-status.ts';

export interface OpenPresenceOptions {
  readonly shell: Bridge;
  readonly session: Session;
  /** Of the replica; its windows share one document. */
  readonly name: string;
  readonly baseUrl: string;
  readonly status: SyncStatusStore;
  readonly now: () => number;
}

/** More feeds than this, and a held poll would take the last connections from what is sent. */
const MOST_SCOPES_HELD = 2;
/** Typing counts for so long after the last key. */
const TYPING_MS = 45_000;

/** Calls back when somebody types in the record on screen, and when they have stopped. */
function watchTyping(onTyping: (isTyping: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopTyping = (): void => {
    clearTimeout(timer);
    onTyping(false);
  };
  const onInput = (event: Event): void => {
    const { target } = event;
    if (!(target instanceof Element) || !target.closest('[data-pane="record"]')) return;
    clearTimeout(timer);
    timer = setTimeout(stopTyping, TYPING_MS);
    onTyping(true);
  };
  document.addEventListener('input', onInput, true);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('input', onInput, true);
  };
}

/** Of several windows the one that was used last speaks for the console. */
function watchFloor(name: string, onChange: () => void) {
  const channel = new BroadcastChannel(`${name}-presence`);
  let hasFloor = document.hasFocus();
  const take = (): void => {
    channel.postMessage('taken');
    if (hasFloor) return;
    hasFloor = true;
    onChange();
  };
  const onMessage = (): void => {
    hasFloor = false;
    onChange();
  };
  channel.addEventListener('message', onMessage);
  window.addEventListener('focus', take);
  return {
    has: (): boolean => hasFloor,
    take,
    close(): void {
      window.removeEventListener('focus', take);
      channel.close();
    },
  };
}

/** Presence of this window; nothing waits for it. */
export function openPresence(options: OpenPresenceOptions): Presence {
  const { shell, session, name, baseUrl, status, now } = options;
  const presence = createPresence({
    wire: createPresenceWire({
      fetch: (input, init) => fetch(input, init),
      baseUrl,
      newRequestId: () => crypto.randomUUID(),
      clock: systemClock,
      onCancel: (requestId) => void shell.invoke('couch:cancel', requestId),
    }),
    clock: systemClock,
    userName: session.userName,
    deviceId: session.deviceId,
    now,
    holdsPoll: () => scopesOf(session.roles).length <= MOST_SCOPES_HELD,
  });
  const settle = (): void => {
    const { phase } = status.get();
    const isOnline = phase === 'live' || phase === 'catching-up';
    presence.setActive(isOnline && floor.has() && document.visibilityState === 'visible');
  };
  const floor = watchFloor(name, settle);
  const stopTyping = watchTyping((isTyping) => presence.setEditing(isTyping));
  const stopStatus = status.subscribe(settle);
  document.addEventListener('visibilitychange', settle);
  settle();
  return {
    ...bound(presence),
    show(recordId) {
      // What is opened here is where the person is, even if the window was not touched yet.
      if (recordId !== null && document.visibilityState === 'visible') floor.take();
      presence.show(recordId);
    },
    async stop() {
      document.removeEventListener('visibilitychange', settle);
      stopStatus();
      stopTyping();
      floor.close();
      await presence.stop();
    },
  };
}

function bound(presence: Presence): Presence {
  return {
    peers: presence.peers,
    show: (recordId) => presence.show(recordId),
    setEditing: (isEditing) => presence.setEditing(isEditing),
    setActive: (isActive) => presence.setActive(isActive),
    stop: () => presence.stop(),
  };
}
