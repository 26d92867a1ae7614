import type { Workspace } from '../replica/workspace.ts';
import type { ArticleRow, ItemRow } from '../replica/rows.ts';
import type { TicketRow } from '../replica/ticket-row.ts';
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

type RecordResults = readonly Extract<PaletteResult, { kind: 'record' }>[];

export interface PaletteGroups {
  readonly commands: readonly Extract<PaletteResult, { kind: 'command' }>[];
  readonly tickets: RecordResults;
  readonly items: RecordResults;
  readonly articles: RecordResults;
}

/** Enough to choose from without scrolling. */
const PER_GROUP = 6;

/** Every word must occur; a text that starts with the query comes first. Higher is better, 0 is no hit. */
export function scoreText(text: string, words: readonly string[], query: string): number {
  const lower = text.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return 0;
  if (lower === query) return 4;
  if (lower.startsWith(query)) return 3;
  return words.every((word) => lower.startsWith(word) || lower.includes(` ${word}`)) ? 2 : 1;
}

interface Candidate {
  readonly text: string;
  readonly result: Extract<PaletteResult, { kind: 'record' }>;
  /** Added to the score between equals: open before done. */
  readonly bonus: number;
}

function best<T>(
  all: Iterable<T>,
  toCandidate: (each: T) => Candidate,
  query: string,
): RecordResults {
  const words = query.split(/\s+/).filter(Boolean);
  const hits: { result: Candidate['result']; score: number }[] = [];
  for (const each of all) {
    const { text, result, bonus } = toCandidate(each);
    const score = scoreText(text, words, query);
    if (score > 0) hits.push({ result, score: score + bonus });
  }
  hits.sort((a, b) => b.score - a.score);
  return hits.slice(0, PER_GROUP).map(({ result }) => result);
}

function ticketCandidate(row: TicketRow): Candidate {
  const { id, kind, number, title, open } = row;
  return {
    text: `${number} ${title}`,
    result: { kind: 'record', record: 'ticket', variety: kind, id, label: title, detail: number },
    bonus: open ? 0.5 : 0,
  };
}

function itemCandidate({ id, name, number, className, assetTag, serial }: ItemRow): Candidate {
  const detail = assetTag ?? number;
  return {
    text: `${name} ${number} ${assetTag ?? ''} ${serial ?? ''}`,
    result: { kind: 'record', record: 'item', variety: className, id, label: name, detail },
    bonus: 0,
  };
}

function articleCandidate({ id, title, number, state }: ArticleRow): Candidate {
  return {
    text: `${title} ${number}`,
    result: { kind: 'record', record: 'article', variety: state, id, label: title, detail: number },
    bonus: state === 'published' ? 0.5 : 0,
  };
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

/** Records and commands that fit what was typed; from memory, so it answers within the keystroke. */
export function paletteResults(
  workspace: Workspace,
  commands: readonly Command[],
  typed: string,
): PaletteGroups {
  const query = typed.trim().toLowerCase();
  const usable = commands.filter((command) => !command.hidden && (command.when?.() ?? true));
  const shown = query === '' ? usable : matchingCommands(usable, query);
  const asResults = shown.map((command) => ({ kind: 'command' as const, id: command.id, command }));
  if (query === '') return { commands: asResults, tickets: [], items: [], articles: [] };
  return {
    commands: asResults,
    tickets: best(workspace.tickets.rows(), ticketCandidate, query),
    items: best(workspace.items.rows(), itemCandidate, query),
    articles: best(workspace.articles.rows(), articleCandidate, query),
  };
}
