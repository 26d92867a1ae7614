import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import type { Policy, PriorityMatrix, SlaPolicyDocument } from '../../shared/model/policy.ts';
import type { CatalogEntry, Party, Place } from '../../shared/model/reference.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { slaRules, type SlaRules } from '../../shared/sla/sla-rules.ts';
import { deskRulesOf } from '../../shared/workflow/desk-rules.ts';
import type { DeskRulesBody } from '../../shared/workflow/desk-rules.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { fromCouch, readDocuments, readFeedPage } from '../ops/read-database.ts';

/** What records of all scopes are judged by. */
export interface FollowerRules {
  readonly sla: SlaRules;
  /** Service levels by id. */
  readonly policies: ReadonlyMap<string, SlaPolicyDocument>;
  /** People and teams by id. */
  readonly people: ReadonlyMap<string, Party>;
  readonly matrix: PriorityMatrix['rows'];
  readonly desk: DeskRulesBody;
}

const HELD = ['policies', 'people', 'places', 'catalog'] as const;
type Held = (typeof HELD)[number];
type Documents = Readonly<Record<Held, Map<string, unknown>>>;

const PAGE = 1_000;
/** Documents read at once. */
const BATCH = 500;

function isHeld(id: string): boolean {
  const collection = collectionOfId(id);
  return HELD.some((name) => name === collection);
}

function rulesFrom(documents: Documents): FollowerRules {
  const policies = [...documents.policies.values()] as Policy[];
  const people = documents.people as ReadonlyMap<string, Party>;
  const sla = slaRules({
    policies,
    people: people.values(),
    places: documents.places.values() as Iterable<Place>,
    catalog: documents.catalog.values() as Iterable<CatalogEntry>,
  });
  const matrix = policies.find(
    (policy) => policy.kind === 'priority-matrix' && policy.removedAt === undefined,
  );
  return {
    sla,
    people,
    policies: new Map(sla.documents.map((document) => [document.id, document])),
    matrix: matrix?.kind === 'priority-matrix' ? matrix.rows : DEFAULT_MATRIX,
    desk: deskRulesOf(policies),
  };
}

/** All that evaluations depend on; who leads a team or has a manager is asked when it matters. */
function fingerprintOf(documents: Documents, { calendarOf, people, contracts }: SlaRules): string {
  const policies = [...documents.policies.values()] as Policy[];
  return JSON.stringify([
    policies
      .filter(({ kind }) => kind === 'sla' || kind === 'calendar')
      .map(({ id, version, mutationId }) => [id, version, mutationId]),
    [...calendarOf],
    [...people.values()].map(({ id, vip, siteId, userName }) => [
      id,
      vip !== undefined,
      siteId,
      userName,
    ]),
    contracts,
    deskRulesOf(policies).autoCloseDays ?? null,
  ]);
}

/** Reads the reference database and keeps up with it. */
export class ReferenceRules {
  private readonly server: CouchServer;
  private documents: Documents = emptyDocuments();
  private seq: string | null = null;
  private fingerprint = '';
  private rules: FollowerRules = rulesFrom(this.documents);

  constructor(server: CouchServer) {
    this.server = server;
  }

  get(): FollowerRules {
    return this.rules;
  }

  /**
   * Reads what is new. @returns whether records have to be judged anew because of it; false at the
   * first time, when they are judged anyway. @throws CouchFailure; the next call goes on.
   */
  async update(): Promise<boolean> {
    const isFirst = this.seq === null;
    const { ids, lastSeq } = await this.newIds();
    if (ids.length > 0 || isFirst) await this.take(ids);
    this.seq = lastSeq;
    const fingerprint = fingerprintOf(this.documents, this.rules.sla);
    const hasChanged = fingerprint !== this.fingerprint;
    this.fingerprint = fingerprint;
    return hasChanged && !isFirst;
  }

  private async newIds(): Promise<{ readonly ids: readonly string[]; readonly lastSeq: string }> {
    const ids = new Set<string>();
    let seq = this.seq ?? '0';
    for (;;) {
      const page = await readFeedPage(this.server, REFERENCE_DATABASE, seq, { limit: PAGE });
      for (const { id } of page.rows) if (isHeld(id)) ids.add(id);
      seq = page.lastSeq;
      if (page.isLast) return { ids: [...ids], lastSeq: seq };
    }
  }

  private async take(ids: readonly string[]): Promise<void> {
    const found = new Map<string, unknown>();
    for (let from = 0; from < ids.length; from += BATCH) {
      const batch = ids.slice(from, from + BATCH);
      for (const document of await readDocuments(this.server, REFERENCE_DATABASE, batch)) {
        found.set(String(document['_id']), upgrade({ ...fromCouch(document) }));
      }
    }
    for (const id of ids) {
      const map = this.documents[collectionOfId(id) as Held];
      const document = found.get(id);
      if (document === undefined) map.delete(id);
      else map.set(id, document);
    }
    this.rules = rulesFrom(this.documents);
  }
}

function emptyDocuments(): Documents {
  return { policies: new Map(), people: new Map(), places: new Map(), catalog: new Map() };
}
