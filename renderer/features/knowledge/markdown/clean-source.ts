import { RAW_TAGS } from './sanitize-schema.ts';
import type { MarkdownNode } from './tree.ts';

const FENCE = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(`{3,}|~{3,})/;
/** `<` that does not begin a tag an article may have. */
const FOREIGN_TAG = new RegExp(`<(?!/?(?:${RAW_TAGS.join('|')})(?=[\\s/>]|$))`, 'gi');
const FOREIGN_AT_START = new RegExp(
  `^( {0,3})<(?=[a-z/!?])(?!/?(?:${RAW_TAGS.join('|')})(?=[\\s/>]|$))(?!https?:|mailto:)`,
  'i',
);
/** Deeper nesting than this is no longer read by people, and costs the parser its square. */
const MAX_DEPTH = 12;
const DEEP_MARKS = new RegExp(`^((?:\\s*(?:>|[-*+](?=\\s)|\\d{1,9}[.)](?=\\s))){${MAX_DEPTH}}).*$`);
const INNER_MARKS = /^(?:\s|>|[-*+](?=\s)|\d{1,9}[.)](?=\s))*/;
/** Runs of marks that mean nothing but make the parser look back at each of them. */
const LONG_RUNS = /([[*_~<!])\1{24,}/g;
const MAX_INDENT = 80;

function capDepth(line: string): string {
  const indent = /^\s*/.exec(line)?.[0].length ?? 0;
  const text = indent > MAX_INDENT ? line.slice(indent - MAX_INDENT) : line;
  const head = DEEP_MARKS.exec(text)?.[1];
  if (head === undefined) return text;
  return `${head} ${text.slice(head.length).replace(INNER_MARKS, '')}`;
}

/**
 * Markers of the Microsoft dialect of Markdown: words that are not to be translated, pictures, and
 * marks of the layout.
 */
function withoutDirectives(line: string): string {
  if (!line.includes(':::')) return line;
  return line
    .replace(/:::no-loc text="([^"]{0,400})":::/g, '$1')
    .replace(/:::image[^:]{0,600}alt-text="([^"]{0,400})"[^:]{0,600}:::/g, '![$1](image)')
    .replace(/^\s*:::\s?[a-z][a-z-]{0,30}[^:]{0,200}:{0,3}\s*$/, '');
}

function cleanLine(line: string): string {
  return capDepth(withoutDirectives(line))
    .replace(FOREIGN_AT_START, '$1&lt;')
    .replace(LONG_RUNS, (run) => run.slice(0, 24));
}

/** Markdown made harmless for the parser: what would swallow the rest of an article or its time. */
export function cleanSource(markdown: string): string {
  let fence: string | null = null;
  return markdown
    .split(/\r\n|\n|\r/)
    .map((line) => {
      const mark = FENCE.exec(line)?.[1];
      if (fence !== null) {
        if (mark?.startsWith(fence)) fence = null;
        return line;
      }
      if (mark !== undefined) fence = mark;
      return cleanLine(line);
    })
    .join('\n');
}

function withoutComments(html: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = html.indexOf('<!--', at);
    const end = start < 0 ? -1 : html.indexOf('-->', start + 4);
    if (end < 0) return kept + html.slice(at);
    kept += html.slice(at, start);
    at = end + 3;
  }
}

/**
 * Remark plugin: raw HTML keeps the tags an article may have; anything else in angle brackets, be it
 * `<script>` or `<your server>`, becomes the text it looks like.
 */
export function remarkForeignTags() {
  return (tree: unknown): void => {
    const waiting = [tree as MarkdownNode];
    for (let node = waiting.pop(); node; node = waiting.pop()) {
      if (node.type === 'html' && node.value !== undefined) {
        node.value = withoutComments(node.value).replace(FOREIGN_TAG, '&lt;');
      }
      waiting.push(...(node.children ?? []));
    }
  };
}
