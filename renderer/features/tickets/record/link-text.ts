/** A run of text, or of text that is an address. */
export type TextRun = { readonly text: string } | { readonly text: string; readonly href: string };

/** Only what a browser may open without asking; everything else stays text. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"']+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
/** Ends of sentences that are not part of an address. */
const TAIL = /[.,;:!?)\]}]+$/;

function hrefOf(address: string): string | null {
  if (!/^https?:/i.test(address)) return `mailto:${address}`;
  try {
    return new URL(address).href;
  } catch {
    return null;
  }
}

/** Splits plain text at its web and mail addresses; nothing else ever becomes a link. */
export function linkText(text: string): readonly TextRun[] {
  const runs: TextRun[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TAIL, '');
    const href = hrefOf(address);
    if (href === null) continue;
    if (match.index > at) runs.push({ text: text.slice(at, match.index) });
    runs.push({ text: address, href });
    at = match.index + address.length;
  }
  if (at < text.length) runs.push({ text: text.slice(at) });
  return runs;
}
