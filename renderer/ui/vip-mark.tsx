import type { JSX } from 'react';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';

/** Beside the name of somebody whom the desk treats first. */
export function VipMark({ title }: { readonly title?: string }): JSX.Element {
  return (
    <span className="vip" title={title}>
      <Icon name="star-filled" size={12} />
      {t('VIP')}
    </span>
  );
}
