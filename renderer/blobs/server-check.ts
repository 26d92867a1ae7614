import { filesDatabase } from '../../shared/model/blob.ts';
import type { BlobStore } from './blob-store.ts';
import type { BlobWire, WireIdentity } from './wire.ts';
import { WireError } from './wire.ts';

/** Asked again even while nothing fails. */
const REFRESH_MS = 10 * 60_000;

/**
 * Whether the files database is the one this machine worked with (L13). A restored one (higher
 * epoch) may lack what was sent since: everything that is here is offered to it once more.
 */
export class ServerCheck {
  private readonly known = new Map<string, number>();

  constructor(
    private readonly store: BlobStore,
    private readonly wire: BlobWire,
    private readonly now: () => number,
  ) {}

  /** After a failure nothing is known any more. */
  invalidate(): void {
    this.known.clear();
  }

  /** @throws WireError `no-database` for one that is missing or another. */
  async ensure(scope: string, signal: AbortSignal): Promise<void> {
    const checkedAtMs = this.known.get(scope);
    if (checkedAtMs !== undefined && this.now() - checkedAtMs < REFRESH_MS) return;
    const database = filesDatabase(scope);
    const identity = await this.wire.identity(database, { signal });
    if (!identity || identity.scope !== scope) {
      throw new WireError('no-database', `${database} is not set up for files.`);
    }
    await this.compare(scope, identity);
    this.known.set(scope, this.now());
  }

  private async compare(scope: string, { databaseId, epoch }: WireIdentity): Promise<void> {
    const { servers } = this.store.books;
    const before = await servers.get(scope);
    if (before && before.databaseId !== databaseId) {
      throw new WireError('no-database', `${filesDatabase(scope)} belongs to another workspace.`);
    }
    if (before && before.epoch !== epoch) await this.store.offerAgain(scope);
    if (before?.epoch !== epoch) await servers.put({ scope, databaseId, epoch });
  }
}
