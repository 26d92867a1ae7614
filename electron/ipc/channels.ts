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
  'notification:show': true,
  'system:uptime': true,
  'report:pdf': true,
  'vault:append': true,
  'vault:settle': true,
  'vault:dismiss': true,
  'vault:read': true,
  'vault:summary': true,
  'replica:generation': true,
  'replica:set-aside': true,
  'replica:forgotten': true,
  'storage:set-aside': true,
  'app:settled': true,
} as const satisfies Record<InvokeChannel, true>;

const EVENTS = {
  'session:changed': true,
  'system:resumed': true,
  'route:open': true,
  'app:settle': true,
} as const satisfies Record<EventChannel, true>;

export function isInvokeChannel(name: string): name is InvokeChannel {
  return Object.hasOwn(INVOKE, name);
}

export function isEventChannel(name: string): name is EventChannel {
  return Object.hasOwn(EVENTS, name);
}
