import type { ReactElement } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import type { SyncHandle } from './sync-handle.ts';
import { useSituations } from './use-inbox.ts';
import './sync-banner.css';

/** Over every screen, while sync stands still until somebody looks; the inbox itself says it whole. */
export function SyncBanner({ sync }: { readonly sync: SyncHandle }): ReactElement | null {
  const urgent = useSituations(sync).find(({ isUrgent }) => isUrgent);
  const isInbox = useNavigation((state) => state.route.kind === 'sync');
  const go = useNavigation((state) => state.go);
  if (!urgent || isInbox) return null;
  return (
    <div className="sync-banner">
      <Notice
        tone={urgent.tone}
        banner
        live
        actions={
          <Button size="sm" onClick={() => go({ kind: 'sync' })}>
            {t('Look at it')}
          </Button>
        }
      >
        <span className="med">{urgent.title}</span>
        <span className="hide-compact">{urgent.safe}</span>
      </Notice>
    </div>
  );
}
