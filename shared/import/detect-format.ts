import type { TicketKind } from '../model/ticket.ts';
import { plainWord } from './clean-text.ts';
import { FIELD_READERS, type ColumnUse } from './fields.ts';
import { UNKNOWN_AS_TEXT, type Mapping } from './mapping.ts';
import type { Preset } from './preset.ts';
import { PLAIN_WORDS, PRESETS } from './presets.ts';
import { guessDateOrder, type GuessedOrder } from './read-date.ts';
import type { ImportTable } from './read-table.ts';

/** How well a preset fits a header, 0 to 1. */
export interface DetectedFormat {
  readonly preset: Preset;
  readonly score: number;
}

/** A column that hardly another tool has says as much as three others. */
const TELLING_WEIGHT = 3;
/** Below this the header is nobody's in particular. */
export const SURE_SCORE = 0.5;

function scoreOf(preset: Preset, words: readonly string[]): number {
  let reached = 0;
  let total = 0;
  for (const word of words) {
    const isTelling = preset.telling.includes(word);
    const weight = isTelling ? TELLING_WEIGHT : 1;
    total += weight;
    if (isTelling || Object.hasOwn(preset.columns, word)) reached += weight;
  }
  return total === 0 ? 0 : reached / total;
}

function tellingCount(preset: Preset, words: readonly string[]): number {
  return words.filter((word) => preset.telling.includes(word)).length;
}

/** Which tool wrote a header, best first; the first is a guess that a person confirms. */
export function detectFormats(columns: readonly string[]): readonly DetectedFormat[] {
  const words = columns.map(plainWord);
  return PRESETS.map((preset) => ({
    preset,
    score: tellingCount(preset, words) === 0 ? 0 : scoreOf(preset, words),
  })).sort((a, b) => b.score - a.score);
}

/** Files of one table say their kind in their numbers. */
const KIND_OF_NUMBER: readonly (readonly [RegExp, TicketKind])[] = [
  [/^INC/i, 'incident'],
  [/^PRB/i, 'problem'],
  [/^CHG/i, 'change'],
  [/^(?:RITM|REQ)/i, 'request'],
  [/^(?:SCTASK|PTASK|CTASK|TASK)/i, 'task'],
];

function kindOf(preset: Preset | undefined, table: ImportTable, columns: Mapping['columns']) {
  const at = table.columns.findIndex(
    (name) => Object.hasOwn(columns, name) && columns[name] === 'number',
  );
  const sample = table.rows.map(({ cells }) => cells[at] ?? '').find((text) => text !== '') ?? '';
  const found = KIND_OF_NUMBER.find(([pattern]) => pattern.test(sample));
  return found?.[1] ?? preset?.kind ?? 'incident';
}

/** A field is filled from one column; journals add up. */
function usesOf(preset: Preset | undefined, names: readonly string[]): Mapping['columns'] {
  const taken = new Set<ColumnUse>();
  const uses: Record<string, ColumnUse> = {};
  for (const name of names) {
    const word = plainWord(name);
    // A header may be called like a part of every object.
    if (!preset || !Object.hasOwn(preset.columns, word)) continue;
    const use = preset.columns[word]!;
    const isSingle = use !== 'text' && use !== 'skip' && FIELD_READERS[use] !== 'journal';
    uses[name] = isSingle && taken.has(use) ? 'text' : use;
    taken.add(use);
  }
  return uses;
}

/** All dates of the columns that hold some. */
export function* dateTexts(table: ImportTable, columns: Mapping['columns']): Generator<string> {
  const at = table.columns.flatMap((name, index) => {
    const use = Object.hasOwn(columns, name) ? columns[name] : undefined;
    const isDate = use !== undefined && use !== 'text' && use !== 'skip';
    return isDate && FIELD_READERS[use] === 'instant' ? [index] : [];
  });
  for (const { cells } of table.rows) for (const index of at) yield cells[index] ?? '';
}

export interface GuessedMapping {
  readonly mapping: Mapping;
  readonly dates: GuessedOrder;
}

/** What a person starts from: the preset's columns and words, the dates as they are in the file. */
export function guessMapping(
  table: ImportTable,
  preset: Preset | undefined,
  timezone: string,
): GuessedMapping {
  const columns = usesOf(preset, table.columns);
  const dates = guessDateOrder(dateTexts(table, columns));
  const mapping: Mapping = {
    system: preset?.id ?? 'import',
    kind: kindOf(preset, table, columns),
    columns,
    others: 'text',
    words: preset?.words ?? PLAIN_WORDS,
    numberPrefix: preset?.numberPrefix ?? 'IMP-',
    dateOrder: dates.order === 'ambiguous' ? 'ask' : dates.order,
    timezone,
    unknown: UNKNOWN_AS_TEXT,
  };
  return { mapping, dates };
}
