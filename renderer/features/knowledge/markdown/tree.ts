import type { ExtraProps } from 'react-markdown';

/** An element of the rendered tree, as react-markdown hands it out. */
export type HtmlElement = NonNullable<ExtraProps['node']>;
export type HtmlNode = HtmlElement['children'][number];
export interface HtmlRoot {
  children: HtmlNode[];
}

/** What all nodes of a Markdown tree share as far as it matters here. */
export interface MarkdownNode {
  readonly type: string;
  value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** Every element below a node, parents first, without recursion: hostile nesting is deep. */
export function* elementsOf(root: HtmlRoot): Generator<HtmlElement> {
  const waiting = [...root.children].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type !== 'element') continue;
    yield node;
    for (let at = node.children.length - 1; at >= 0; at -= 1) {
      const child = node.children[at];
      if (child) waiting.push(child);
    }
  }
}

/** The text a reader sees of an element. */
export function textOf(element: HtmlElement): string {
  let text = '';
  const waiting: HtmlNode[] = [...element.children].reverse();
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'text') text += node.value;
    if (node.type === 'element') waiting.push(...[...node.children].reverse());
  }
  return text;
}
