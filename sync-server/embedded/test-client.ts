import { newUuid } from './uuid.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, `undefined` where it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Requests as one person, for tests that read like a table of method, address and answer. */
export class TestClient {
  constructor(
    readonly url: string,
    private readonly credentials?: { readonly name: string; readonly password: string },
  ) {}

  /** @param body a string goes as it is, anything else as JSON */
  async call(
    method: string,
    address: string,
    body?: unknown,
    { headers = {}, signal }: CallOptions = {},
  ): Promise<Answer> {
    const response = await fetch(this.url + address, {
      method,
      headers: { ...this.authorization(), 'content-type': 'application/json', ...headers },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(15_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  /** The JSON of an answer that must be a success. */
  async ok<T = Record<string, unknown>>(
    method: string,
    address: string,
    body?: unknown,
  ): Promise<T> {
    const answer = await this.call(method, address, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${address}: ${String(answer.status)} ${answer.text}`);
    }
    return answer.json as T;
  }

  private authorization(): Record<string, string> {
    if (!this.credentials) return {};
    const { name, password } = this.credentials;
    return { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A database name that no other test uses. */
export const freshName = (): string => `test-${newUuid()}`;
