import { upgrade } from '../../shared/model/upgrade.ts';
import { isSameWrite } from '../../shared/merge/merge-documents.ts';
import type { AnyDocument } from '../../shared/model/collections.ts';
import type { PendingDocument } from '../replica/outbox-row.ts';
import type { CurrentState } from './read-answers.ts';

/** What to do with one unsent document, given what the server has. */
export type PushStep =
  | {
      readonly kind: 'send';
      /** Null for a document that is new, or whose id carries a tombstone (server facts). */
      readonly rev: string | null;
      readonly attachments: unknown;
    }
  /** This very write arrived before: the answer was lost, or the bookkeeping (F8, F10). */
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'rebase'; readonly theirs: Readonly<Record<string, unknown>> }
  | { readonly kind: 'refuse-deleted' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Equal as JSON, whatever the order of fields. */
function isEqualJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left).filter((name) => left[name] !== undefined);
  const others = Object.keys(right).filter((name) => right[name] !== undefined);
  return (
    names.length === others.length && names.every((name) => isEqualJson(left[name], right[name]))
  );
}

/**
 * Decides by comparing states, not revisions: a write that is already there was sent before, the
 * base and what came before it may be overwritten, anything else was written by somebody who did
 * not know of this edit. The content is compared too, since foreign clients raise no version. Pure.
 */
export function planPush(pending: PendingDocument, current: CurrentState): PushStep {
  const { base, document } = pending;
  switch (current.kind) {
    case 'missing':
      // A base that is gone without a tombstone was purged or lost in a restore: the work stays.
      return { kind: 'send', rev: null, attachments: undefined };
    case 'deleted':
      return base === null
        ? { kind: 'send', rev: null, attachments: undefined }
        : { kind: 'refuse-deleted' };
    case 'unreadable':
      return { kind: 'unreadable', reason: current.reason };
    case 'document': {
      const theirs = current.document as unknown as AnyDocument;
      if (isSameWrite(theirs, document)) return { kind: 'acknowledge' };
      // Older than the base: read before another window's push, or lost in a restore. This edit
      // contains it already; in the first case the revision is stale and the server says so.
      const isContained =
        base !== null &&
        (theirs.version < base.version || isEqualJson(upgrade({ ...current.document }), base));
      return isContained
        ? { kind: 'send', rev: current.rev, attachments: current.attachments }
        : { kind: 'rebase', theirs: current.document };
    }
  }
}
