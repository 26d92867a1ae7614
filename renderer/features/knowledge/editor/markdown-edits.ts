/** One change of a text: what is between two places gives way, and what is selected then. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** Places in the changed text. */
  readonly select: readonly [from: number, to: number];
}

/** A text with its selection. */
export interface Selected {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

interface Lines {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

function linesOf({ text, from, to }: Selected): Lines {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  // A selection that ends at the start of a line does not mean that line.
  const last = to > from && text[to - 1] === '\n' ? to - 1 : to;
  const next = text.indexOf('\n', last);
  const end = next < 0 ? text.length : next;
  return { from: start, to: end, lines: text.slice(start, end).split('\n') };
}

function replaceLines({ from, to }: Lines, lines: readonly string[]): TextEdit {
  const insert = lines.join('\n');
  return { from, to, insert, select: [from, from + insert.length] };
}

/** Puts marks such as `**` around the selection, or takes them away where they are. */
export function toggleMark({ text, from, to }: Selected, mark: string): TextEdit {
  const { length } = mark;
  const inner = text.slice(from, to);
  const isAround = text.slice(from - length, from) === mark && text.slice(to, to + length) === mark;
  // One star of two is no mark of its own.
  const isLonger = text[from - length - 1] === mark[0] && text[to + length] === mark[0];
  if (isAround && !isLonger) {
    const start = from - length;
    return { from: start, to: to + length, insert: inner, select: [start, start + inner.length] };
  }
  if (inner.length >= 2 * length && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(length, inner.length - length);
    return { from, to, insert: bare, select: [from, from + bare.length] };
  }
  const insert = `${mark}${inner}${mark}`;
  return { from, to, insert, select: [from + length, from + length + inner.length] };
}

const HEADING = /^ {0,3}(#{1,6})\s+/;

/** Makes the lines headings of a level, or text again where they are. */
export function toggleHeading(selected: Selected, level: number): TextEdit {
  const found = linesOf(selected);
  const mark = '#'.repeat(level);
  const isAll = found.lines.every((line) => HEADING.exec(line)?.[1] === mark);
  const lines = found.lines.map((line) => {
    const bare = line.replace(HEADING, '');
    return isAll || (bare.trim() === '' && found.lines.length > 1) ? bare : `${mark} ${bare}`;
  });
  const edit = replaceLines(found, lines);
  const end = edit.from + edit.insert.length;
  return { ...edit, select: found.lines.length > 1 ? edit.select : [end, end] };
}

export type ListKind = 'bullets' | 'numbers' | 'tasks';
const ITEM = /^(\s*)(?:[-*+]\s+\[[ xX]\]\s+|[-*+]\s+|\d{1,9}[.)]\s+)/;

function itemMark(kind: ListKind, index: number): string {
  return kind === 'numbers' ? `${index + 1}. ` : kind === 'tasks' ? '- [ ] ' : '- ';
}

function isItem(line: string, kind: ListKind): boolean {
  if (kind === 'numbers') return /^\s*\d{1,9}[.)]\s/.test(line);
  const isTask = /^\s*[-*+]\s+\[[ xX]\]\s/.test(line);
  return kind === 'tasks' ? isTask : !isTask && /^\s*[-*+]\s/.test(line);
}

/** Makes the lines a list, or text again where they are one of that kind. */
export function toggleList(selected: Selected, kind: ListKind): TextEdit {
  const found = linesOf(selected);
  const isSingle = found.lines.length === 1;
  const filled = found.lines.filter((line) => isSingle || line.trim() !== '');
  const isAll = filled.every((line) => isItem(line, kind));
  let index = 0;
  const lines = found.lines.map((line) => {
    if (!isSingle && line.trim() === '') return line;
    const indent = /^\s*/.exec(line)?.[0] ?? '';
    const bare = line.replace(ITEM, '$1').slice(indent.length);
    if (isAll) return indent + bare;
    const mark = itemMark(kind, index);
    index += 1;
    return `${indent}${mark}${bare}`;
  });
  const edit = replaceLines(found, lines);
  const end = edit.from + edit.insert.length;
  return { ...edit, select: isSingle ? [end, end] : edit.select };
}

/**
 * Puts a block of lines where the selection is, with empty lines around it.
 * @param select Places inside the block.
 */
function insertBlock(
  { text, from, to }: Selected,
  block: string,
  select: readonly [number, number],
): TextEdit {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const head =
    before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
  const tail =
    after === '' ? '\n' : after.startsWith('\n\n') ? '' : after.startsWith('\n') ? '\n' : '\n\n';
  const start = from + head.length;
  return {
    from,
    to,
    insert: `${head}${block}${tail}`,
    select: [start + select[0], start + select[1]],
  };
}

/** The selected lines in a code block of a language, '' for none. */
export function insertCode(selected: Selected, language: string): TextEdit {
  const found = linesOf(selected);
  const inner = selected.from === selected.to && found.lines.join('').trim() !== '' ? null : found;
  const code = inner ? inner.lines.join('\n') : '';
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const head = `${fence}${language}\n`;
  const at = inner
    ? { text: selected.text, from: inner.from, to: inner.to }
    : { text: selected.text, from: found.to, to: found.to };
  return insertBlock(at, `${head}${code}\n${fence}`, [head.length, head.length + code.length]);
}

/** The selected lines as a callout of a kind such as `note`. */
export function insertCallout(selected: Selected, kind: string): TextEdit {
  const found = linesOf(selected);
  const isEmpty = found.lines.every((line) => line.trim() === '');
  const quoted = isEmpty ? ['> '] : found.lines.map((line) => (line === '' ? '>' : `> ${line}`));
  const block = [`> [!${kind.toUpperCase()}]`, ...quoted].join('\n');
  const at = { text: selected.text, from: found.from, to: found.to };
  return insertBlock(at, block, [block.length, block.length]);
}

/** A link on the selected words, else on those given. */
export function insertLink({ text, from, to }: Selected, address: string, words: string): TextEdit {
  const label = (text.slice(from, to) || words)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/([[\]])/g, '\\$1');
  const insert = `[${label}](${address})`;
  return { from, to, insert, select: [from + insert.length, from + insert.length] };
}

