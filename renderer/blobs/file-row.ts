import type { AttachmentEntry } from '../../shared/model/entry.ts';

/** What of a timeline entry says which content it names. */
export type FileRef = Pick<
  AttachmentEntry,
  'scope' | 'recordId' | 'name' | 'mediaType' | 'size' | 'sha256' | 'parts'
> & { readonly entryId: string };

/** Why a file will not be sent until a person did something. */
export interface FileRefusalNote {
  /** `damaged-here`: its content on this machine is not what it was. */
  readonly code: 'server' | 'too-often' | 'damaged-here';
  /** The server's words; empty for our own reasons. */
  readonly message: string;
}

/** A file whose content this machine has, sends or wants. */
export interface FileRow extends FileRef {
  readonly preview?: string;
  readonly addedAtMs: number;
  /** When it was last looked at; the longest unused goes first. */
  readonly usedAtMs: number;
  /** Its timeline entry was written: a crash in between is made up for at the next start. */
  readonly entryWritten: boolean;
  /** Made here, and the server does not have it yet. */
  readonly unsent: boolean;
  /** All parts are on this machine. */
  readonly here: boolean;
  /** To be fetched and kept: asked for, on a pinned record, or on one's own open ticket. */
  readonly keep: 'no' | 'own' | 'pinned' | 'asked';
  readonly refused?: FileRefusalNote;
  /** Its entry was discarded; the content goes 30 days later. */
  readonly discardedAtMs?: number;
}

/** A file chosen and not attached yet: part of a draft. */
export interface StagedFile {
  readonly id: string;
  /** Whose draft: `draft:<record id>` or `draft:new:<kind>`. */
  readonly draft: string;
  readonly scope: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly parts: readonly string[];
  readonly preview?: string;
  readonly addedAtMs: number;
  /** All its parts are stored. */
  readonly ready: boolean;
}

/** Which store of parts a scope uses, and what a rotation under way still has to do. */
export interface GenerationRow {
  readonly scope: string;
  readonly current: number;
  /** Being filled; thrown away at the next start if it never became current. */
  readonly next?: number;
  /** To be destroyed. */
  readonly retired?: number;
}

/** The files database a scope was last sent to (L13). */
export interface ServerRow {
  readonly scope: string;
  readonly databaseId: string;
  readonly epoch: number;
}

/** Whether the queue shall send it as soon as its entry is on the server. */
export function isWaiting(row: FileRow): boolean {
  return row.unsent && row.here && !row.refused && row.discardedAtMs === undefined;
}
