import { useState } from 'react';
import type { ReactElement } from 'react';
import { reviewStand } from '../../../../shared/workflow/major-incident-review.ts';
import type { Reviewed, ReviewState } from '../../../../shared/workflow/major-incident-review.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatDate } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icon-paths.ts';
import { useNow } from '../../../ui/use-now.ts';
import { ReviewDrawer } from './review-drawer.tsx';
import './major.css';

const ICONS: Readonly<Record<ReviewState, IconName>> = {
  none: 'text',
  owed: 'sla',
  late: 'warning',
  written: 'check',
};

/** How the review stands; nothing where none is owed. */
export function ReviewCard({ ticket }: { readonly ticket: Reviewed }): ReactElement | null {
  const { now } = useReplica();
  const locale = useLocale();
  const tick = useNow();
  const [open, setOpen] = useState(false);
  const { state, dueMs } = reviewStand(ticket, tick > 0 ? now() : tick);
  if (state === 'none' || dueMs === null) return null;
  const date = formatDate(locale, dueMs);
  const words = {
    owed: t('A review is owed until {{date}}.', { date }),
    late: t('The review is late: it was due on {{date}}.', { date }),
    written: t('The review is written.'),
  }[state];
  return (
    <div className="major-review">
      <Icon name={ICONS[state]} size={14} />
      <span className="grow">{words}</span>
      <Button size="sm" onClick={() => setOpen(true)}>
        {state === 'written' ? t('Open the review') : t('Write the review…')}
      </Button>
      {open ? <ReviewDrawer ticket={ticket} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}
