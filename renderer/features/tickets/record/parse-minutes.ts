/** Whole minutes of "25", "25 min", "1:30", "1 h 30 min", "1.5 h", "1,5h"; null for anything else. */
export function parseMinutes(text: string): number | null {
  const typed = text.trim().toLowerCase();
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(typed);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]) || null;
  const words = /^(?:(\d+(?:[.,]\d+)?)\s*h)?\s*(?:(\d+)\s*(?:m|min|minutes|minuten)?)?$/.exec(
    typed,
  );
  if (!words || (words[1] === undefined && words[2] === undefined)) return null;
  const hours = Number((words[1] ?? '0').replace(',', '.'));
  return Math.round(hours * 60) + Number(words[2] ?? 0) || null;
}
