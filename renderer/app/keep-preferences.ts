import type { Replica } from '../replica/replica.ts';
import type { PreferenceDocument } from '../replica/local-documents.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { setTheme } from '../ui/theme.ts';

const PREFERENCE_ID = 'preference:console';
/** A dragged splitter changes a width sixty times a second; it is stored when it rests. */
const REST_MS = 400;

interface Kept {
  readonly contextOpen?: boolean;
  readonly railCollapsed?: boolean;
  readonly widths?: { readonly list: number; readonly context: number };
  readonly notifications?: boolean;
  readonly theme?: ReturnType<typeof usePanels.getState>['theme'];
  readonly filters?: Readonly<Record<string, string>>;
  readonly sorts?: ReturnType<typeof usePanels.getState>['sorts'];
  readonly layouts?: ReturnType<typeof usePanels.getState>['layouts'];
  readonly tabs?: readonly string[];
}

function current(): Kept {
  const { contextOpen, railCollapsed, widths, notifications, theme, filters, sorts, layouts } =
    usePanels.getState();
  const { tabs } = useNavigation.getState();
  const lists = { filters, sorts, layouts };
  return { contextOpen, railCollapsed, widths, notifications, theme, ...lists, tabs };
}

/** Brings back this person's panes, filters and tabs, then keeps every change. Returns a stop. */
export async function keepPreferences(replica: Replica): Promise<() => void> {
  const stored = await replica.local.get<PreferenceDocument>(PREFERENCE_ID);
  if (stored) {
    const { tabs, ...panels } = stored.value as Kept;
    usePanels.setState(panels);
    if (tabs)
      useNavigation.setState({ tabs: [...new Set([...tabs, ...useNavigation.getState().tabs])] });
  }
  setTheme(usePanels.getState().theme);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = JSON.stringify(current());
  const keep = (): void => {
    setTheme(usePanels.getState().theme);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const value = current();
      const text = JSON.stringify(value);
      if (text === last) return;
      last = text;
      void replica.local.put([{ id: PREFERENCE_ID, kind: 'preference', value }]);
    }, REST_MS);
  };
  const stops = [usePanels.subscribe(keep), useNavigation.subscribe(keep)];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
