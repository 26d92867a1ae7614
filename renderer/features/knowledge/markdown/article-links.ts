import { anchorId } from './rehype-headings.ts';

/** Where a link of an article leads. */
export type ArticleLink =
  | { readonly kind: 'external'; readonly href: string }
  | { readonly kind: 'article'; readonly id: string; readonly title: string }
  | { readonly kind: 'anchor'; readonly id: string }
  | { readonly kind: 'broken'; readonly address: string };

/** What can be linked to. */
export interface LinkTarget {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

export type LinkTable = ReadonlyMap<string, LinkTarget>;

export function makeLinkTable(targets: readonly LinkTarget[]): LinkTable {
  return new Map(targets.map((target) => [target.slug.toLowerCase(), target]));
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** The slugs a path such as `../network/Reset-DNS.md#step-2` may stand for, the likeliest first. */
function slugsOf(path: string): readonly string[] {
  const bare = decoded(path)
    .replace(/[?#].*$/, '')
    .replace(/^(?:\.{0,2}\/)+/, '')
    .replace(/\.(?:md|markdown)$/i, '')
    .toLowerCase();
  const name = bare.slice(bare.lastIndexOf('/') + 1);
  return [bare, bare.replace(/\//g, '-'), name];
}

function external(address: string): string | null {
  try {
    const url = new URL(address);
    return ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Decides from the replica alone, so that links between articles work without a network. Only
 * `article:<slug>` and paths of Markdown files mean other articles; a path that leads nowhere here
 * is broken.
 */
export function resolveLink(address: string, table: LinkTable): ArticleLink {
  const trimmed = address.trim();
  if (trimmed.startsWith('#') && trimmed.length > 1)
    return { kind: 'anchor', id: anchorId(trimmed) };
  const isNamed = /^article:/i.test(trimmed);
  const href = isNamed ? null : external(trimmed);
  if (href !== null) return { kind: 'external', href };
  const hasScheme = !isNamed && (/^[a-z][a-z0-9+.-]*:/i.test(trimmed) || trimmed.startsWith('//'));
  if (!hasScheme) {
    for (const slug of slugsOf(isNamed ? trimmed.slice('article:'.length) : trimmed)) {
      const target = table.get(slug);
      if (target) return { kind: 'article', id: target.id, title: target.title };
    }
  }
  return { kind: 'broken', address: trimmed };
}
