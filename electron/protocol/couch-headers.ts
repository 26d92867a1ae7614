import { inertHeaders } from './response-headers.ts';

const TO_SERVER = ['accept', 'content-type', 'if-match', 'if-none-match', 'range'] as const;

const FROM_SERVER = [
  'accept-ranges',
  'cache-control',
  'content-md5',
  'content-range',
  'content-type',
  'date',
  'etag',
  'retry-after',
  'x-couch-request-id',
] as const;

/** Headers of a request of a window that go on to the server, with the credentials added. */
export function headersToServer(headers: Headers, authorization: string): Record<string, string> {
  return { ...pick(headers, TO_SERVER), authorization };
}

/**
 * Headers of the server's answer that go on to the window. A cookie, a redirect or a policy of the
 * server's does not.
 */
export function headersFromServer(headers: Headers): Record<string, string> {
  const kept = pick(headers, FROM_SERVER);
  // The network stack has decompressed the body: the length of a compressed one is no longer true.
  const length = headers.get('content-length');
  if (length !== null && !headers.has('content-encoding')) kept['content-length'] = length;
  return { ...kept, ...inertHeaders() };
}

function pick(headers: Headers, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) picked[name] = value;
  }
  return picked;
}
