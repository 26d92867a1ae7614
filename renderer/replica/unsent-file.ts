import type { AnyDocument } from '../../shared/model/collections.ts';
import { databaseOf } from '../../shared/model/collections.ts';
import { upgrade } from '../../shared/model/upgrade.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import type { OutboxRow, Refusal } from './outbox-row.ts';

/** Unsent work as a file that a person saves and brings back, here or on another machine. */
export interface UnsentFile {
  readonly outpost: 'unsent-work';
  readonly version: 1;
  readonly userName: string;
  readonly serverUrl?: string;
  readonly deviceId: string;
  /** ISO instant. */
  readonly writtenAt: string;
  /** Of the outbox, oldest first; refused ones too. */
  readonly rows: readonly unknown[];
}

/** A file that holds no unsent work of this person, as a sentence. */
export class UnsentFileError extends Error {
  readonly canRetry = false;

  constructor(message: string) {
    super(message);
    this.name = 'UnsentFileError';
  }
}

export function writeUnsentFile(file: Omit<UnsentFile, 'outpost' | 'version'>): string {
  return JSON.stringify({ outpost: 'unsent-work', version: 1, ...file }, null, 2);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Reads a file that may be anything. Throws `UnsentFileError` where it is not for this person. */
export function readUnsentFile(text: string, userName: string): readonly unknown[] {
  const file = parse(text);
  if (!isRecord(file) || file['outpost'] !== 'unsent-work' || !Array.isArray(file['rows'])) {
    throw new UnsentFileError('This file holds no unsent work of Outpost.');
  }
  if (file['version'] !== 1) {
    throw new UnsentFileError('A newer version of Outpost wrote this file. Open it there.');
  }
  if (file['userName'] !== userName) {
    const whose = String(file['userName']).slice(0, 80);
    throw new UnsentFileError(
      `This file holds unsent work of ${whose}. Sign in as ${whose} to send it.`,
    );
  }
  return file['rows'] as readonly unknown[];
}

export type ReadRow =
  | { readonly ok: true; readonly row: OutboxRow }
  /** A sentence that says which row it is and why it cannot be taken. */
  | { readonly ok: false; readonly reason: string };

const LONGEST_LABEL = 500;
const OUTBOX_ID = /^outbox:\d{16}$/;

function refusalOf(value: unknown): { readonly refused?: Refusal } {
  if (!isRecord(value)) return {};
  const { status, reason, at } = value;
  const isRefusal =
    typeof status === 'number' && typeof reason === 'string' && typeof at === 'string';
  return isRefusal ? { refused: { status, reason, at } } : {};
}

function documentOf(value: unknown): AnyDocument | string {
  if (!isRecord(value)) return 'it has no document';
  let upgraded: Record<string, unknown>;
  try {
    upgraded = upgrade({ ...value });
  } catch {
    return 'this version of Outpost cannot read it';
  }
  const checked = validateDocument(upgraded);
  return checked.ok ? checked.document : checked.message;
}

/** What is wrong with a row beside its documents, or null. */
function faultIn(row: Readonly<Record<string, unknown>>, document: AnyDocument): string | null {
  const { id, seq, mutationId, label, writtenAt, documentId, collection, database } = row;
  const checked = validateDocument(document);
  if (!checked.ok || checked.collection !== collection || document.id !== documentId) {
    return 'its document is another one';
  }
  if (databaseOf(checked.collection, document) !== database) return 'its database is another one';
  const isSound =
    typeof id === 'string' &&
    OUTBOX_ID.test(id) &&
    typeof seq === 'number' &&
    Number.isSafeInteger(seq) &&
    typeof mutationId === 'string' &&
    typeof label === 'string' &&
    label.length <= LONGEST_LABEL &&
    typeof writtenAt === 'string' &&
    Number.isFinite(Date.parse(writtenAt));
  return isSound ? null : 'it is damaged';
}

function nameOf(row: unknown, at: number): string {
  const label = isRecord(row) && typeof row['label'] === 'string' ? row['label'] : '';
  return label === '' ? `Change ${String(at + 1)}` : `“${label.slice(0, 120)}”`;
}

/**
 * Checks one row, which may be anything, against this build's schemas.
 * @param at Its place in the file, for the sentence.
 */
export function readUnsentRow(value: unknown, at: number, userName: string): ReadRow {
  const refuse = (why: string): ReadRow => ({
    ok: false,
    reason: `${nameOf(value, at)} cannot be taken: ${why}.`,
  });
  if (!isRecord(value) || value['kind'] !== 'outbox') return refuse('it is no change');
  const document = documentOf(value['document']);
  if (typeof document === 'string') return refuse(document);
  const base = value['base'] === null ? null : documentOf(value['base']);
  if (typeof base === 'string') return refuse(`what it started from: ${base}`);
  if (base !== null && base.id !== document.id) return refuse('it started from another document');
  const fault = faultIn(value, document);
  if (fault !== null) return refuse(fault);
  if (document.updatedBy !== userName) {
    return refuse(`${document.updatedBy} wrote it, and nobody else can send it`);
  }
  const { id, seq, mutationId, collection, documentId, database, label, writtenAt } =
    value as unknown as OutboxRow;
  const named = { id, kind: 'outbox' as const, seq, mutationId, collection, documentId, database };
  return {
    ok: true,
    row: { ...named, base, document, label, writtenAt, ...refusalOf(value['refused']) },
  };
}
