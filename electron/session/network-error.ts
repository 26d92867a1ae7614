import { parseUrl } from '../system/parse-url.ts';

export interface NetworkError {
  /** One word for programs. */
  readonly code: 'aborted' | 'redirected' | 'certificate' | 'offline' | 'unreachable';
  /** A sentence for the person. */
  readonly sentence: string;
}

/** Says in words why a request got no answer, from what Chromium's network stack throws. */
export function describeNetworkError(error: unknown, serverUrl: string): NetworkError {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  const host = parseUrl(serverUrl)?.host ?? serverUrl;
  if (/abort/i.test(text)) {
    return {
      code: 'aborted',
      sentence: `The request to ${host} was ended before it was answered.`,
    };
  }
  if (/redirect/i.test(text)) {
    return {
      code: 'redirected',
      sentence: `${host} sends us elsewhere. This network may want a sign-in in the browser first, or the server's address has changed.`,
    };
  }
  if (/ERR_CERT|ERR_SSL|ERR_BAD_SSL/.test(text)) {
    return {
      code: 'certificate',
      sentence: `This machine does not trust the certificate of ${host}, so nothing was sent.`,
    };
  }
  if (/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_ADDRESS_UNREACHABLE/.test(text)) {
    return { code: 'offline', sentence: 'This machine has no network right now.' };
  }
  return { code: 'unreachable', sentence: unreachableSentence(text, host) };
}

function unreachableSentence(text: string, host: string): string {
  if (text.includes('ERR_NAME_NOT_RESOLVED')) {
    return `The name of ${host} is not known on this network.`;
  }
  if (text.includes('ERR_CONNECTION_REFUSED')) return `Nothing answers at ${host}.`;
  if (text.includes('ERR_PROXY') || text.includes('ERR_TUNNEL')) {
    return `The proxy of this network does not let us through to ${host}.`;
  }
  const name = /ERR_[A-Z_]+/.exec(text)?.[0];
  return `${host} could not be reached${name === undefined ? '' : ` (${name})`}.`;
}
