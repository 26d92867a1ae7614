import { create } from 'zustand';

export type Sort = { readonly id: string; readonly dir: 'asc' | 'desc' };

/** How a list is laid out, where it differs from the usual. */
export interface ListLayout {
  /** Ids of the columns from left to right. */
  readonly columns?: readonly string[];
  /** CSS px by column. */
  readonly widths?: Readonly<Record<string, number>>;
  /** The column whose values part the list; `none`: nothing does. */
  readonly groupBy?: string;
}

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
  readonly layouts: Readonly<Record<string, ListLayout>>;
  readonly paletteOpen: boolean;
  readonly keyMapOpen: boolean;
  set(
    change: Partial<Omit<Panels, 'set' | 'setFilter' | 'setSort' | 'setLayout' | 'resetList'>>,
  ): void;
  setFilter(path: string, text: string): void;
  setSort(path: string, sort: Sort): void;
  /** What is given replaces that part of the layout; undefined brings the usual back. */
  setLayout(
    path: string,
    change: { [Part in keyof ListLayout]?: ListLayout[Part] | undefined },
  ): void;
  /** The usual filter, order, columns and groups of a list again; widths stay. */
  resetList(path: string): void;
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _gone, ...rest } = record;
  return rest;
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
  layouts: {},
  paletteOpen: false,
  keyMapOpen: false,
  set: (change) => set(change),
  setFilter: (path, text) => set((state) => ({ filters: { ...state.filters, [path]: text } })),
  setSort: (path, sort) => set((state) => ({ sorts: { ...state.sorts, [path]: sort } })),
  setLayout: (path, change) =>
    set(({ layouts }) => {
      const next = Object.entries({ ...layouts[path], ...change }).filter(
        ([, value]) => value !== undefined,
      );
      return { layouts: { ...layouts, [path]: Object.fromEntries(next) } };
    }),
  resetList: (path) =>
    set(({ filters, sorts, layouts }) => {
      const { widths } = layouts[path] ?? {};
      return {
        filters: without(filters, path),
        sorts: without(sorts, path),
        layouts: { ...layouts, [path]: widths === undefined ? {} : { widths } },
      };
    }),
}));
