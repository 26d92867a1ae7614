import { parseUrl } from '../system/parse-url.ts';

export type ServerUrlResult =
  | { readonly ok: true; readonly serverUrl: string }
  | { readonly ok: false; readonly message: string };

/**
 * Reads the address of a server as people type it: `couch.example.org`, `127.0.0.1:5984`,
 * `https://example.org/couch/`. Without a scheme it is https, on this machine http.
 *
 * @returns the address without a slash at the end, or a sentence that says what is wrong with it.
 */
export function parseServerUrl(text: string): ServerUrlResult {
  const trimmed = text.trim();
  if (trimmed === '') return wrong('Enter the address of the server.');
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed);
  const url = hasScheme ? parseUrl(trimmed) : withScheme(trimmed);
  if (url === null || url.hostname === '') {
    return wrong(`“${trimmed}” is not an address. It looks like https://couch.example.org.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return wrong(`The address starts with ${url.protocol}//; it has to be https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    return wrong('Leave name and password out of the address; they have fields of their own.');
  }
  if (url.search !== '' || url.hash !== '') {
    return wrong(`Leave everything from “${url.search === '' ? '#' : '?'}” on out of the address.`);
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return wrong(needsTls(url.hostname));
  return { ok: true, serverUrl: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}

/** Whether a host is this machine, by name or address; `[::1]` with its brackets. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}

function withScheme(text: string): URL | null {
  const secure = parseUrl(`https://${text}`);
  if (secure === null || !isLoopback(secure.hostname)) return secure;
  return parseUrl(`http://${text}`);
}

function needsTls(hostname: string): string {
  return (
    `http:// to ${hostname} would send your password readable for the whole network. ` +
    'Use https://. The server needs TLS for that: put a proxy such as Caddy in front of it ' +
    `(caddy reverse-proxy --from ${hostname} --to 127.0.0.1:5984) or turn on CouchDB's own ` +
    '([ssl] enable = true).'
  );
}

function wrong(message: string): ServerUrlResult {
  return { ok: false, message };
}
