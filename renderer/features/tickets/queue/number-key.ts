const MAX_FIGURES = 3_000_000_000;
const ZERO = 48;
const NINE = 57;
const HYPHEN = 45;

/**
 * Numbers by their figures; numbers made without a block (`INC-K7Q2-3`) stand behind. Reads from
 * the end without making strings: it is asked of every ticket there is.
 */
export function numberKey(number: string): number {
  let value = 0;
  let unit = 1;
  let at = number.length - 1;
  for (; at >= 0; at -= 1) {
    const code = number.charCodeAt(at);
    if (code < ZERO || code > NINE) break;
    value += (code - ZERO) * unit;
    unit *= 10;
  }
  let hyphens = 0;
  for (; at >= 0; at -= 1) if (number.charCodeAt(at) === HYPHEN) hyphens += 1;
  const figures = Math.min(value, MAX_FIGURES);
  return hyphens > 1 ? MAX_FIGURES + 1 + Math.min(figures, 1_000_000_000) : figures;
}
