import type { JSX, ReactNode } from 'react';

export interface HighlightProps {
  readonly text: string;
  /** Hits as [start, end) in UTF-16 units, in any order; overlaps are joined. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
}

/** A text with its search hits marked. */
export function Highlight({ text, ranges }: HighlightProps): JSX.Element {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const start = Math.max(at, from);
    const end = Math.min(to, text.length);
    if (end <= start) continue;
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}
