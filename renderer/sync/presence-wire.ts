import type { PresenceDocument } from '../../shared/model/presence.ts';
import { PRESENCE_DATABASE, readPresence } from '../../shared/model/presence.ts';
import { wrongShape } from './classify-answer.ts';
import { systemClock } from './clock.ts';
import { readBulk, readCurrent, readFeedPage } from './read-answers.ts';
import { sendRequest } from './send-request.ts';
import type { JsonAnswer, RequestParts, RequestSpec } from './send-request.ts';
import { TransportError } from './transport-error.ts';
import type { TransportOptions } from './transport.ts';

const OWNER = 'presence';
/** A word that comes later than this is old. */
const TIMEOUT_MS = 10_000;
/** Past the server's own limit for a long poll. */
const GRACE_MS = 10_000;
/** More consoles on one record than anybody reads of. */
const MOST_ROWS = 100;

/** Who is on a record, as the server told it. */
export interface PresencePage {
  readonly since: string;
  readonly documents: ReadonlyMap<string, PresenceDocument>;
  /** The server's clock at the answer; null where it sent none. */
  readonly serverNowMs: number | null;
}

/** Presence over the one transport (L1). Throws `TransportError` alone. */
export interface PresenceWire {
  /** Writes this console's own document over whatever stands there. */
  say(id: string, document: PresenceDocument, signal: AbortSignal): Promise<void>;
  /**
   * What was said about a record since a sequence.
   * @param waitMs Held that long where there is nothing new; 0 answers at once.
   */
  hear(recordId: string, since: string, waitMs: number, signal: AbortSignal): Promise<PresencePage>;
}

class HttpPresenceWire implements PresenceWire {
  private readonly parts: RequestParts;
  /** Of the document this console wrote last. */
  private readonly revisions = new Map<string, string>();

  constructor(options: TransportOptions) {
    this.parts = {
      ...options,
      clock: options.clock ?? systemClock,
      onCancel: options.onCancel ?? (() => undefined),
    };
  }

  async say(id: string, document: PresenceDocument, signal: AbortSignal): Promise<void> {
    if (await this.write(id, document, signal)) return;
    // Another run of this console wrote it last: its revision is all that is missing.
    const rev = await this.revisionOf(id, signal);
    if (rev === null) this.revisions.delete(id);
    else this.revisions.set(id, rev);
    await this.write(id, document, signal);
  }

  async hear(
    recordId: string,
    since: string,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<PresencePage> {
    const query = new URLSearchParams({
      filter: '_selector',
      include_docs: 'true',
      limit: String(MOST_ROWS),
      since,
    });
    if (waitMs > 0) {
      query.set('feed', 'longpoll');
      query.set('timeout', String(waitMs));
    }
    const answer = await this.send({
      method: 'POST',
      path: `${PRESENCE_DATABASE}/_changes?${query.toString()}`,
      body: JSON.stringify({ selector: { $or: [{ recordId }, { leftId: recordId }] } }),
      timeoutMs: waitMs + GRACE_MS,
      signal,
    });
    const page = readFeedPage(answer.json, answer.bytes);
    if (!page) throw this.odd(answer, 'a page of presence');
    const documents = new Map<string, PresenceDocument>();
    for (const change of page.changes) {
      const document = change.kind === 'document' ? readPresence(change.document) : null;
      if (document) documents.set(change.id, document);
    }
    return { since: page.lastSeq, documents, serverNowMs: answer.contact.serverNowMs };
  }

  /** False: somebody else's revision stands there. */
  private async write(
    id: string,
    document: PresenceDocument,
    signal: AbortSignal,
  ): Promise<boolean> {
    const rev = this.revisions.get(id);
    const body = { _id: id, ...(rev === undefined ? {} : { _rev: rev }), ...document };
    const answer = await this.send({
      method: 'POST',
      path: `${PRESENCE_DATABASE}/_bulk_docs`,
      body: JSON.stringify({ docs: [body] }),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const result = readBulk(answer.json, [id])?.get(id);
    if (!result) throw this.odd(answer, 'a list of results');
    if (result.kind !== 'ok') return false;
    this.revisions.set(id, result.rev);
    return true;
  }

  private async revisionOf(id: string, signal: AbortSignal): Promise<string | null> {
    const answer = await this.send({
      method: 'POST',
      path: `${PRESENCE_DATABASE}/_all_docs?include_docs=true`,
      body: JSON.stringify({ keys: [id] }),
      timeoutMs: TIMEOUT_MS,
      signal,
    });
    const state = readCurrent(answer.json, [id])?.get(id);
    return state?.kind === 'document' ? state.rev : null;
  }

  private send(spec: Omit<RequestSpec, 'owner'>): Promise<JsonAnswer> {
    return sendRequest(this.parts, { ...spec, owner: OWNER });
  }

  private odd(answer: JsonAnswer, what: string): TransportError {
    return new TransportError(wrongShape(answer.json, answer.status, what), OWNER);
  }
}

export function createPresenceWire(options: TransportOptions): PresenceWire {
  return new HttpPresenceWire(options);
}
