import { expect, it } from 'vitest';
import { describeNetworkError } from './network-error.ts';

it.each([
  ['net::ERR_CONNECTION_REFUSED', 'unreachable', 'Nothing answers at couch.example.org.'],
  ['net::ERR_NAME_NOT_RESOLVED', 'unreachable', 'not known on this network'],
  ['net::ERR_PROXY_CONNECTION_FAILED', 'unreachable', 'proxy'],
  ['net::ERR_CONNECTION_TIMED_OUT', 'unreachable', '(ERR_CONNECTION_TIMED_OUT)'],
  ['net::ERR_INTERNET_DISCONNECTED', 'offline', 'no network'],
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate', 'does not trust the certificate'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate', 'does not trust the certificate'],
  ['Redirect was cancelled', 'redirected', 'sign-in in the browser'],
  ['This operation was aborted', 'aborted', 'ended before it was answered'],
  ['something new', 'unreachable', 'could not be reached.'],
])('%s is told in words', (message, code, part) => {
  const error = describeNetworkError(new Error(message), 'https://couch.example.org/x');
  expect(error.code).toBe(code);
  expect(error.sentence).toContain(part);
});
