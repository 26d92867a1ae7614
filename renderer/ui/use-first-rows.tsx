import { useState, type JSX } from 'react';
import { Button } from './button.tsx';
import { t } from './i18n.ts';

/** Rows at first: more take longer to draw than a frame. */
const FIRST_ROWS = 30;

export interface FirstRowsOptions {
  /** All of them at once, as on paper. */
  readonly isWhole?: boolean;
  /** How many at first. */
  readonly first?: number;
}

/** The rows of a long list that are shown, and the button that shows the others. */
export function useFirstRows<T>(
  all: readonly T[],
  { isWhole = false, first = FIRST_ROWS }: FirstRowsOptions = {},
): { readonly rows: readonly T[]; readonly more: JSX.Element | null } {
  const [showsAll, setShowsAll] = useState(false);
  if (isWhole || showsAll || all.length <= first) return { rows: all, more: null };
  return {
    rows: all.slice(0, first),
    more: (
      <Button variant="quiet" onClick={() => setShowsAll(true)}>
        {t('Show all {{count}} rows', { count: all.length })}
      </Button>
    ),
  };
}
