import Markdown from 'react-markdown';
import type { Components } from 'react-markdown';
import type { ReactElement } from 'react';
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { cleanSource, remarkForeignTags } from './clean-source.ts';
import { rehypeCallouts } from './rehype-callouts.ts';
import { rehypeHeadings } from './rehype-headings.ts';
import type { Heading, HeadingState } from './rehype-headings.ts';
import { SANITIZE_SCHEMA } from './sanitize-schema.ts';

export interface RenderOptions {
  /** Of the article; a first heading that repeats it is left out. */
  readonly title: string;
  readonly state: HeadingState;
  readonly isWhole: boolean;
  readonly components: Components;
}

export interface RenderedMarkdown {
  readonly element: ReactElement;
  readonly headings: readonly Heading[];
}

/** Addresses were judged by the sanitizer, and are again where links are drawn. */
const asIs = (address: string): string => address;

/**
 * Markdown of an unknown author as elements of the page: GitHub's dialect, raw HTML by a strict
 * list, callouts. A text that the parser cannot take (nested beyond its stack) is shown as it is
 * written.
 */
export function renderMarkdown(markdown: string, options: RenderOptions): RenderedMarkdown {
  const headings: Heading[] = [];
  const { title, state, isWhole, components } = options;
  try {
    const element = Markdown({
      children: cleanSource(markdown),
      remarkPlugins: [remarkGfm, remarkForeignTags],
      remarkRehypeOptions: { clobberPrefix: '' },
      rehypePlugins: [
        rehypeRaw,
        [rehypeSanitize, SANITIZE_SCHEMA],
        rehypeCallouts,
        [rehypeHeadings, { title, state, headings, isWhole }],
      ],
      components,
      urlTransform: asIs,
    });
    return { element, headings };
  } catch {
    return { element: <pre className="kb__plain">{markdown}</pre>, headings: [] };
  }
}
