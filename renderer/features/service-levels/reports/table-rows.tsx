import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';

/** Rows at first: more take longer to draw than a frame. */
const FIRST_ROWS = 30;

/** The rows of a long table that are shown, and the button that shows the others. */
export function useFirstRows<T>(
  all: readonly T[],
  isWhole: boolean,
): { readonly rows: readonly T[]; readonly more: ReactElement | null } {
  const [shownAll, setShownAll] = useState(false);
  if (isWhole || shownAll || all.length <= FIRST_ROWS) return { rows: all, more: null };
  return {
    rows: all.slice(0, FIRST_ROWS),
    more: (
      <Button variant="quiet" onClick={() => setShownAll(true)}>
        {t('Show all {{count}} rows', { count: all.length })}
      </Button>
    ),
  };
}
