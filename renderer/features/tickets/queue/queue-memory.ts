import { create } from 'zustand';
import type { DueGroup } from './due-groups.ts';

interface QueueMemory {
  /** Per list path: the row the cursor stands on. */
  readonly cursors: Readonly<Record<string, string>>;
  readonly folded: ReadonlySet<DueGroup>;
  /** Rows chosen in the list; keys are about them while there are any. */
  readonly selected: number;
  setSelected(count: number): void;
  setCursor(path: string, key: string): void;
  toggleFolded(group: DueGroup): void;
}

/** Where one was in each list, so that coming back finds the same row; for this window alone. */
export const useQueueMemory = create<QueueMemory>((set) => ({
  cursors: {},
  folded: new Set<DueGroup>(),
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
