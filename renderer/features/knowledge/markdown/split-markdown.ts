/** Longer articles than this are split; the longest of 1,631 real ones has 25,000 characters. */
const WHOLE_LENGTH = 36_000;
/** About 40 ms of parsing and drawing on two slow cores. */
const PART_LENGTH = 12_000;
const MAX_DEFINITIONS = 200;

const FENCE = /^[\s>]*(`{3,}|~{3,})/;
const DEFINITION = /^ {0,3}\[[^\]]{1,200}\]:\s+\S/;
const DELIMITER_ROW = /^ {0,3}\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){0,200}\|?\s*$/;

interface Cutter {
  readonly parts: string[];
  lines: string[];
  length: number;
  fence: string | null;
  /** Head and delimiter row of the table that is open. */
  table: readonly string[] | null;
}

function isTableHead(line: string, next: string | undefined): boolean {
  return line.includes('|') && next !== undefined && next.includes('-') && DELIMITER_ROW.test(next);
}

function cut(state: Cutter): void {
  const isOpenFence = state.fence !== null;
  state.parts.push([...state.lines, ...(isOpenFence ? [state.fence ?? ''] : [])].join('\n'));
  state.lines = isOpenFence ? [state.fence ?? ''] : [...(state.table ?? [])];
  state.length = 0;
}

/** Lines longer than a part are broken; nobody reads them, and the parser takes their square. */
function shortLines(markdown: string): string[] {
  return markdown.split(/\r\n|\n|\r/).flatMap((line) => {
    if (line.length <= PART_LENGTH) return [line];
    return line.match(new RegExp(`.{1,${PART_LENGTH / 2}}`, 'g')) ?? [];
  });
}

function follow(state: Cutter, line: string, next: string | undefined): void {
  const mark = FENCE.exec(line)?.[1];
  if (state.fence !== null) {
    if (mark?.startsWith(state.fence)) state.fence = null;
    return;
  }
  if (mark !== undefined) state.fence = mark;
  else if (line.trim() === '') state.table = null;
  else if (state.table === null && isTableHead(line, next)) state.table = [line, next ?? ''];
}

/**
 * An article in parts that can be drawn one after the other: cut between blocks, between rows of a
 * long table (whose head is repeated) and in a long code block (which is opened again). Short
 * articles are one part.
 */
export function splitMarkdown(markdown: string): readonly string[] {
  if (markdown.length <= WHOLE_LENGTH) return [markdown];
  const lines = shortLines(markdown);
  const definitions = lines.filter((line) => DEFINITION.test(line)).slice(0, MAX_DEFINITIONS);
  const state: Cutter = { parts: [], lines: [], length: 0, fence: null, table: null };
  for (const [index, line] of lines.entries()) {
    const isBoundary = line.trim() === '' && state.fence === null;
    const isInTable = state.table !== null && !state.table.includes(line);
    const isLong = state.length >= PART_LENGTH;
    if (isLong && (isBoundary || isInTable || state.length >= 2 * PART_LENGTH)) cut(state);
    state.lines.push(line);
    state.length += line.length + 1;
    follow(state, line, lines[index + 1]);
  }
  if (state.length > 0) state.parts.push(state.lines.join('\n'));
  if (definitions.length === 0) return state.parts;
  return state.parts.map((part) => `${part}\n\n${definitions.join('\n')}`);
}
