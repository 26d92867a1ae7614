import { openRawStore, putRaw } from './raw-store.ts';

export interface PullRequest {
  readonly database: string;
  /** Rows of a page of the feed, the same for everything that is compared. */
  readonly pageRows: number;
}

export interface PullOutcome {
  readonly ms: number;
  readonly documents: number;
}

interface Page {
  readonly results: readonly { readonly id: string; readonly doc: object }[];
  readonly last_seq: string;
}

async function fetchPage({ database, pageRows }: PullRequest, since: string): Promise<Page> {
  const query = new URLSearchParams({
    include_docs: 'true',
    limit: String(pageRows),
    since,
    seq_interval: String(pageRows),
  });
  const answer = await fetch(`/couch/${database}/_changes?${query.toString()}`);
  return JSON.parse(await answer.text()) as Page;
}

/**
 * The least a pull has to do: fetch every page, parse it, put its documents into one store. Like
 * the engine it asks for the next page before it stores this one.
 */
export async function pullFloor(request: PullRequest): Promise<PullOutcome> {
  const store = await openRawStore('floor', (database) => {
    database.createObjectStore('documents', { keyPath: '_id' });
  });
  const startedAt = performance.now();
  let documents = 0;
  let coming = fetchPage(request, '0');
  for (;;) {
    const page = await coming;
    const isLast = page.results.length < request.pageRows;
    if (!isLast) coming = fetchPage(request, page.last_seq);
    await putRaw(
      store,
      'documents',
      page.results.map((row) => row.doc),
    );
    documents += page.results.length;
    if (isLast) return { ms: performance.now() - startedAt, documents };
  }
}
