import type { Workspace } from '../replica/workspace.ts';
import type { FirstAnswer, Found, RecordHit } from '../search/search.ts';
import type { Command } from '../ui/commands.ts';

/** One line of the palette. */
export type PaletteResult =
  | { readonly kind: 'command'; readonly id: string; readonly command: Command }
  | {
      readonly kind: 'record';
      readonly id: string;
      readonly record: 'ticket' | 'item' | 'article';
      /** Kind of ticket or class of item, for its icon. */
      readonly variety: string;
      readonly label: string;
      readonly detail: string;
    };

type RecordResult = Extract<PaletteResult, { kind: 'record' }>;
export type CommandResult = Extract<PaletteResult, { kind: 'command' }>;

export interface RecordGroups {
  readonly tickets: readonly RecordResult[];
  readonly items: readonly RecordResult[];
  readonly articles: readonly RecordResult[];
}

/** Enough to choose from without scrolling. */
export const PER_GROUP = 6;

const NO_RECORDS: RecordGroups = { tickets: [], items: [], articles: [] };

/** Every word must occur; a text that starts with the query comes first. Higher is better, 0 is no hit. */
export function scoreText(text: string, words: readonly string[], query: string): number {
  const lower = text.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return 0;
  if (lower === query) return 4;
  if (lower.startsWith(query)) return 3;
  return words.every((word) => lower.startsWith(word) || lower.includes(` ${word}`)) ? 2 : 1;
}

/** Commands that fit what was typed; all of them before anything is. */
export function paletteCommands(
  commands: readonly Command[],
  typed: string,
): readonly CommandResult[] {
  const query = typed.trim().toLowerCase();
  const usable = commands.filter((command) => !command.hidden && (command.when?.() ?? true));
  const shown = query === '' ? usable : matchingCommands(usable, query);
  return shown.map((command) => ({ kind: 'command', id: command.id, command }));
}

function matchingCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query.split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, score: scoreText(command.label, words, query) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, PER_GROUP)
    .map(({ command }) => command);
}

function linesOf<H extends RecordHit>(
  found: Found<H>,
  toLine: (hit: H) => RecordResult | null,
): readonly RecordResult[] {
  return found.hits.flatMap((hit) => toLine(hit) ?? []).slice(0, PER_GROUP);
}

/** The search's first stage as lines; what left the replica meanwhile is left out. */
export function paletteRecords(workspace: Workspace, first: FirstAnswer | null): RecordGroups {
  if (first === null) return NO_RECORDS;
  const { tickets, items, articles } = workspace;
  const record = 'record' as const;
  return {
    tickets: linesOf(first.tickets, ({ id }) => {
      const row = tickets.get(id);
      if (!row) return null;
      const { kind: variety, title: label, number: detail } = row;
      return { kind: record, record: 'ticket', variety, id, label, detail };
    }),
    items: linesOf(first.items, ({ id }) => {
      const row = items.get(id);
      if (!row) return null;
      const { className: variety, name: label, assetTag, number } = row;
      return { kind: record, record: 'item', variety, id, label, detail: assetTag ?? number };
    }),
    articles: linesOf(first.articles, ({ id }) => {
      const row = articles.get(id);
      if (!row) return null;
      const { state: variety, title: label, number: detail } = row;
      return { kind: record, record: 'article', variety, id, label, detail };
    }),
  };
}
