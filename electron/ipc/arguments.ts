import type { InvokeChannel, InvokeChannels, WindowControl } from '../../shared/protocol/ipc.ts';
import { isRequestId } from '../protocol/open-requests.ts';
import { readPdfRequest } from '../report/read-pdf-request.ts';
import { isRoute } from '../system/deep-link.ts';
import { isRecord } from '../system/profile-file.ts';
import {
  readAppend,
  readDismiss,
  readForgotten,
  readOwner,
  readSetAside,
  readSettle,
} from '../vault/read-arguments.ts';

/** Reads the arguments of a call, which may be anything; null where they are not of the contract. */
export type ArgumentReader<C extends InvokeChannel> = (
  args: readonly unknown[],
) => InvokeChannels[C]['args'] | null;

const CONTROLS: readonly WindowControl[] = ['minimize', 'toggle-maximize', 'close'];
const LONGEST_FIELD = 1_024;
const LONGEST_TITLE = 200;
const LONGEST_BODY = 1_000;

export const readArguments: { readonly [C in InvokeChannel]: ArgumentReader<C> } = {
  'app:info': readNothing,
  'session:get': readNothing,
  'session:sign-in': readSignIn,
  'session:refresh': readNothing,
  'session:sign-out': readNothing,
  'couch:cancel': ([id, ...rest]) =>
    typeof id === 'string' && isRequestId(id) && rest.length === 0 ? [id] : null,
  'window:control': ([control, ...rest]) => {
    const known = CONTROLS.find((name) => name === control);
    return known !== undefined && rest.length === 0 ? [known] : null;
  },
  'window:open': ([route, ...rest]) =>
    typeof route === 'string' && isRoute(route) && rest.length === 0 ? [route] : null,
  'notification:show': readNotification,
  'system:uptime': readNothing,
  'report:pdf': readPdfRequest,
  'vault:append': readAppend,
  'vault:settle': readSettle,
  'vault:dismiss': readDismiss,
  'vault:read': readOwner,
  'vault:summary': readNothing,
  'replica:generation': readOwner,
  'replica:set-aside': readSetAside,
  'replica:forgotten': readForgotten,
  'storage:set-aside': readNothing,
  'app:settled': readNothing,
};

function readNothing(args: readonly unknown[]): readonly [] | null {
  return args.length === 0 ? [] : null;
}

function readSignIn([request, ...rest]: readonly unknown[]) {
  if (!isRecord(request) || rest.length > 0) return null;
  const { serverUrl, userName, password } = request;
  if (!isField(serverUrl) || !isField(userName) || !isField(password)) return null;
  return [{ serverUrl, userName, password }] as const;
}

function readNotification([request, ...rest]: readonly unknown[]) {
  if (!isRecord(request) || rest.length > 0) return null;
  const { title, body, route } = request;
  if (!isText(title, LONGEST_TITLE) || title === '' || !isText(body, LONGEST_BODY)) return null;
  if (typeof route !== 'string' || !isRoute(route)) return null;
  return [{ title, body, route }] as const;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isField(value: unknown): value is string {
  return isText(value, LONGEST_FIELD);
}
