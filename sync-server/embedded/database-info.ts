import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Database } from './database.ts';
import type { JsonObject } from './json.ts';
import { formatSequence } from './sequence.ts';

/** What CouchDB answers for `GET /db`. */
export async function databaseInfo(database: Database): Promise<JsonObject> {
  const { info, leaves } = await database.gate.share(async () => {
    const counts = await database.pouch.info();
    const { pending, level } = database;
    return { info: counts, leaves: await pending.after(level, 0, counts.update_seq) };
  });
  const file = await folderBytes(path.join(database.folder, 'store'));
  return {
    db_name: database.name,
    doc_count: info.doc_count,
    // Conflicting revisions count as well: PouchDB keeps no number of its own.
    doc_del_count: Math.max(0, leaves - info.doc_count),
    update_seq: formatSequence(info.update_seq, database.instanceId),
    purge_seq: '0',
    compact_running: false,
    sizes: { file, external: file, active: file },
    instance_start_time: database.createdAtSeconds,
    disk_format_version: 8,
    props: {},
    cluster: { q: 1, n: 1, w: 1, r: 1 },
  };
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  // Files come and go while leveldb compacts.
  const sizes = names.map((name) =>
    stat(path.join(folder, name)).then(
      (entry) => entry.size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}
