import { create } from 'zustand';

interface QueueMemory {
  /** Per list path: the row the cursor stands on. */
  readonly cursors: Readonly<Record<string, string>>;
  /** Ids of groups; they differ from column to column. */
  readonly folded: ReadonlySet<string>;
  /** Rows chosen in the list; keys are about them while there are any. */
  readonly selected: number;
  setSelected(count: number): void;
  setCursor(path: string, key: string): void;
  toggleFolded(group: string): void;
}

/** Where one was in each list, so that coming back finds the same row; for this window alone. */
export const useQueueMemory = create<QueueMemory>((set) => ({
  cursors: {},
  folded: new Set<string>(),
  selected: 0,
  setSelected: (selected) => set({ selected }),
  setCursor: (path, key) =>
    set((state) =>
      state.cursors[path] === key ? state : { cursors: { ...state.cursors, [path]: key } },
    ),
  toggleFolded: (group) =>
    set((state) => {
      const folded = new Set(state.folded);
      if (!folded.delete(group)) folded.add(group);
      return { folded };
    }),
}));
