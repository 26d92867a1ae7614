import { REFERENCE_DATABASE, scopeDatabase } from '../../shared/model/collections.ts';
import type { AnyDocument } from '../../shared/model/collections.ts';
import { collectionOfId } from '../../shared/model/ids.ts';
import { connectCouch } from '../../sync-server/couch/couch-server.ts';
import { provision } from '../../sync-server/couch/provision.ts';
import { bulkWrite, requireAllTaken, toCouch } from '../../sync-server/couch/write-documents.ts';
import { startEmbeddedServer } from '../../sync-server/embedded/embedded-server.ts';
import { withCredentials } from '../../sync-server/embedded/testing.ts';
import { manyTickets } from './data/many-tickets.ts';

const ADMIN = { name: 'admin', password: 'bench-password' } as const;

/** An embedded server with nothing in it but what `fill` brings. */
export interface BenchServer {
  readonly url: string;
  /** With the administrator's name and password in it. */
  readonly adminUrl: string;
  /**
   * Writes tickets with their timelines, at most so many documents, into a scope of its own.
   * Resolves to the number of tickets among them.
   */
  fill(options: FillOptions): Promise<number>;
  /** Creates a person who may read and write a scope. */
  addPerson(person: Credentials & { readonly scope: string }): Promise<void>;
  close(): Promise<void>;
}

interface Credentials {
  readonly userName: string;
  readonly password: string;
}

export interface FillOptions {
  readonly scope: string;
  readonly documents: number;
  /** Timelines too, not only tickets. */
  readonly hasEntries: boolean;
  /** Other numbers, other tickets. */
  readonly seed?: number;
  /** People, places and policies as well, so that the console's screens have names to show. */
  readonly hasReference?: boolean;
}

export async function startBenchServer(dataDir: string): Promise<BenchServer> {
  const server = await startEmbeddedServer({ dataDir, admin: ADMIN, logger: console });
  const adminUrl = withCredentials(server.url, ADMIN);
  const couch = connectCouch(adminUrl);
  const write = async (database: string, documents: readonly AnyDocument[]): Promise<void> => {
    requireAllTaken(
      await bulkWrite(
        couch,
        database,
        documents.map((document) => toCouch(document)),
      ),
    );
  };
  return {
    url: server.url,
    adminUrl,
    async fill(options) {
      await provision({ url: adminUrl, scopes: [options.scope] });
      const documents = storiesOf(options);
      await write(scopeDatabase(options.scope), documents);
      if (options.hasReference === true) await write(REFERENCE_DATABASE, referenceOf());
      return documents.filter(({ id }) => collectionOfId(id) === 'tickets').length;
    },
    async addPerson({ userName: name, password, scope }) {
      const roles = ['agent'] as const;
      const users = [{ name, password, roles, scopes: [scope] }];
      await provision({ url: adminUrl, scopes: [scope], users });
    },
    close: () => server.close(),
  };
}

function storiesOf({ scope, documents, hasEntries, seed }: FillOptions): readonly AnyDocument[] {
  const all: AnyDocument[] = [];
  const { stories } = manyTickets({ count: documents, seed: seed ?? 7, nowMs: Date.now() });
  for (const { ticket, entries } of stories()) {
    for (const document of [ticket, ...(hasEntries ? entries : [])]) {
      all.push({ ...document, scope });
    }
    if (all.length >= documents) break;
  }
  return all.slice(0, documents);
}

function referenceOf(): readonly AnyDocument[] {
  const { foundation } = manyTickets({ count: 1, seed: 7, nowMs: Date.now() });
  return foundation.flatMap(({ document }) => ('scope' in document ? [] : [document]));
}
