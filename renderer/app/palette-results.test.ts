import { describe, expect, it } from 'vitest';
import type { Workspace } from '../replica/workspace.ts';
import type { Command } from '../ui/commands.ts';
import { paletteResults, scoreText } from './palette-results.ts';

function rows<T>(list: readonly T[]) {
  return { rows: () => list };
}

const workspace = {
  tickets: rows([
    {
      id: 'ticket:1',
      kind: 'incident',
      number: 'INC-1',
      title: 'Print queue is stuck',
      open: false,
    },
    { id: 'ticket:2', kind: 'change', number: 'CHG-2', title: 'Print driver', open: true },
  ]),
  items: rows([
    {
      id: 'item:1',
      name: 'print-srv-02',
      number: 'CI-1',
      className: 'server',
      assetTag: 'NL-20001',
    },
  ]),
  articles: rows([
    { id: 'article:1', title: 'Roll back a printer driver', number: 'KB-1', state: 'published' },
  ]),
} as unknown as Workspace;

const commands: readonly Command[] = [
  { id: 'theme', label: 'Theme: dark', run: () => undefined },
  { id: 'secret', label: 'Theme: hidden', hidden: true, run: () => undefined },
];

describe('the palette', () => {
  it('offers every command before anything is typed', () => {
    expect(paletteResults(workspace, commands, '').commands.map((each) => each.id)).toEqual([
      'theme',
    ]);
  });

  it.each([
    ['print', ['ticket:2', 'ticket:1']],
    ['inc-1', ['ticket:1']],
    ['driver print', ['ticket:2']],
    ['nothing', []],
  ])('finds tickets by number and words, open ones first: %s', (typed, expected) => {
    expect(paletteResults(workspace, commands, typed).tickets.map((each) => each.id)).toEqual(
      expected,
    );
  });

  it('finds an item by the tag on its label', () => {
    expect(paletteResults(workspace, commands, 'nl-20001').items[0]?.id).toBe('item:1');
  });

  it('ranks a whole match over a beginning, a word over a part', () => {
    const score = (text: string): number => scoreText(text, ['print'], 'print');
    expect(['print', 'print it', 'a print', 'sprint', 'x'].map(score)).toEqual([4, 3, 2, 1, 0]);
  });
});
