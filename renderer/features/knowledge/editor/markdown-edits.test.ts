import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addTableColumn,
  addTableRow,
  insertCallout,
  insertCode,
  insertLink,
  insertPicture,
  insertTable,
  tableAt,
  toggleHeading,
  toggleList,
  toggleMark,
} from './markdown-edits.ts';
import type { Selected, TextEdit } from './markdown-edits.ts';

/** `a [b] c` with the selection in brackets of this kind: ⟦ ⟧. */
function selected(marked: string): Selected {
  const from = marked.indexOf('⟦');
  const to = marked.indexOf('⟧') - 1;
  return { text: marked.replace(/[⟦⟧]/g, ''), from, to };
}

function applied({ text }: Selected, { from, to, insert, select }: TextEdit): string {
  const next = text.slice(0, from) + insert + text.slice(to);
  const [a, b] = select;
  return `${next.slice(0, a)}⟦${next.slice(a, b)}⟧${next.slice(b)}`;
}

function after(marked: string, edit: (selected: Selected) => TextEdit | null): string {
  const before = selected(marked);
  const done = edit(before);
  return done ? applied(before, done) : 'nothing';
}

describe('marks', () => {
  it.each([
    ['a ⟦b⟧ c', 'a **⟦b⟧** c'],
    ['a **⟦b⟧** c', 'a ⟦b⟧ c'],
    ['a ⟦**b**⟧ c', 'a ⟦b⟧ c'],
    ['a ⟦⟧c', 'a **⟦⟧**c'],
  ])('%s becomes %s', (before, expected) => {
    expect(after(before, (at) => toggleMark(at, '**'))).toBe(expected);
  });

  it('does not take one star of two for its own', () => {
    expect(after('**⟦b⟧**', (at) => toggleMark(at, '*'))).toBe('***⟦b⟧***');
  });

  it('twice is as before', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (text, a, b) => {
        fc.pre(!text.includes('`'));
        const from = Math.min(a, b, text.length);
        const to = Math.min(Math.max(a, b), text.length);
        const once = toggleMark({ text, from, to }, '`');
        const next = text.slice(0, once.from) + once.insert + text.slice(once.to);
        const [start, end] = once.select;
        const back = toggleMark({ text: next, from: start, to: end }, '`');
        expect(next.slice(0, back.from) + back.insert + next.slice(back.to)).toBe(text);
      }),
    );
  });
});

describe('lines', () => {
  it.each([
    ['Ste⟦⟧ps\nx', '## Steps⟦⟧\nx'],
    ['## Ste⟦⟧ps', 'Steps⟦⟧'],
    ['#### Ste⟦⟧ps', '## Steps⟦⟧'],
  ])('heading: %j becomes %j', (before, expected) => {
    expect(after(before, (at) => toggleHeading(at, 2))).toBe(expected);
  });

  it.each([
    ['⟦a\nb⟧', 'numbers', '⟦1. a\n2. b⟧'],
    ['⟦1. a\n2. b⟧', 'numbers', '⟦a\nb⟧'],
    ['⟦1. a\n\n2. b⟧', 'bullets', '⟦- a\n\n- b⟧'],
    ['⟦- a⟧', 'tasks', '- [ ] a⟦⟧'],
    ['  - a⟦⟧', 'bullets', '  a⟦⟧'],
    ['⟦⟧', 'bullets', '- ⟦⟧'],
  ] as const)('list: %j as %s becomes %j', (before, kind, expected) => {
    expect(after(before, (at) => toggleList(at, kind))).toBe(expected);
  });
});

describe('blocks stand on lines of their own', () => {
  it('puts selected lines into code whose fence is longer than any inside', () => {
    expect(after('x\n⟦a ``` b⟧\ny', (at) => insertCode(at, 'sh'))).toBe(
      'x\n\n````sh\n⟦a ``` b⟧\n````\n\ny',
    );
  });

  it('puts an empty code block below the line the caret is in', () => {
    expect(after('text⟦⟧', (at) => insertCode(at, ''))).toBe('text\n\n```\n⟦⟧\n```\n');
  });

  it('quotes what becomes a callout', () => {
    expect(after('⟦a\n\nb⟧', (at) => insertCallout(at, 'note'))).toBe('> [!NOTE]\n> a\n>\n> b⟦⟧\n');
  });

  it('makes a link of the selected words, or of those given', () => {
    expect(after('see ⟦this⟧', (at) => insertLink(at, 'article:dns', 'DNS'))).toBe(
      'see [this](article:dns)⟦⟧',
    );
    expect(after('see ⟦⟧', (at) => insertLink(at, 'article:dns', 'A [b]'))).toBe(
      'see [A \\[b\\]](article:dns)⟦⟧',
    );
  });

  it('keeps the selected words beside a picture', () => {
    expect(after('⟦words⟧', (at) => insertPicture(at, 'p:1', 'A\nroll'))).toBe(
      'words\n\n![A roll](p:1)⟦⟧\n',
    );
  });
});

const TABLE = 'x\n\n| a | b |\n| --- | --- |\n| 1 | 2 \\| 3 |\n\ny';

describe('tables', () => {
  it('begins with a head that is typed over', () => {
    const made = after('⟦⟧', (at) => insertTable(at, { heads: ['A', 'B'], rows: 1 }));
    expect(made).toBe('| ⟦A⟧ | B |\n| --- | --- |\n|   |   |\n');
  });

  it('is known by its delimiter row, and nothing else is one', () => {
    expect(tableAt(TABLE, TABLE.indexOf('1'))).toMatchObject({ row: 2, column: 0 });
    expect(tableAt(TABLE, TABLE.indexOf('3'))).toMatchObject({ row: 2, column: 1 });
    expect(tableAt(TABLE, 0)).toBeNull();
    expect(tableAt('a | b\nc | d', 1)).toBeNull();
  });

  it('gets a row below the one the caret is in, never above the head', () => {
    const inBody = TABLE.replace('| 1 |', '| 1⟦⟧ |');
    expect(after(inBody, ({ text, from }) => addTableRow(text, from))).toContain(
      '| 1 | 2 \\| 3 |\n| ⟦⟧',
    );
    const inHead = TABLE.replace('| a |', '| a⟦⟧ |');
    expect(after(inHead, ({ text, from }) => addTableRow(text, from))).toContain(
      '| --- | --- |\n| ⟦⟧',
    );
    expect(after('⟦⟧no table', ({ text, from }) => addTableRow(text, from))).toBe('nothing');
  });

  it('gets a column to the right in every row', () => {
    const inFirst = TABLE.replace('| a |', '| a⟦⟧ |');
    const made = after(inFirst, ({ text, from }) => addTableColumn(text, from));
    expect(made.replace(/[⟦⟧]/g, '')).toBe(
      'x\n\n| a |     | b |\n| --- | --- | --- |\n| 1 |     | 2 \\| 3 |\n\ny',
    );
    expect(made).toMatch(/\| a \| ⟦⟧/);
  });
});
