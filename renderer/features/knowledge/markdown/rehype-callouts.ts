import { elementsOf } from './tree.ts';
import type { HtmlElement, HtmlRoot } from './tree.ts';

export const CALLOUT_KINDS = ['note', 'tip', 'important', 'warning', 'caution'] as const;
export type CalloutKind = (typeof CALLOUT_KINDS)[number];

const MARK = /^\s*\[!([a-z]{3,10})\][^\S\n]*\n?/i;

/** The kind of callout a quote is, after its mark was taken away; null for a plain quote. */
function takeMark(quote: HtmlElement): CalloutKind | null {
  const first = quote.children.find((child) => child.type === 'element');
  if (first?.type !== 'element' || first.tagName !== 'p') return null;
  const [text] = first.children;
  if (text?.type !== 'text') return null;
  const found = MARK.exec(text.value);
  const kind = CALLOUT_KINDS.find((each) => each === found?.[1]?.toLowerCase());
  if (!found || !kind) return null;
  text.value = text.value.slice(found[0].length);
  const next = first.children[1];
  if (text.value === '' && next?.type === 'element' && next.tagName === 'br') {
    first.children.splice(0, 2);
  }
  const isEmpty = first.children.every(
    (child) => child.type === 'text' && child.value.trim() === '',
  );
  if (isEmpty) quote.children = quote.children.filter((child) => child !== first);
  return kind;
}

/**
 * Rehype plugin, after the sanitizer: `> [!NOTE]` quotes get `data-callout`, which no author can
 * write.
 */
export function rehypeCallouts() {
  return (tree: unknown): void => {
    for (const element of elementsOf(tree as HtmlRoot)) {
      if (element.tagName !== 'blockquote') continue;
      const kind = takeMark(element);
      if (kind) element.properties = { dataCallout: kind };
    }
  };
}
