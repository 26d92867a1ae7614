import {
  chordOf,
  dialogIsOpen,
  isTyping,
  normalizeChord,
  worksWhileTyping,
  type CommandKeyEvent,
} from './command-keys.ts';
import type { IconName } from './icon-paths.ts';
import { IS_MAC } from './keys.ts';

/** Something a person can do, by key, from the palette, or both. */
export interface Command {
  readonly id: string;
  /** Translated; names the act. */
  readonly label: string;
  /**
   * `j`, `g i` (one after the other), `Ctrl+K` (⌘K on Apple keyboards), `Shift+Enter`, `?`, `F6`.
   * Several ways in an array.
   */
  readonly keys?: string | readonly string[];
  /** Translated heading in the key map and the palette. */
  readonly group?: string;
  readonly icon?: IconName;
  /** False: it is not offered and its keys do nothing now. */
  when?(): boolean;
  run(): void;
  /** Works, but stands in no list. */
  readonly hidden?: boolean;
  /** Its keys work while a dialog or drawer is open, too. */
  readonly inDialog?: boolean;
}

/** A set of commands of one screen, exchanged or taken back as one. */
export interface Registration {
  update(list: readonly Command[]): void;
  remove(): void;
}

export interface CommandRegistry {
  register(list: readonly Command[]): Registration;
  /** Every command in force, each id once; where ids repeat the latest counts. */
  list(): readonly Command[];
  /** Runs a command by id if it may run now. */
  run(id: string): boolean;
  /** Runs what a key press asks for; true when something ran or a sequence began. */
  handleKey(event: CommandKeyEvent): boolean;
  subscribe(listener: () => void): () => void;
}

/** A second key later than this begins anew. */
const SEQUENCE_MS = 1500;
const LONE_MODIFIER = /^(Shift|Control|Alt|Meta|AltGraph|Dead)$/;

interface Entry {
  list: readonly Command[];
}

interface Match {
  readonly command: Command;
  /** False: more keys have to follow. */
  readonly complete: boolean;
}

function sequencesOf(command: Command): readonly (readonly string[])[] {
  const keys = typeof command.keys === 'string' ? [command.keys] : (command.keys ?? []);
  return keys.map((each) => each.split(' ').map(normalizeChord));
}

/** All that the lists of commands show; while it is the same they need not be drawn again. */
function faceOf(list: readonly Command[]): string {
  return JSON.stringify(
    list.map(({ id, label, group, keys, icon, hidden }) => [id, label, group, keys, icon, hidden]),
  );
}

/** The command that the typed chords lead to, the latest registered first. */
function findMatch(
  entries: readonly Entry[],
  typed: readonly string[],
  inDialog: boolean,
): Match | null {
  for (const entry of [...entries].reverse()) {
    for (const command of entry.list) {
      if (inDialog && command.inDialog !== true) continue;
      const begun = sequencesOf(command).find((keys) => typed.every((key, i) => keys[i] === key));
      if (begun === undefined || command.when?.() === false) continue;
      return { command, complete: begun.length === typed.length };
    }
  }
  return null;
}

/** Follows sequences of keys; answers whether a press was used. */
function createKeyReader(entries: readonly Entry[], mac: boolean): CommandRegistry['handleKey'] {
  let pending: readonly string[] = [];
  let pendingAt = 0;
  return (event) => {
    if (event.defaultPrevented || LONE_MODIFIER.test(event.key)) return false;
    const chord = chordOf(event, mac);
    if (isTyping(event.target) && !worksWhileTyping(chord)) return false;
    const inDialog = dialogIsOpen();
    const prefix = event.timeStamp - pendingAt > SEQUENCE_MS ? [] : pending;
    pending = [];
    for (const typed of prefix.length > 0 ? [[...prefix, chord], [chord]] : [[chord]]) {
      const match = findMatch(entries, typed, inDialog);
      if (match === null) continue;
      event.preventDefault();
      if (match.complete) {
        match.command.run();
      } else if (!event.repeat) {
        pending = typed;
        pendingAt = event.timeStamp;
      }
      return true;
    }
    return false;
  };
}

/** A registry of its own; the console uses `commands`. */
export function createCommands(mac: boolean = IS_MAC): CommandRegistry {
  const entries: Entry[] = [];
  const listeners = new Set<() => void>();
  let snapshot: readonly Command[] | null = null;

  const changed = (): void => {
    snapshot = null;
    for (const listener of listeners) listener();
  };
  const latest = (id: string): Command | undefined =>
    entries.flatMap((entry) => entry.list).findLast((each) => each.id === id);
  const mayRun = (id: string): boolean => {
    const command = latest(id);
    return command !== undefined && command.when?.() !== false;
  };
  const run = (id: string): boolean => {
    if (!mayRun(id)) return false;
    latest(id)?.run();
    return true;
  };
  /** The list outlives the render that made its functions, so it asks for the latest of each. */
  const inForce = (): readonly Command[] => {
    const byId = new Map<string, Command>();
    for (const command of entries.flatMap((entry) => entry.list)) {
      byId.set(command.id, {
        ...command,
        when: () => mayRun(command.id),
        run: () => {
          run(command.id);
        },
      });
    }
    return [...byId.values()];
  };
  return {
    register: (list) => {
      const entry: Entry = { list };
      entries.push(entry);
      changed();
      return {
        update: (next) => {
          const same = faceOf(entry.list) === faceOf(next);
          entry.list = next;
          if (!same) changed();
        },
        remove: () => {
          const at = entries.indexOf(entry);
          if (at >= 0) entries.splice(at, 1);
          changed();
        },
      };
    },
    list: () => (snapshot ??= inForce()),
    run,
    handleKey: createKeyReader(entries, mac),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every command of this window. */
export const commands: CommandRegistry = createCommands();
