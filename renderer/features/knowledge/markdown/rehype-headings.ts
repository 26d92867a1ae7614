import { ID_PREFIX } from './sanitize-schema.ts';
import { elementsOf, textOf } from './tree.ts';
import type { HtmlElement, HtmlNode, HtmlRoot } from './tree.ts';

/** A heading as the table of contents needs it. */
export interface Heading {
  readonly id: string;
  /** 2 to 6; 1 is the article's title. */
  readonly level: number;
  readonly text: string;
}

/** What the parts of one article share, so that ids stay unique and levels follow each other. */
export interface HeadingState {
  readonly used: Map<string, number>;
  level: number;
}

export function newHeadingState(): HeadingState {
  return { used: new Map(), level: 1 };
}

/** The fragment of a heading as GitHub makes it: "Read the rhythm!" → "read-the-rhythm". */
export function slugOf(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\- _]/gu, '')
    .replace(/ /g, '-');
}

function uniqueId(text: string, used: Map<string, number>): string {
  const slug = slugOf(text) || 'section';
  const times = used.get(slug) ?? 0;
  used.set(slug, times + 1);
  return `${ID_PREFIX}${times === 0 ? slug : `${slug}-${times}`}`;
}

/** Title and first heading say the same when one begins with the other. */
function isTitle(text: string, title: string): boolean {
  const fold = (each: string): string => each.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const [heading, name] = [fold(text), fold(title)];
  return heading !== '' && (heading.startsWith(name) || name.startsWith(heading));
}

function dropTitle(root: HtmlRoot, title: string): void {
  const at = root.children.findIndex((child) => child.type === 'element');
  const first = root.children[at];
  if (first?.type !== 'element' || first.tagName !== 'h1') return;
  if (isTitle(textOf(first), title)) root.children.splice(at, 1);
}

function markBrokenAnchors(root: HtmlRoot): void {
  const ids = new Set<unknown>();
  for (const { properties } of elementsOf(root)) ids.add(properties['id']).add(properties['name']);
  for (const { tagName, properties } of elementsOf(root)) {
    const { href } = properties;
    if (tagName !== 'a' || typeof href !== 'string' || !href.startsWith('#')) continue;
    if (!ids.has(anchorId(href))) properties['dataBroken'] = 'true';
  }
}

/** The id a `#fragment` means. */
export function anchorId(href: string): string {
  const fragment = href.slice(1);
  try {
    return `${ID_PREFIX}${decodeURIComponent(fragment)}`;
  } catch {
    return `${ID_PREFIX}${fragment}`;
  }
}

export interface HeadingOptions {
  readonly title: string;
  readonly state: HeadingState;
  /** Receives the headings in order. */
  readonly headings: Heading[];
  /** The whole article is in this tree, so that an anchor without a target is broken. */
  readonly isWhole: boolean;
}

/**
 * Rehype plugin, after the sanitizer: headings get ids and levels below the title's without gaps;
 * a first heading that repeats the title goes.
 */
export function rehypeHeadings({ title, state, headings, isWhole }: HeadingOptions) {
  return (tree: unknown): void => {
    const root = tree as HtmlRoot;
    dropTitle(root, title);
    for (const element of elementsOf(root)) {
      const written = /^h([1-6])$/.exec(element.tagName)?.[1];
      if (written === undefined) continue;
      const text = textOf(element).trim();
      if (text === '') {
        element.tagName = 'p';
        continue;
      }
      giveId(element, text, Number(written), state);
      headings.push({ id: String(element.properties['id']), level: state.level, text });
    }
    if (isWhole) markBrokenAnchors(root);
  };
}

function giveId(element: HtmlElement, text: string, written: number, state: HeadingState): void {
  const before = element.properties['id'];
  const id = uniqueId(text, state.used);
  if (typeof before === 'string' && before !== id) element.children.unshift(anchor(before));
  state.level = Math.min(Math.max(written, 2), state.level + 1);
  element.tagName = `h${state.level}`;
  element.properties = { id, tabIndex: -1 };
}

/** Keeps an author's own id as a target. */
function anchor(id: string): HtmlNode {
  return { type: 'element', tagName: 'span', properties: { id }, children: [] };
}
