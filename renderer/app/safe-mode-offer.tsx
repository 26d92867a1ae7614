import { useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import { useReplica } from '../replica/hooks.ts';
import type { VaultFinds } from '../replica/vault.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { formatDateTime } from '../ui/format.ts';
import { t, useLocale } from '../ui/i18n.ts';
import { toast } from '../ui/toast.ts';
import { saveKeptWork } from './safe-mode-storage.ts';

interface OfferProps {
  readonly shell: Bridge;
  readonly session: Session;
}

function Found({
  finds,
  shell,
  session,
  onLater,
}: OfferProps & { readonly finds: VaultFinds; readonly onLater: () => void }): ReactElement {
  const replica = useReplica();
  const locale = useLocale();
  const [busy, setBusy] = useState(false);
  const restore = async (): Promise<void> => {
    setBusy(true);
    const { restored, refused } = await replica.restoreFromVault();
    toast({
      text: t('{{count}} changes are in the queue again', { count: restored }),
      ...(refused.length > 0
        ? {
            tone: 'warning' as const,
            detail: refused.map(({ reason }) => reason).join(' '),
            durationMs: 60_000,
          }
        : {}),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={onLater}
      title={t('Unsent work was found')}
      description={t(
        '{{count}} changes since {{time}} are not in this local replica: it was emptied or set aside. They are safe in a second copy.',
        { count: finds.count, time: formatDateTime(locale, finds.since) },
      )}
      actions={
        <>
          <Button variant="quiet" onClick={() => void replica.dismissVault()}>
            {t('Put away for 30 days')}
          </Button>
          <Button icon="download" onClick={() => void saveKeptWork(shell, session)}>
            {t('Save to a file')}
          </Button>
          <Button variant="primary" disabled={busy} onClick={() => void restore()}>
            {t('Send {{count}} changes', { count: finds.count })}
          </Button>
        </>
      }
    >
      {finds.damaged > 0 ? (
        <p>
          {t('{{count}} more lines of the second copy are damaged and cannot be read.', {
            count: finds.damaged,
          })}
        </p>
      ) : undefined}
    </Dialog>
  );
}

/** Offers back what a lost replica had not sent (F29). Closed, it goes on waiting in the sync inbox. */
export function VaultOffer({ shell, session }: OfferProps): ReactElement | null {
  const { vaultFinds } = useReplica();
  const finds = useSyncExternalStore(vaultFinds.subscribe, vaultFinds.get);
  const [later, setLater] = useState(false);
  if (!finds || later) return null;
  return <Found finds={finds} shell={shell} session={session} onLater={() => setLater(true)} />;
}
