import type { AnyDocument } from '../../shared/model/collections.ts';
import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import type { ItemClass } from '../../shared/model/policy.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord } from '../couch/json-record.ts';
import type { ImportedDocument } from './import-row.ts';

/** Behind every id that starts with `policy:`. */
const POLICIES = { startkey: 'policy:', endkey: 'policy:\uffff', include_docs: true };

function isItemClass(document: AnyDocument): document is ItemClass {
  return document.kind === 'item-class';
}

/**
 * The item classes of a workspace: consoles know a class by its key, so a second one of the same
 * key would hide what somebody set up.
 */
export class WorkspaceClasses {
  private readonly server: CouchServer;
  private idsByKey: Promise<ReadonlyMap<string, string>> | null = null;

  constructor(server: CouchServer) {
    this.server = server;
  }

  /** Leaves out classes of which the workspace has its own. @throws CouchFailure */
  async withoutKnown<T extends ImportedDocument>(documents: readonly T[]): Promise<readonly T[]> {
    if (!documents.some(({ document }) => isItemClass(document))) return documents;
    this.idsByKey ??= this.read();
    const known = await this.idsByKey;
    return documents.filter(
      ({ document }) =>
        !isItemClass(document) || (known.get(document.key) ?? document.id) === document.id,
    );
  }

  private async read(): Promise<ReadonlyMap<string, string>> {
    const answer = await this.server.request({
      db: REFERENCE_DATABASE,
      path: '_all_docs',
      query: POLICIES,
    });
    const { rows } = asRecord(answer);
    const known = new Map<string, string>();
    for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
      const { _id: id, kind, key, removedAt } = asRecord(asRecord(row)['doc']);
      if (kind !== 'item-class' || typeof id !== 'string' || typeof key !== 'string') continue;
      if (removedAt === undefined) known.set(key, id);
    }
    return known;
  }
}
