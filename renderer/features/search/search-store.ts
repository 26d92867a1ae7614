import { create } from 'zustand';
import type { SearchKind } from '../../search/search.ts';

/** What the search screen remembers while other screens are shown. */
export interface SearchState {
  readonly text: string;
  /** The kinds of which more than the first few are shown. */
  readonly expanded: ReadonlySet<SearchKind>;
  setText(text: string): void;
  expand(kind: SearchKind): void;
}

const NONE: ReadonlySet<SearchKind> = new Set();

export const useSearchState = create<SearchState>((set) => ({
  text: '',
  expanded: NONE,
  setText: (text) => set({ text, expanded: NONE }),
  expand: (kind) => set(({ expanded }) => ({ expanded: new Set([...expanded, kind]) })),
}));
