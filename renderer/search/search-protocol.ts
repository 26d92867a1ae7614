import type { ArticleFilter, ArticleHit, ArticleSource } from './article-hit.ts';

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
  | { readonly kind: 'ask'; readonly token: number; readonly question: SearchQuestion };

export type SearchQuestion =
  | {
      readonly kind: 'articles';
      readonly query: string;
      readonly limit: number;
      readonly filter: ArticleFilter;
    }
  | { readonly kind: 'suggest'; readonly text: string; readonly limit: number };

/** From the worker to the window. */
export type SearchAnswer =
  /** The stored index is loaded; these are the versions it holds. */
  | {
      readonly kind: 'opened';
      readonly stamps: readonly (readonly [id: string, stamp: string])[];
      readonly tookMs: number;
    }
  /** The same question may have another answer now. */
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'hits';
      readonly token: number;
      readonly hits: readonly ArticleHit[];
      readonly tookMs: number;
    }
  | { readonly kind: 'failed'; readonly token: number; readonly message: string };
