import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { MARKDOWN_PARTS } from './markdown/markdown-parts.tsx';
import { newHeadingState } from './markdown/rehype-headings.ts';
import type { Heading, HeadingState } from './markdown/rehype-headings.ts';
import { renderMarkdown } from './markdown/render-markdown.tsx';
import { splitMarkdown } from './markdown/split-markdown.ts';

/** Parts shown without asking, some 240 kB: longer articles are lists and logs. */
export const PARTS_AT_FIRST = 20;

export interface ArticleParts {
  readonly elements: readonly ReactElement[];
  readonly headings: readonly Heading[];
  /** How many of all parts may be shown now. */
  readonly allowed: number;
  readonly total: number;
  showAll(): void;
}

interface Drawn {
  readonly elements: readonly ReactElement[];
  readonly headings: readonly Heading[];
  readonly state: HeadingState;
}

const NOTHING: Omit<Drawn, 'state'> = { elements: [], headings: [] };

/** Draws the next part below those that are drawn. */
function drawNext(parts: readonly string[], title: string, before: Drawn): Drawn {
  const { elements, headings, state } = before;
  const rendered = renderMarkdown(parts[elements.length] ?? '', {
    title: elements.length === 0 ? title : '',
    state,
    isWhole: parts.length === 1,
    components: MARKDOWN_PARTS,
  });
  return {
    elements: [...elements, rendered.element],
    headings: [...headings, ...rendered.headings],
    state,
  };
}

interface Shown {
  readonly parts: readonly string[];
  readonly drawn: Drawn;
  readonly allowed: number;
}

function firstShown(parts: readonly string[], title: string): Shown {
  const drawn = drawNext(parts, title, { ...NOTHING, state: newHeadingState() });
  return { parts, drawn, allowed: PARTS_AT_FIRST };
}

/** An article's text, drawn part after part so that none holds up the window. */
export function useArticleParts(markdown: string, title: string): ArticleParts {
  const parts = useMemo(() => splitMarkdown(markdown), [markdown]);
  const [shown, setShown] = useState(() => firstShown(parts, title));
  const current = shown.parts === parts ? shown : firstShown(parts, title);
  if (current !== shown) setShown(current);
  const { drawn, allowed } = current;
  const isMore = drawn.elements.length < Math.min(allowed, parts.length);
  useEffect(() => {
    if (!isMore) return undefined;
    const timer = setTimeout(
      () => setShown({ parts, drawn: drawNext(parts, title, drawn), allowed }),
      0,
    );
    return () => clearTimeout(timer);
  }, [isMore, parts, title, drawn, allowed]);
  return {
    elements: drawn.elements,
    headings: drawn.headings,
    allowed,
    total: parts.length,
    showAll: () => setShown({ parts, drawn, allowed: parts.length }),
  };
}
