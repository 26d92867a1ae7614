import { create } from 'zustand';

export type Sort = { readonly id: string; readonly dir: 'asc' | 'desc' };

/** Choices about panes and lists; kept per person and machine by the composition root. */
export interface Panels {
  readonly contextOpen: boolean;
  readonly railCollapsed: boolean;
  readonly widths: { readonly list: number; readonly context: number };
  /** The desktop tells of service levels that need this person. */
  readonly notifications: boolean;
  readonly theme: 'system' | 'light' | 'dark' | 'contrast-light' | 'contrast-dark';
  /** Per list path: the filter text and the sort. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sorts: Readonly<Record<string, Sort>>;
  readonly paletteOpen: boolean;
  readonly keyMapOpen: boolean;
  set(change: Partial<Omit<Panels, 'set' | 'setFilter' | 'setSort'>>): void;
  setFilter(path: string, text: string): void;
  setSort(path: string, sort: Sort): void;
}

/** Widths of the mocks at 1440 px. */
export const DEFAULT_WIDTHS = { list: 624, context: 240 } as const;

export const usePanels = create<Panels>((set) => ({
  contextOpen: true,
  railCollapsed: false,
  widths: DEFAULT_WIDTHS,
  notifications: true,
  theme: 'system',
  filters: {},
  sorts: {},
  paletteOpen: false,
  keyMapOpen: false,
  set: (change) => set(change),
  setFilter: (path, text) => set((state) => ({ filters: { ...state.filters, [path]: text } })),
  setSort: (path, sort) => set((state) => ({ sorts: { ...state.sorts, [path]: sort } })),
}));
