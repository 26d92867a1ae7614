import type { Importer, ImportSettings } from './import-file.ts';
import { RowBuilder, type ConvertedRow, type ImportSource } from './import-row.ts';
import { cutText } from './plain-text.ts';
import { readJsonLines } from './read-rows.ts';
import { RowReader } from './read-value.ts';

const SOURCE: ImportSource = { system: 'support-articles', sinceMs: Date.UTC(2020, 0, 1) };
const TAG_MAX = 80;
const MARKDOWN_MAX = 4_000_000;

function tagsOf(read: RowReader, build: RowBuilder): string[] {
  const tags = ['component', 'area', 'topic'].flatMap((field) => {
    const tag = read.optionalText(field, 1_000);
    if (tag === undefined) return [];
    if (tag.length > TAG_MAX) build.warnings.push(`"${field}" is too long for a tag and was cut.`);
    return [cutText(tag, TAG_MAX).trim()];
  });
  return [...new Set(tags)];
}

function convert(row: number, value: unknown, { timezone }: ImportSettings): ConvertedRow {
  const read = new RowReader(value, 'id');
  const build = new RowBuilder(SOURCE);
  const id = read.text('id', 40);
  const atMs = read.instant('updatedAt', timezone);
  const author = read.optionalText('author', 160) ?? 'unknown';
  const product = read.optionalText('product', 120);
  const attribution = read.optionalText('source', 300);
  const articleId = build.add(
    'articles',
    // Links between articles are relative paths, so the path is the key where there is one.
    read.optionalText('sourcePath', 400) ?? id,
    {
      kind: 'article',
      number: id,
      slug: id.toLowerCase(),
      title: read.text('title', 400),
      summary: read.optionalText('summary', 2_000) ?? '',
      markdown: read.text('markdown', MARKDOWN_MAX),
      ...(product ? { category: product } : {}),
      tags: tagsOf(read, build),
      audience: 'agents',
      state: 'published',
      author,
      lang: read.optionalText('lang', 10) ?? 'en',
      revisedAt: new Date(atMs).toISOString(),
      related: [],
      ...(attribution ? { attribution } : {}),
    },
    { atMs, by: author },
  );
  return build.finish(row, id, articleId);
}

/** Support articles in Markdown. */
export const knowledgeImporter: Importer = {
  kind: 'knowledge',
  summary: 'Articles in Markdown (JSON Lines).',
  rows: readJsonLines,
  converter: async (settings) => (row, value) => convert(row, value, settings),
};
