import type { EventChannel, InvokeChannel } from '../../shared/protocol/ipc.ts';

/** Every channel by name; the compiler notices one that is missing. */
const INVOKE = {
  'app:info': true,
  'session:get': true,
  'session:sign-in': true,
  'session:refresh': true,
  'session:sign-out': true,
  'couch:cancel': true,
  'window:control': true,
  'window:open': true,
} as const satisfies Record<InvokeChannel, true>;

const EVENTS = {
  'session:changed': true,
  'system:resumed': true,
  'route:open': true,
} as const satisfies Record<EventChannel, true>;

export function isInvokeChannel(name: string): name is InvokeChannel {
  return Object.hasOwn(INVOKE, name);
}

export function isEventChannel(name: string): name is EventChannel {
  return Object.hasOwn(EVENTS, name);
}
