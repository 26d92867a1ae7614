import type { CouchRequest, CouchUser, MemoryCouch } from './memory-couch.ts';

/** What happens to one request on its way, or to its answer on the way back. */
export type Mishap =
  | 'lost'
  | 'answer-lost'
  | 'hangs'
  | 'busy'
  | 'broken'
  | 'portal'
  | 'empty-object'
  | 'rejected'
  | 'rows-missing'
  | 'accepted'
  | 'forged'
  | 'slow';

export interface Planned {
  readonly mishap: Mishap;
  /** `_bulk_docs`, `_changes`, …; null for the very next one. */
  readonly rest: string | null;
}

const never = (): Promise<Response> => new Promise(() => undefined);
const noNetwork = (): TypeError => new TypeError('fetch failed');

function instead(status: number, contentType: string, body: string, more = {}): Response {
  return new Response(body, { status, headers: { 'content-type': contentType, ...more } });
}

async function withoutSomeRows(answered: Response): Promise<Response> {
  const rows = (await answered.json()) as unknown[];
  return instead(201, 'application/json', JSON.stringify(rows.slice(1)));
}

/** The first document claims another author, which the design document refuses. */
function forge(body: string): string {
  const batch = JSON.parse(body) as { docs: Record<string, unknown>[] };
  batch.docs[0]!['updatedBy'] = 'somebody-else';
  return JSON.stringify(batch);
}

/** The line between one console and the server. */
export class Wire {
  readonly planned: Planned[] = [];
  private readonly couch: MemoryCouch;
  private readonly who: CouchUser;
  private readonly later: (ms: number) => Promise<void>;
  private isCut = false;
  private offline = false;
  private readonly open = new Set<(error: Error) => void>();

  constructor(couch: MemoryCouch, who: CouchUser, later: (ms: number) => Promise<void>) {
    this.couch = couch;
    this.who = who;
    this.later = later;
  }

  /** The process is dead: nothing leaves it, nothing reaches it. */
  cut(): void {
    this.isCut = true;
  }

  get isOffline(): boolean {
    return this.offline;
  }

  /** The cable: pulled, it breaks what is under way. */
  set isOffline(offline: boolean) {
    this.offline = offline;
    if (offline) for (const drop of [...this.open]) drop(noNetwork());
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (this.isCut) return never();
    if (this.isOffline) throw noNetwork();
    const { pathname, searchParams } = new URL(url, 'http://couch.test');
    const [database = '', ...rest] = pathname.replace(/^\//, '').split('/').map(decodeURIComponent);
    const request: CouchRequest = {
      method: init.method ?? 'GET',
      database,
      rest: rest.join('/'),
      query: searchParams,
      body: typeof init.body === 'string' ? init.body : null,
      signal: init.signal ?? null,
    };
    const at = this.planned.findIndex((each) => each.rest === null || each.rest === request.rest);
    const [plan] = at < 0 ? [] : this.planned.splice(at, 1);
    const answered = await this.untilDropped(this.carry(request, plan?.mishap));
    return this.isCut ? never() : answered;
  };

  private async untilDropped(coming: Promise<Response>): Promise<Response> {
    let drop: (error: Error) => void = () => undefined;
    const dropped = new Promise<never>((_resolve, reject) => {
      drop = reject;
    });
    this.open.add(drop);
    try {
      return await Promise.race([coming, dropped]);
    } finally {
      this.open.delete(drop);
    }
  }

  private async carry(request: CouchRequest, mishap: Mishap | undefined): Promise<Response> {
    const pass = (more: Partial<CouchRequest> = {}): Promise<Response> =>
      this.couch.request(this.who, { ...request, ...more });
    switch (mishap) {
      case 'lost':
        throw noNetwork();
      case 'answer-lost':
        await pass();
        throw noNetwork();
      case 'hangs':
        return never();
      case 'busy':
        return instead(503, 'text/html', 'busy', { 'retry-after': '2' });
      case 'broken':
        return instead(500, 'application/json', '{"error":"internal","reason":"case_clause"}');
      case 'portal':
        return instead(200, 'text/html', '<p>Wi-Fi');
      case 'empty-object':
        return instead(200, 'application/json', '{}');
      case 'rejected':
        return instead(401, 'application/json', '{"error":"unauthorized","reason":"Session."}');
      case 'slow':
        await this.later(5000);
        return pass();
      case 'rows-missing':
        return request.rest === '_bulk_docs' ? withoutSomeRows(await pass()) : pass();
      case 'accepted':
        return instead(202, 'application/json', await (await pass()).text());
      case 'forged':
        return pass({ body: forge(request.body ?? '{}') });
      case undefined:
        return pass();
    }
  }
}
