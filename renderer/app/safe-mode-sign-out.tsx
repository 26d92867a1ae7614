import type { ReactElement } from 'react';
import { useReplica, useUnsent } from '../replica/hooks.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { t } from '../ui/i18n.ts';
import { saveFile } from '../ui/save-file.ts';
import { unsentFileName } from './safe-mode-storage.ts';

interface SignOutProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSignOut: () => void;
}

/** Signing out with unsent work: how much it is, that it stays, and a way to take it along (F49). */
export function SignOutDialog({ open, onOpenChange, onSignOut }: SignOutProps): ReactElement {
  const replica = useReplica();
  const { count } = useUnsent();
  const save = async (): Promise<void> => {
    const text = await replica.exportUnsent();
    saveFile(unsentFileName(replica.session.userName, new Date(replica.now())), text);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('Sign out with unsent work?')}
      description={t(
        '{{count}} changes were not sent yet. They stay on this machine and go on when you sign in here again; nobody else can send them.',
        { count },
      )}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Stay signed in')}</Button>
          <Button icon="download" onClick={() => void save()}>
            {t('Save unsent work to a file')}
          </Button>
          <Button variant="primary" onClick={onSignOut}>
            {t('Sign out')}
          </Button>
        </>
      }
    />
  );
}
