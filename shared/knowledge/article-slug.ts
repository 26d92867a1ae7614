const LONGEST = 80;

/** German letters as they are spelled without them. */
const SPELLED: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The name of an article in links: "Drucker: Treiber hängt" → "drucker-treiber-haengt". */
export function slugOfTitle(title: string): string {
  return title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, '');
}

/**
 * A slug that no other article has; the number makes it one where the title does not.
 * @param number Of the article, `KB-0042`: no other has it.
 */
export function uniqueSlug(
  title: string,
  number: string,
  isTaken: (slug: string) => boolean,
): string {
  const slug = slugOfTitle(title);
  const own = number.toLowerCase();
  if (slug === '') return own;
  return isTaken(slug) ? `${slug}-${own}` : slug;
}
