import type { ArticleHit } from '../article-hit.ts';
import type { Marks } from './mark-text.ts';
import type { SearchKind, SearchProblem } from './search-query.ts';

/** Who asks, and when: for `assignee:me` and `opened:<7d`. */
export interface Asker {
  readonly meId: string | null;
  readonly userName: string;
  readonly nowMs: number;
}

export interface FindRequest {
  readonly text: string;
  readonly asker: Asker;
  /** Of each kind. */
  readonly limit: number;
}

export interface RecordHit {
  readonly id: string;
  /** Higher is better; comparable within one group only. */
  readonly score: number;
}

export interface Found<H> {
  /** How many there are, also beyond the limit. */
  readonly total: number;
  readonly hits: readonly H[];
}

/** What is known at once: titles, numbers, people, names, and articles in full text. */
export interface FirstAnswer {
  /** Which kinds were searched. */
  readonly kinds: readonly SearchKind[];
  readonly tickets: Found<RecordHit>;
  readonly items: Found<RecordHit>;
  readonly people: Found<RecordHit>;
  readonly articles: Found<ArticleHit>;
  readonly marks: Marks;
  /** Folded; records that lack one of them are left out where their text is read. */
  readonly phrases: readonly string[];
  readonly problems: readonly SearchProblem[];
}

/** Tickets found by their description or timeline alone. */
export interface SecondAnswer {
  readonly tickets: Found<RecordHit>;
  readonly marks: Marks;
  readonly phrases: readonly string[];
  /** How many tickets' texts are indexed, of all. */
  readonly indexed: number;
  readonly of: number;
}

export interface Like {
  readonly id: string | null;
  readonly title: string;
  readonly category: string;
  readonly serviceName: string;
  /** The present: what rested for more than a year is no help. */
  readonly nowMs: number;
}

/** A ticket like another one, and why. */
export interface LikeHit extends RecordHit {
  /** Terms both titles have, the rarest first. */
  readonly terms: readonly string[];
  readonly sameCategory: boolean;
  readonly sameService: boolean;
}
