/** "Marit Solheim" → "M. Solheim"; a single word stays. */
export function shortName(name: string): string {
  const words = name.trim().split(/\s+/);
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined || words.length < 2) return name.trim();
  const [initial = ''] = first.match(/^./u) ?? [];
  return `${initial}. ${last}`;
}
