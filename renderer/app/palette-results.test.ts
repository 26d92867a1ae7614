import { describe, expect, it } from 'vitest';
import type { Workspace } from '../replica/workspace.ts';
import type { FirstAnswer } from '../search/search.ts';
import type { Command } from '../ui/commands.ts';
import { paletteCommands, paletteRecords, scoreText } from './palette-results.ts';

function rows<T extends { readonly id: string }>(list: readonly T[]) {
  return { get: (id: string) => list.find((row) => row.id === id) };
}

const workspace = {
  tickets: rows([{ id: 'ticket:1', kind: 'incident', number: 'INC-1', title: 'Print queue' }]),
  items: rows([
    { id: 'item:1', name: 'print-srv-02', number: 'CI-1', className: 'server', assetTag: 'NL-1' },
  ]),
  articles: rows([{ id: 'article:1', title: 'Roll back', number: 'KB-1', state: 'published' }]),
} as unknown as Workspace;

const commands: readonly Command[] = [
  { id: 'theme', label: 'Theme: dark', run: () => undefined },
  { id: 'secret', label: 'Theme: hidden', hidden: true, run: () => undefined },
];

function found(...ids: string[]) {
  return { total: ids.length, hits: ids.map((id) => ({ id, score: 1 })) };
}

const first = {
  tickets: found('ticket:gone', 'ticket:1'),
  items: found('item:1'),
  articles: found('article:1'),
} as unknown as FirstAnswer;

describe('the palette', () => {
  it('offers every command before anything is typed', () => {
    expect(paletteCommands(commands, '').map((each) => each.id)).toEqual(['theme']);
    expect(paletteCommands(commands, 'nothing')).toEqual([]);
  });

  it('shows what was found as it is now, without what is gone', () => {
    const { tickets, items, articles } = paletteRecords(workspace, first);
    expect(tickets).toEqual([
      expect.objectContaining({ id: 'ticket:1', label: 'Print queue', detail: 'INC-1' }),
    ]);
    expect(items[0]).toMatchObject({ label: 'print-srv-02', detail: 'NL-1', variety: 'server' });
    expect(articles[0]).toMatchObject({ label: 'Roll back', detail: 'KB-1' });
    expect(paletteRecords(workspace, null).tickets).toEqual([]);
  });

  it('ranks a whole match over a beginning, a word over a part', () => {
    const score = (text: string): number => scoreText(text, ['print'], 'print');
    expect(['print', 'print it', 'a print', 'sprint', 'x'].map(score)).toEqual([4, 3, 2, 1, 0]);
  });
});
