import { parseUrl } from '../system/parse-url.ts';

const OPENED_OUTSIDE: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);
const LONGEST_LINK = 2_048;

/**
 * The address to hand to the system's browser or mail program, or null: everything else (`file:`,
 * `smb:`, `ms-…:`, the programs somebody registered) could start something.
 */
export function externalLink(text: string): string | null {
  if (text.length > LONGEST_LINK) return null;
  const url = parseUrl(text);
  if (url === null || !OPENED_OUTSIDE.has(url.protocol)) return null;
  // `https://bank.example@evil.example` shows one host and opens another.
  return url.username === '' && url.password === '' ? url.href : null;
}
