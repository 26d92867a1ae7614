import type { Article } from '../model/reference.ts';

/** What can be seen of an article without a reader. */
export const QUALITY_RULES = [
  'title-length',
  'summary-present',
  'text-present',
  'has-structure',
  'links-lead-somewhere',
  'pictures-described',
  'valid-to-set',
  'owner-set',
] as const;
export type QualityRule = (typeof QUALITY_RULES)[number];

export interface QualityFinding {
  readonly rule: QualityRule;
  readonly ok: boolean;
  /** What is wrong, in order: addresses of links, names of pictures; a figure for lengths. */
  readonly about: readonly string[];
}

export type CheckedArticle = Pick<Article, 'title' | 'summary' | 'markdown'> &
  Partial<Pick<Article, 'validTo' | 'ownerId'>>;

const MIN_TITLE = 12;
const MAX_TITLE = 110;
/** Below this an article is a note, and needs no sections. */
const SHORT_TEXT = 600;
/** More of them help nobody. */
const MAX_ABOUT = 20;

export interface MarkdownFacts {
  readonly hasHeading: boolean;
  readonly hasSteps: boolean;
  /** Addresses of links and pictures, without their titles, in order. */
  readonly links: readonly string[];
  /** Of pictures: what stands in the brackets, and the address. */
  readonly pictures: readonly { readonly alt: string; readonly address: string }[];
}

const FENCE = /^\s*(`{3,}|~{3,})/;
const INLINE_CODE = /`[^`\n]{1,400}`/g;
const PICTURE = /!\[([^\]\n]{0,400})\]\(<?([^)\s<>]{1,800})>?(?:\s[^)\n]{0,200})?\)/g;
const LINK = /(?<!!)\[[^\]\n]{0,400}\]\(<?([^)\s<>]{1,800})>?(?:\s[^)\n]{0,200})?\)/g;
const DEFINITION = /^ {0,3}\[[^\]\n]{1,200}\]:\s+<?([^\s<>]{1,800})/;

/** Beyond it an article is a list or a log; its beginning says how it is written. */
const MAX_TEXT = 200_000;

/** The lines outside of code blocks, with code inside lines taken out. */
function proseLines(markdown: string): readonly string[] {
  let fence: string | null = null;
  const lines: string[] = [];
  for (const line of markdown.slice(0, MAX_TEXT).split(/\r\n|\n|\r/)) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark === undefined) lines.push(line.slice(0, 20_000).replace(INLINE_CODE, ''));
    else fence = mark;
  }
  return lines;
}

/** What a text holds, read line by line without drawing it. */
export function readMarkdown(markdown: string): MarkdownFacts {
  const lines = proseLines(markdown);
  const links: string[] = [];
  const pictures: { alt: string; address: string }[] = [];
  for (const line of lines) {
    for (const [, alt = '', address = ''] of line.matchAll(PICTURE)) {
      pictures.push({ alt: alt.trim(), address });
    }
    for (const [, address = ''] of line.matchAll(LINK)) links.push(address);
    const defined = DEFINITION.exec(line)?.[1];
    if (defined !== undefined) links.push(defined);
  }
  return {
    hasHeading: lines.some((line) => /^ {0,3}#{1,6}\s+\S/.test(line)),
    hasSteps: lines.some((line) => /^\s*(?:\d{1,9}[.)]|[-*+])\s+\S/.test(line)),
    links,
    pictures,
  };
}

/**
 * What a machine can say of an article's quality, all rules in order.
 * @param isBroken Whether an address leads nowhere among the articles here.
 */
export function checkArticle(
  article: CheckedArticle,
  isBroken: (address: string) => boolean,
): readonly QualityFinding[] {
  const title = article.title.trim();
  const text = article.markdown.trim();
  const facts = readMarkdown(text);
  const broken = [...new Set(facts.links)].filter(isBroken).slice(0, MAX_ABOUT);
  const plain = facts.pictures.filter(({ alt }) => alt === '').map(({ address }) => address);
  const finding = (
    rule: QualityRule,
    ok: boolean,
    about: readonly string[] = [],
  ): QualityFinding => ({ rule, ok, about });
  return [
    finding('title-length', title.length >= MIN_TITLE && title.length <= MAX_TITLE, [
      String(title.length),
    ]),
    finding('summary-present', article.summary.trim() !== ''),
    finding('text-present', text !== ''),
    finding('has-structure', text.length < SHORT_TEXT || facts.hasHeading || facts.hasSteps),
    finding('links-lead-somewhere', broken.length === 0, broken),
    finding('pictures-described', plain.length === 0, plain.slice(0, MAX_ABOUT)),
    finding('valid-to-set', article.validTo !== undefined && article.validTo !== ''),
    finding('owner-set', article.ownerId !== undefined && article.ownerId !== ''),
  ];
}
