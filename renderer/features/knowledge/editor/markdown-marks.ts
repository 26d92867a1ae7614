import { RangeSetBuilder } from '@codemirror/state';
import type { Text } from '@codemirror/state';
import { Decoration, ViewPlugin } from '@codemirror/view';
import type { DecorationSet, EditorView, ViewUpdate } from '@codemirror/view';

const LINE = {
  heading: Decoration.line({ class: 'kbe-line-heading' }),
  quote: Decoration.line({ class: 'kbe-line-quote' }),
  code: Decoration.line({ class: 'kbe-line-code' }),
};
const MARK = {
  strong: Decoration.mark({ class: 'kbe-strong' }),
  em: Decoration.mark({ class: 'kbe-em' }),
  code: Decoration.mark({ class: 'kbe-code' }),
  link: Decoration.mark({ class: 'kbe-link' }),
  sign: Decoration.mark({ class: 'kbe-sign' }),
};

const FENCE = /^\s*(`{3,}|~{3,})/;
const INLINE =
  /(`[^`\n]{1,300}`)|(\*\*[^*\n]{1,300}\*\*)|((?<![\w*])[*_][^*_\n]{1,300}[*_](?![\w*]))|(!?\[[^\]\n]{0,300}\]\([^)\n]{1,600}\))/g;
/** Longer lines are data; nobody reads their marks. */
const LONGEST_LINE = 2_000;

/** Looked at before what is in sight, for a code block that began there. */
const LINES_BACK = 3_000;

function openFence(doc: Text, before: number): string | null {
  let fence: string | null = null;
  for (const line of doc.iterLines(Math.max(1, before - LINES_BACK), before)) {
    const mark = FENCE.exec(line)?.[1];
    if (mark === undefined) continue;
    if (fence === null) fence = mark;
    else if (mark.startsWith(fence)) fence = null;
  }
  return fence;
}

function markInline(builder: RangeSetBuilder<Decoration>, text: string, from: number): void {
  const sign = /^\s*(?:#{1,6}\s|>+\s?|[-*+]\s(?:\[[ xX]\]\s)?|\d{1,9}[.)]\s)/.exec(text)?.[0] ?? '';
  if (sign !== '') builder.add(from, from + sign.length, MARK.sign);
  for (const found of text.matchAll(INLINE)) {
    if (found.index < sign.length) continue;
    const [whole, code, strong, em] = found;
    const mark = code ? MARK.code : strong ? MARK.strong : em ? MARK.em : MARK.link;
    builder.add(from + found.index, from + found.index + whole.length, mark);
  }
}

function decorate(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    const first = doc.lineAt(from).number;
    const last = doc.lineAt(to).number;
    let fence = openFence(doc, first);
    for (let number = first; number <= last; number += 1) {
      const line = doc.line(number);
      const mark = FENCE.exec(line.text)?.[1];
      if (fence !== null || mark !== undefined) {
        builder.add(line.from, line.from, LINE.code);
        if (fence === null) fence = mark ?? null;
        else if (mark?.startsWith(fence)) fence = null;
        continue;
      }
      if (line.length > LONGEST_LINE) continue;
      if (/^ {0,3}#{1,6}\s/.test(line.text)) builder.add(line.from, line.from, LINE.heading);
      else if (/^ {0,3}>/.test(line.text)) builder.add(line.from, line.from, LINE.quote);
      markInline(builder, line.text, line.from);
    }
  }
  return builder.finish();
}

/** Marks what is in sight: headings, quotes, code, and what is bold or a link inside a line. */
export const markdownMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(change: ViewUpdate): void {
      if (change.docChanged || change.viewportChanged) this.decorations = decorate(change.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
