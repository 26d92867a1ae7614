import type { VaultOwner } from '../../shared/protocol/ipc.ts';

/** What IndexedDB takes everywhere, and no two texts fold to the same: `a.b` and `a-b` differ. */
function fold(text: string): string {
  return encodeURIComponent(text.replace(/[A-Z_-]/g, (letter) => `%x${letter.charCodeAt(0)}%`))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}

/** A person on a server has a replica of their own (F49). */
export function replicaName({ serverUrl, userName }: VaultOwner): string {
  return `outpost-${fold(serverUrl.toLowerCase())}-${fold(userName)}`;
}
