import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';

/** Rows at first: more take longer to draw than a frame. */
const FIRST_ROWS = 50;

/** The rows of a long list that are shown, and the button that shows the others. */
export function useFirstRows<T>(all: readonly T[]): {
  readonly shown: readonly T[];
  readonly more: ReactElement | null;
} {
  const [showsAll, setShowsAll] = useState(false);
  if (showsAll || all.length <= FIRST_ROWS) return { shown: all, more: null };
  return {
    shown: all.slice(0, FIRST_ROWS),
    more: (
      <Button variant="quiet" onClick={() => setShowsAll(true)}>
        {t('Show all {{count}} rows', { count: all.length })}
      </Button>
    ),
  };
}
