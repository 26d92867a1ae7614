/** What a request to the server needs; never leaves the main process. */
export interface Account {
  /** Without a slash at the end. */
  readonly serverUrl: string;
  readonly userName: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
}

/** The part of `fetch` used here, so that Chromium's network stack can be injected. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Credentials {
  readonly serverUrl: string;
  readonly userName: string;
  readonly password: string;
}

/** HTTP Basic (RFC 7617) with UTF-8, as CouchDB reads it. */
export function toAccount({ serverUrl, userName, password }: Credentials): Account {
  const pair = Buffer.from(`${userName}:${password}`, 'utf8').toString('base64');
  return { serverUrl, userName, authorization: `Basic ${pair}` };
}
