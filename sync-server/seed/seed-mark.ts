import { REFERENCE_DATABASE } from '../../shared/model/collections.ts';
import { CouchFailure } from '../couch/couch-failure.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { asRecord, type JsonRecord } from '../couch/json-record.ts';

/**
 * A local document, which consoles never see: how the demo was begun, so that a run that was cut
 * short is completed with the same documents.
 */
const MARK = { db: REFERENCE_DATABASE, path: '_local/outpost-seed' };

/** What decides every document of a demo. */
export interface SeedStory {
  readonly size: string;
  readonly seed: number;
  /** The present of the story, in milliseconds since 1970. */
  readonly nowMs: number;
}

export interface SeedMark extends SeedStory {
  readonly isComplete: boolean;
}

/** @throws CouchFailure */
export async function readSeedMark(server: CouchServer): Promise<SeedMark | null> {
  const { size, seed, nowMs, isComplete } = await findMark(server);
  if (typeof size !== 'string' || typeof seed !== 'number' || typeof nowMs !== 'number')
    return null;
  return { size, seed, nowMs, isComplete: isComplete === true };
}

/** @throws CouchFailure */
export async function writeSeedMark(server: CouchServer, mark: SeedMark): Promise<void> {
  const { _rev } = await findMark(server);
  const revision = typeof _rev === 'string' ? { _rev } : {};
  await server.request({ ...MARK, method: 'PUT', body: { ...mark, ...revision } });
}

async function findMark(server: CouchServer): Promise<JsonRecord> {
  return asRecord(await server.find(MARK));
}

/** The story to go on with, or null where none was begun. @throws CouchFailure where it cannot be. */
export function storyToComplete(mark: SeedMark | null, wanted: SeedStory): SeedStory | null {
  if (mark === null) return null;
  if (mark.isComplete) {
    throw new CouchFailure(
      'refused',
      'The demo workspace is already on this server. It is written once; for a fresh one take another server or data folder.',
    );
  }
  if (mark.size === wanted.size && mark.seed === wanted.seed) return mark;
  throw new CouchFailure(
    'refused',
    `A demo of another kind was begun on this server and cut short. Complete it with --size ${mark.size} --seed ${mark.seed}, or take another server or data folder.`,
  );
}
