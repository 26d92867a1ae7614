import type { ArticleFilter, ArticleHit, ArticleSource } from './article-hit.ts';
import type { ItemFact, PersonFact, TicketFact, TicketText } from './records/record-facts.ts';
import type {
  FindRequest,
  FirstAnswer,
  Like,
  LikeHit,
  SecondAnswer,
} from './records/record-questions.ts';

/** From the window to the worker. */
export type SearchRequest =
  /** First of all. `replicaName` names the stored index. */
  | { readonly kind: 'open'; readonly replicaName: string }
  | {
      readonly kind: 'change';
      readonly written: readonly ArticleSource[];
      readonly removed: readonly string[];
    }
  /** Everything was read once; what is not among these ids is gone. */
  | { readonly kind: 'settle'; readonly ids: readonly string[] }
  | { readonly kind: 'tickets'; readonly facts: readonly TicketFact[] }
  | { readonly kind: 'items'; readonly facts: readonly ItemFact[] }
  | { readonly kind: 'people'; readonly facts: readonly PersonFact[] }
  | { readonly kind: 'texts'; readonly texts: readonly TicketText[] }
  | { readonly kind: 'gone'; readonly ids: readonly string[] }
  /** All tickets, items and people were told once; what was not is gone. */
  | { readonly kind: 'records-settled' }
  | { readonly kind: 'ask'; readonly token: number; readonly question: SearchQuestion };

export type SearchQuestion =
  | {
      readonly kind: 'articles';
      readonly query: string;
      readonly limit: number;
      readonly filter: ArticleFilter;
    }
  | { readonly kind: 'suggest'; readonly text: string; readonly limit: number }
  | ({ readonly kind: 'first' } & FindRequest)
  | ({ readonly kind: 'second' } & FindRequest)
  | { readonly kind: 'like'; readonly like: Like; readonly limit: number };

/** What each kind of question is answered with. */
export interface SearchAnswers {
  readonly articles: readonly ArticleHit[];
  readonly suggest: readonly ArticleHit[];
  readonly first: FirstAnswer;
  readonly second: SecondAnswer;
  readonly like: readonly LikeHit[];
}

export type AnyAnswer = SearchAnswers[keyof SearchAnswers];

type Stamps<S> = readonly (readonly [id: string, stamp: S])[];

/** From the worker to the window. */
export type SearchAnswer =
  /** The stored indexes are loaded; these are the versions they hold. */
  | {
      readonly kind: 'opened';
      readonly stamps: Stamps<string>;
      readonly textStamps: Stamps<number>;
      readonly tookMs: number;
    }
  /** The same question may have another answer now. */
  | { readonly kind: 'changed'; readonly what: 'articles' | 'records' }
  | {
      readonly kind: 'answer';
      readonly token: number;
      readonly value: AnyAnswer;
      readonly tookMs: number;
    }
  | { readonly kind: 'failed'; readonly token: number; readonly message: string };
