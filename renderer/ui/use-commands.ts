import { useEffect, useRef, useSyncExternalStore } from 'react';
import { commands, type Command, type Registration } from './commands.ts';

/** Commands in force while the component is mounted; where keys repeat, the latest mount wins. */
export function useCommands(list: readonly Command[]): void {
  const registration = useRef<Registration | null>(null);
  const first = useRef(list);
  useEffect(() => {
    const made = commands.register(first.current);
    registration.current = made;
    return () => {
      registration.current = null;
      made.remove();
    };
  }, []);
  useEffect(() => {
    first.current = list;
    registration.current?.update(list);
  }, [list]);
}

/** Every command in force, for the palette and the key map. */
export function useCommandList(): readonly Command[] {
  return useSyncExternalStore(commands.subscribe, commands.list, commands.list);
}

/** Listens for the keys of all commands; once a window, in `UiRoot`. */
export function useCommandKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      commands.handleKey(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
