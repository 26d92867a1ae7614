import { useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { AppInfo, Bridge, Session } from '../../shared/protocol/ipc.ts';
import { useNavigation } from '../state/navigation.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/i18n.ts';
import { Console } from './console.tsx';
import { keepPreferences } from './keep-preferences.ts';
import { openConsole } from './open-console.ts';
import type { OpenConsole } from './open-console.ts';
import { SignIn } from './sign-in.tsx';

interface AppProps {
  readonly shell: Bridge;
  readonly info: AppInfo;
  readonly firstSession: Session | null;
}

type Opening = { readonly open: OpenConsole } | { readonly problem: string } | null;

/** One replica a person, server and set of roles: another one opens another console. */
function keyOf(session: Session | null): string | null {
  return session ? JSON.stringify([session.serverUrl, session.userName, session.roles]) : null;
}

function firstKind() {
  const { list } = useNavigation.getState();
  return list.kind === 'tickets' ? list.ticketKind : ('incident' as const);
}

/**
 * The replica before this one, until it has closed: two open at once would exceed RxDB's thirteen
 * collections (L23).
 */
let closing: Promise<unknown> = Promise.resolve();

/** Opens the console of a session and closes it when the session goes. */
function useOpenConsole(shell: Bridge, session: Session | null): Opening {
  const [opening, setOpening] = useState<Opening>(null);
  useEffect(() => {
    if (!session) return undefined;
    let gone = false;
    let stopKeeping: (() => void) | undefined;
    const opened = closing.then(() => openConsole(shell, session, firstKind()));
    opened.then(
      async (open) => {
        stopKeeping = await keepPreferences(open.workspace.replica);
        if (!gone) setOpening({ open });
      },
      (error: unknown) => {
        if (!gone) setOpening({ problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      gone = true;
      setOpening(null);
      stopKeeping?.();
      closing = opened.then((open) => open.close()).catch(() => undefined);
    };
  }, [shell, session]);
  return opening;
}

/** Who is signed in decides what is shown: the sign-in, the console, or why neither opens. */
export function App({ shell, info, firstSession }: AppProps): ReactElement {
  const [session, setState] = useState(firstSession);
  // A confirmation of what is known is a new object that says the same: the console stays open.
  const setSession = useCallback((next: Session | null) => {
    setState((current) => (keyOf(current) === keyOf(next) ? current : next));
  }, []);
  useEffect(() => shell.on('session:changed', setSession), [shell, setSession]);
  const opening = useOpenConsole(shell, session);
  const signOut = useCallback(() => {
    void shell.invoke('session:sign-out').then(() => setSession(null));
  }, [shell, setSession]);
  if (!session) {
    return (
      <SignIn
        suggestedServerUrl={info.suggestedServerUrl ?? ''}
        onSignIn={async (request) => {
          const result = await shell.invoke('session:sign-in', request);
          if (result.ok) setSession(result.session);
          return result;
        }}
      />
    );
  }
  if (!opening) return <div className="boot" role="status" aria-label={t('Opening')} />;
  if ('problem' in opening) {
    return (
      <EmptyState
        icon="warning"
        title={t('The local replica could not be opened')}
        actions={<Button onClick={() => location.reload()}>{t('Try again')}</Button>}
      >
        <p>
          {t('Nothing was deleted. Free some disk space or close other windows, then try again.')}
        </p>
        <p className="mono t12">{opening.problem}</p>
      </EmptyState>
    );
  }
  return (
    <Console
      open={opening.open}
      shell={shell}
      drawsWindowControls={info.drawsWindowControls}
      onSignOut={signOut}
    />
  );
}
