import { IS_MAC, splitChord } from './keys.ts';

/** The part of a keyboard event that commands look at. */
export interface CommandKeyEvent {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  readonly defaultPrevented: boolean;
  /** ms, from any origin. */
  readonly timeStamp: number;
  readonly target: EventTarget | null;
  getModifierState(key: string): boolean;
  preventDefault(): void;
}

const NON_TEXT_INPUTS = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);
/** What text boxes do themselves with these is not taken from them. */
const EDITING_CHORDS = new Set(
  [
    'a',
    'c',
    'v',
    'x',
    'y',
    'z',
    'b',
    'i',
    'u',
    'Shift+z',
    'Shift+v',
    'Backspace',
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'End',
  ].map((key) => `Ctrl+${key}`),
);

/** `Shift+J`, `shift+j` → `Shift+j`; the order of modifiers is Ctrl, Alt, Shift. */
export function normalizeChord(chord: string): string {
  const parts = splitChord(chord);
  const key = parts[parts.length - 1] ?? '';
  const has = (name: string): boolean =>
    parts.slice(0, -1).some((part) => part.toLowerCase() === name);
  const named = key.length === 1 ? key.toLowerCase() : key === 'Space' ? ' ' : key;
  return (
    (has('ctrl') ? 'Ctrl+' : '') +
    (has('alt') ? 'Alt+' : '') +
    (has('shift') ? 'Shift+' : '') +
    named
  );
}

/** The chord of a key press, as `normalizeChord` writes it. */
export function chordOf(event: CommandKeyEvent, mac: boolean = IS_MAC): string {
  // AltGr reports Ctrl and Alt as pressed; it only makes characters such as [ on many keyboards.
  const altGraph = event.getModifierState('AltGraph');
  const control = !altGraph && (mac ? event.metaKey : event.ctrlKey);
  const alt = !altGraph && event.altKey;
  const latin = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const isLetter = event.key.length === 1 && event.key.toLowerCase() !== event.key.toUpperCase();
  // On keyboards of other scripts, and with Alt on Apple's, the place of the key counts.
  const letter = isLetter && /[a-z]/i.test(event.key) ? event.key.toLowerCase() : undefined;
  const key = letter ?? (latin !== undefined && (isLetter || alt) ? latin : event.key);
  const isSymbol = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' ';
  return (
    (control ? 'Ctrl+' : '') +
    (alt ? 'Alt+' : '') +
    (event.shiftKey && !isSymbol ? 'Shift+' : '') +
    key
  );
}

/** True where plain keys write text. */
export function isTyping(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NON_TEXT_INPUTS.has(target.type);
  if (target.isContentEditable) return true;
  // jsdom knows no isContentEditable, and lists and menus take letters to find their entries.
  return (
    target.closest(
      'textarea, select, [contenteditable=""], [contenteditable="true"], [role="menu"], [role="listbox"]',
    ) !== null
  );
}

/** True while something asks to be answered first. */
export function dialogIsOpen(): boolean {
  return (
    typeof document !== 'undefined' &&
    document.querySelector(
      ':is([role="dialog"], [role="alertdialog"])[data-state="open"], dialog[open]',
    ) !== null
  );
}

/** Whether a chord may act while its target takes text. */
export function worksWhileTyping(chord: string): boolean {
  if (EDITING_CHORDS.has(chord)) return false;
  return /^(Ctrl|Alt)\+/.test(chord) || /^(Shift\+)?F\d{1,2}$/.test(chord) || chord === 'Escape';
}
