import { useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Bridge, Session } from '../../shared/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/dialog.tsx';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import type { KeptWork, OpenFailure } from './safe-mode-storage.ts';
import { ownerOf, readKeptWork, saveKeptWork, setAside } from './safe-mode-storage.ts';
import './safe-mode.css';

interface SafeModeProps {
  readonly failure: OpenFailure;
  readonly session: Session;
  readonly shell: Bridge;
  readonly onTryAgain: () => void;
}

function titleOf({ kind }: OpenFailure): string {
  switch (kind) {
    case 'storage':
      return t('The local databases cannot be opened');
    case 'broken':
      return t('The local replica could not be opened');
    case 'newer':
      return t('A newer version of Outpost has worked here');
  }
}

function whatHappened({ kind }: OpenFailure): string {
  switch (kind) {
    case 'storage':
      return t(
        'Their files are damaged, or the disk is full. Nothing was deleted. Free some disk space, then try again. If that does not help, set them aside: a new local replica is filled from the server.',
      );
    case 'broken':
      return t(
        'Nothing was deleted. Free some disk space or close other windows, then try again. If that does not help, set it aside: a new one is filled from the server.',
      );
    case 'newer':
      return t(
        'This version cannot read the local replica that the newer one left, and has not touched it. Install the newer version again, and everything is there.',
      );
  }
}

/** What is safe: from the second copy, which needs none of the databases. */
function Kept({ kept }: { readonly kept: KeptWork | 'unreadable' | null }): ReactElement | null {
  if (kept === null) return null;
  if (kept === 'unreadable') {
    return (
      <Notice tone="warning" title={t('The second copy of unsent work cannot be read either')}>
        <p>{t('Do not set anything aside. Ask whoever looks after this machine first.')}</p>
      </Notice>
    );
  }
  return kept.count === 0 ? (
    <Notice tone="success" title={t('Nothing is unsent: the server has all of your work')} />
  ) : (
    <Notice
      tone="info"
      title={t('{{count}} unsent changes are safe in a second copy', { count: kept.count })}
    >
      <p>
        {t('They are offered back as soon as a local replica opens. You can also save them now.')}
      </p>
    </Notice>
  );
}

function useKept(shell: Bridge, session: Session): KeptWork | 'unreadable' | null {
  const [kept, setKept] = useState<KeptWork | 'unreadable' | null>(null);
  useEffect(() => {
    let gone = false;
    readKeptWork(shell, ownerOf(session)).then(
      (found) => {
        if (!gone) setKept(found);
      },
      () => {
        if (!gone) setKept('unreadable');
      },
    );
    return () => {
      gone = true;
    };
  }, [shell, session]);
  return kept;
}

function SetAsideButton({
  failure,
  onSetAside,
}: {
  readonly failure: OpenFailure;
  readonly onSetAside: () => void;
}): ReactElement {
  const [asking, setAsking] = useState(false);
  const body: ReactNode =
    failure.kind === 'storage'
      ? t(
          'This is about everybody who works on this machine: all local databases are set aside and kept for 30 days. Photos and drafts that were not sent stay in them; unsent changes are offered back.',
        )
      : t(
          'The local replica is set aside and kept for 30 days. Drafts stay in it; unsent changes are offered back.',
        );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('Set aside and sync anew')}</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Set the local replica aside?')}
        body={body}
        confirmLabel={t('Set aside and sync anew')}
        onConfirm={onSetAside}
      />
    </>
  );
}

/** The console cannot open its replica: what happened, what is safe, what to do (F30, F39). */
export function SafeMode({ failure, session, shell, onTryAgain }: SafeModeProps): ReactElement {
  const kept = useKept(shell, session);
  const [problem, setProblem] = useState<string | null>(null);
  const isSavable = kept !== null && kept !== 'unreadable' && kept.count > 0;
  const putAside = async (): Promise<void> => {
    const failed = await setAside(shell, ownerOf(session), failure.kind).catch(String);
    if (failed === null) onTryAgain();
    else setProblem(failed);
  };
  return (
    <main className="safe-mode">
      <div className="safe-mode__card card">
        <h1 className="safe-mode__title">
          <Icon name="warning" size={20} /> {titleOf(failure)}
        </h1>
        <p className="t2">{whatHappened(failure)}</p>
        <Kept kept={kept} />
        {problem === null ? null : (
          <Notice tone="warning" title={t('It could not be set aside')} live>
            <p>{t('Close all windows of Outpost, open it again and try once more.')}</p>
            <p className="mono t12 safe-mode__detail">{problem}</p>
          </Notice>
        )}
        <div className="safe-mode__acts">
          <Button variant="primary" onClick={onTryAgain}>
            {t('Try again')}
          </Button>
          {isSavable ? (
            <Button icon="download" onClick={() => void saveKeptWork(shell, session)}>
              {t('Save unsent work to a file')}
            </Button>
          ) : null}
          <SetAsideButton failure={failure} onSetAside={() => void putAside()} />
        </div>
        <p className="mono t12 t2 safe-mode__detail">{failure.detail}</p>
      </div>
    </main>
  );
}
