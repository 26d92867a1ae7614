/** A calendar day has passed where the reader is; the day itself still holds. */
export function isPast(day: string, nowMs: number): boolean {
  const now = new Date(nowMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  return day < `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The text itself begins with the summary, so that it need not stand above it too. */
export function repeatsSummary(markdown: string, summary: string): boolean {
  const start = markdown.slice(0, summary.length * 2 + 600);
  const said = words(summary);
  return said !== '' && words(start).includes(said);
}
