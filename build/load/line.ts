/** What went over one console's line, headers included, without TLS. */
export interface Traffic {
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly errors: number;
}

export const NO_TRAFFIC: Traffic = { requests: 0, bytesSent: 0, bytesReceived: 0, errors: 0 };

export function addTraffic(a: Traffic, b: Traffic): Traffic {
  return {
    requests: a.requests + b.requests,
    bytesSent: a.bytesSent + b.bytesSent,
    bytesReceived: a.bytesReceived + b.bytesReceived,
    errors: a.errors + b.errors,
  };
}

/** Request line, `Host`, `Connection` and the like, which `fetch` adds by itself. */
const OWN_HEADERS_BYTES = 120;
const STATUS_LINE_BYTES = 17;

function headerBytes(headers: Iterable<readonly [string, string]>): number {
  let bytes = 0;
  // Name, colon, blank, value, end of line.
  for (const [name, value] of headers) bytes += name.length + value.length + 4;
  return bytes;
}

/** The network between one console and the server: counts, and can be cut. */
export class Line {
  private readonly authorization: string;
  private traffic: Traffic = NO_TRAFFIC;
  private readonly open = new Set<AbortController>();
  private isDown = false;

  constructor(userName: string, password: string) {
    this.authorization = `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`;
  }

  /** What went over it since the last call. */
  take(): Traffic {
    const { traffic } = this;
    this.traffic = NO_TRAFFIC;
    return traffic;
  }

  setDown(isDown: boolean): void {
    this.isDown = isDown;
    if (isDown) for (const each of this.open) each.abort();
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (this.isDown) throw new TypeError('fetch failed');
    const headers = {
      ...(init.headers as Record<string, string>),
      authorization: this.authorization,
    };
    const controller = new AbortController();
    const onAbort = (): void => controller.abort();
    init.signal?.addEventListener('abort', onAbort, { once: true });
    this.open.add(controller);
    const body = typeof init.body === 'string' ? init.body : '';
    const bytesSent =
      url.length +
      OWN_HEADERS_BYTES +
      headerBytes(Object.entries(headers)) +
      Buffer.byteLength(body);
    this.count({ ...NO_TRAFFIC, requests: 1, bytesSent });
    try {
      const response = await fetch(url, { ...init, headers, signal: controller.signal });
      const buffer = await response.arrayBuffer();
      const bytesReceived = STATUS_LINE_BYTES + headerBytes(response.headers) + buffer.byteLength;
      this.count({ ...NO_TRAFFIC, bytesReceived, errors: response.status >= 400 ? 1 : 0 });
      return new Response(buffer, { status: response.status, headers: response.headers });
    } catch (error) {
      if (!controller.signal.aborted) this.count({ ...NO_TRAFFIC, errors: 1 });
      throw error;
    } finally {
      this.open.delete(controller);
      init.signal?.removeEventListener('abort', onAbort);
    }
  };

  private count(more: Traffic): void {
    this.traffic = addTraffic(this.traffic, more);
  }
}
