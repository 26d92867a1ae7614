import type { CouchServer } from '../couch/couch-server.ts';

/** Lets so many tasks run at once; the others wait in order. */
export class Turnstile {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(places: number) {
    this.free = places;
  }

  async pass<T>(task: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

/** The same server through a bounded number of connections. */
export function boundedServer(server: CouchServer, connections: number): CouchServer {
  const turnstile = new Turnstile(connections);
  return {
    url: server.url,
    userName: server.userName,
    request: (request) => turnstile.pass(() => server.request(request)),
    find: (request) => turnstile.pass(() => server.find(request)),
  };
}
