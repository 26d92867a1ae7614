import { useMemo } from 'react';
import { useRows, useWorkspace } from '../../replica/hooks.ts';
import { makeLinkTable } from './markdown/article-links.ts';
import type { LinkTable } from './markdown/article-links.ts';

/** What links of an article can lead to: every article that is here. */
export function useLinkTable(): LinkTable {
  const rows = useRows(useWorkspace().articles);
  return useMemo(() => makeLinkTable(rows), [rows]);
}
