import type { Instant } from './envelope.ts';

/** Who looks at what now; nothing in it outlives a minute, and nothing of it is ever replicated. */
export const PRESENCE_DATABASE = 'outpost-presence';
/** A console says so again as long as it is true. */
export const PRESENCE_BEAT_MS = 30_000;
/** Older words count as none. */
export const PRESENCE_STALE_MS = 75_000;

/** What one console of one person says. Record ids alone: their titles stay in their scopes. */
export interface PresenceDocument {
  readonly kind: 'presence';
  readonly userName: string;
  /** '' where no record is on screen. */
  readonly recordId: string;
  /** The record before it, so that who stays there hears of the leaving; '' for none. */
  readonly leftId: string;
  readonly isEditing: boolean;
  /** When it was true, by the server's clock as far as the console knows it. */
  readonly at: Instant;
  readonly open: boolean;
}

export const PRESENCE_ID_PREFIX = 'presence:';

/** One document a console and person, for ever the same; the name stands last, whatever is in it. */
export function presenceId(deviceId: string, userName: string): string {
  return `${PRESENCE_ID_PREFIX}${deviceId}:${userName}`;
}

/** What a document says, or null where it has another shape. */
export function readPresence(document: unknown): PresenceDocument | null {
  const read = document as Partial<PresenceDocument> | null;
  if (typeof read !== 'object' || read?.kind !== 'presence') return null;
  const { userName, recordId, leftId, isEditing, at, open } = read;
  const isWhole =
    typeof userName === 'string' &&
    typeof recordId === 'string' &&
    typeof leftId === 'string' &&
    typeof isEditing === 'boolean' &&
    typeof at === 'string' &&
    typeof open === 'boolean';
  return isWhole ? { kind: 'presence', userName, recordId, leftId, isEditing, at, open } : null;
}
