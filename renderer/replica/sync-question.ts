import type { CollectionName } from '../../shared/model/ids.ts';

/** Something that only a person may decide; nothing happens until then. */
export type SyncQuestion =
  | {
      readonly id: string;
      /** The server would take away more of a collection than anybody should lose unasked (L15). */
      readonly kind: 'mass-removal';
      readonly database: string;
      readonly collection: CollectionName;
      /** Documents it would take away, those of the same catch-up that are gone already included. */
      readonly removed: number;
      /** Documents of that collection and database that were here. */
      readonly of: number;
      readonly askedAt: string;
      /** Answered with “keep”: the feed of this database stands still until it is answered otherwise. */
      readonly isKept?: true;
    }
  | {
      readonly id: string;
      /** The server has less than this console, so it was probably restored (F14) or purged (F47). */
      readonly kind: 'server-went-back';
      readonly database: string;
      /** Documents whose state here is newer than the server's. */
      readonly newerHere: number;
      /** Documents the server does not have, though all of them were sent. */
      readonly onlyHere: number;
      readonly askedAt: string;
    };

export type SyncAnswer = 'apply' | 'keep';

/** What comparing all ids and versions of a database with the server's came to (L16). */
export interface DatabaseEquality {
  readonly database: string;
  readonly checkedAt: string;
  /** Documents compared. */
  readonly compared: number;
  readonly missingHere: number;
  readonly olderHere: number;
  readonly newerHere: number;
  readonly onlyHere: number;
  /** Of those missing or older here, how many were fetched anew. */
  readonly repaired: number;
}

/** A question as `local` keeps it, so that it is asked again after a restart and in every window. */
export interface QuestionDocument {
  /** The question's id with `question:` before it. */
  readonly id: string;
  readonly kind: 'question';
  readonly database: string;
  readonly question: SyncQuestion;
}

/** What happened to a database's documents when they were last compared with the server's. */
export interface EqualityDocument {
  readonly id: string;
  readonly kind: 'equality';
  readonly database: string;
  readonly result: DatabaseEquality;
  /** Writes the server has not, as `stampKey` writes them. */
  readonly drifted: readonly string[];
  /** Those a person was asked about: they are asked once. */
  readonly decided: readonly string[];
  /** The answer was “apply”, and the next comparison carries it out. */
  readonly isApproved: boolean;
}

/** Removals of a catch-up that were applied so far (L15). */
export interface BrakeDocument {
  readonly id: string;
  readonly kind: 'brake';
  readonly database: string;
  /** ISO instant of the first of them. */
  readonly since: string;
  readonly removed: Readonly<Partial<Record<CollectionName, number>>>;
  /** Documents that were here when it began; counted when there are removals worth it. */
  readonly of: Readonly<Partial<Record<CollectionName, number>>>;
  /** A person let this catch-up through. */
  readonly isReleased: boolean;
}

/** A scope this person had and has no more (L12). */
export interface LostScopeDocument {
  readonly id: string;
  readonly kind: 'lost-scope';
  readonly database: string;
  readonly lostAt: string;
  /** Everything of it but unsent work is off this machine. */
  readonly isCleared: boolean;
}

export const questionId = (id: string): string => `question:${id}`;
export const equalityId = (database: string): string => `equality:${database}`;
export const brakeId = (database: string): string => `brake:${database}`;
export const lostScopeId = (database: string): string => `lost-scope:${database}`;