/** A picture on a line of its own. */
export function insertPicture(selected: Selected, address: string, alt: string): TextEdit {
  const words = alt.replace(/\s*\n\s*/g, ' ').replace(/([[\]])/g, '\\$1');
  const block = `![${words}](${address})`;
  const at = { text: selected.text, from: selected.to, to: selected.to };
  return insertBlock(at, block, [block.length, block.length]);
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** An empty table; the first head is selected. */
export function insertTable(
  selected: Selected,
  { heads, rows }: { readonly heads: readonly string[]; readonly rows: number },
): TextEdit {
  const empty = rowOf(heads.map((head) => ' '.repeat(head.length)));
  const rule = rowOf(heads.map((head) => '-'.repeat(Math.max(3, head.length))));
  const block = [rowOf(heads), rule, ...Array.from({ length: rows }, () => empty)].join('\n');
  const found = linesOf(selected);
  const isEmptyLine = found.lines.length === 1 && found.lines[0]?.trim() === '';
  const at = { text: selected.text, from: isEmptyLine ? found.from : found.to, to: found.to };
  return insertBlock(at, block, [2, 2 + (heads[0]?.length ?? 0)]);
}

/** A table of the text, by its rows; the second is the delimiter row. */
interface FoundTable {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly string[];
  /** The row and column the place is in. */
  readonly row: number;
  readonly column: number;
}

const DELIMITER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** Cells as they are written, blanks around them taken off; `\|` and code keep their bars. */
function cellsOf(row: string): string[] {
  const bare = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return bare.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

/** The table a place of the text is in, or null. */
export function tableAt(text: string, at: number): FoundTable | null {
  const lines = text.split('\n');
  let start = 0;
  let index = 0;
  while (index < lines.length - 1 && start + (lines[index]?.length ?? 0) < at) {
    start += (lines[index]?.length ?? 0) + 1;
    index += 1;
  }
  const isRow = (n: number): boolean => lines[n]?.includes('|') === true;
  if (!isRow(index)) return null;
  let first = index;
  while (isRow(first - 1)) first -= 1;
  let last = index;
  while (isRow(last + 1)) last += 1;
  if (!DELIMITER.test(lines[first + 1] ?? '')) return null;
  const rows = lines.slice(first, last + 1);
  const from = lines.slice(0, first).join('\n').length + (first > 0 ? 1 : 0);
  const bars = (lines[index]?.slice(0, at - start).match(/(?<!\\)\|/g) ?? []).length;
  const isOpen = lines[index]?.trimStart().startsWith('|') === true;
  const width = cellsOf(rows[0] ?? '').length;
  const column = Math.min(width - 1, Math.max(0, bars - (isOpen ? 1 : 0)));
  return { from, to: from + rows.join('\n').length, rows, row: index - first, column };
}

function selectCell(rows: readonly string[], from: number, row: number, column: number) {
  const before = rows.slice(0, row).join('\n').length + (row > 0 ? 1 : 0);
  const cells = (rows[row] ?? '').split(/(?<!\\)\|/);
  const lead = cells.slice(0, column + 1).join('|').length + 2;
  const place = from + before + Math.min(lead, rows[row]?.length ?? 0);
  return [place, place] as const;
}

/** A row below the one the place is in; null outside of tables. */
export function addTableRow(text: string, at: number): TextEdit | null {
  const table = tableAt(text, at);
  if (!table) return null;
  const { from, to, rows, row } = table;
  const cells = cellsOf(rows[0] ?? '').map((cell) => ' '.repeat(Math.max(1, cell.length)));
  const below = Math.max(2, row + 1);
  const next = [...rows.slice(0, below), rowOf(cells), ...rows.slice(below)];
  return { from, to, insert: next.join('\n'), select: selectCell(next, from, below, 0) };
}

/** A column right of the one the place is in; null outside of tables. */
export function addTableColumn(text: string, at: number): TextEdit | null {
  const table = tableAt(text, at);
  if (!table) return null;
  const { from, to, rows, column } = table;
  const width = cellsOf(rows[0] ?? '').length;
  const next = rows.map((row, index) => {
    const cells = cellsOf(row);
    while (cells.length < width) cells.push('');
    cells.splice(column + 1, 0, index === 1 ? '---' : '   ');
    return rowOf(cells);
  });
  return { from, to, insert: next.join('\n'), select: selectCell(next, from, 0, column + 1) };
}
