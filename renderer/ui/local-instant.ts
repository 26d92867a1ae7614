/** What a `datetime-local` box shows for an instant, on this machine's wall clock; '' for none. */
export function toLocalInput(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** The instant of what was typed there; undefined for an empty box, null for what is none. */
export function fromLocalInput(text: string): string | undefined | null {
  if (text.trim() === '') return undefined;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
