import { createContext } from 'react';
import type { LinkTable } from './article-links.ts';

/** What links of the article around can lead to. */
export const LinkTableContext = createContext<LinkTable>(new Map());
