import { create } from 'zustand';
import type { ArticleFilter } from '../../search/search.ts';
import type { PaneWidths } from '../../ui/pane-layout.tsx';

/** What the knowledge screen remembers while other screens are shown. */
export interface KnowledgeState {
  readonly query: string;
  readonly filter: ArticleFilter;
  /** The article the cursor of the list is on. */
  readonly cursorId: string | null;
  readonly folded: ReadonlySet<string>;
  readonly widths: PaneWidths;
  set(change: Partial<Omit<KnowledgeState, 'set' | 'toggleGroup'>>): void;
  toggleGroup(key: string): void;
}

/** The list gives way to the text: an article is read at 72 characters a line. */
const WIDTHS: PaneWidths = { list: 456, context: 240, listNarrow: 360 };

export const useKnowledge = create<KnowledgeState>((set) => ({
  query: '',
  filter: {},
  cursorId: null,
  folded: new Set(),
  widths: WIDTHS,
  set: (change) => set(change),
  toggleGroup: (key) =>
    set(({ folded }) => {
      const next = new Set(folded);
      if (!next.delete(key)) next.add(key);
      return { folded: next };
    }),
}));
