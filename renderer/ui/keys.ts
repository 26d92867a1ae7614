/** True on Apple keyboards, where the console's `Ctrl` is the Command key. */
export const IS_MAC: boolean =
  typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);

const GLYPHS: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Space: '␣',
};
const MAC_GLYPHS: Readonly<Record<string, string>> = {
  Ctrl: '⌘',
  Alt: '⌥',
  Shift: '⇧',
};

/** The parts of one chord: `Ctrl+Shift+K` → `['Ctrl', 'Shift', 'K']`; the plus key is `+` itself. */
export function splitChord(chord: string): readonly string[] {
  if (chord === '+') return ['+'];
  const parts = chord.split('+');
  return chord.endsWith('++') ? [...parts.slice(0, -2), '+'] : parts;
}

/** How one chord is printed: `Ctrl+Enter` → `Ctrl ↵`, on Apple keyboards `⌘ ↵`. */
export function printKeys(chord: string, mac: boolean = IS_MAC): string {
  return splitChord(chord)
    .map((key) => (mac ? MAC_GLYPHS[key] : undefined) ?? GLYPHS[key] ?? printKey(key))
    .join(' ');
}

function printKey(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}
