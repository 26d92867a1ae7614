import { useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { AppInfo, Bridge, Session } from '../../shared/protocol/ipc.ts';
import { useNavigation } from '../state/navigation.ts';
import { t } from '../ui/i18n.ts';
import { Console } from './console.tsx';
import { keepPreferences } from './keep-preferences.ts';
import { openConsole } from './open-console.ts';
import type { OpenConsole } from './open-console.ts';
import { SafeMode } from './safe-mode.tsx';
import { failureOf } from './safe-mode-storage.ts';
import type { OpenFailure } from './safe-mode-storage.ts';
import { SignIn } from './sign-in.tsx';

interface AppProps {
  readonly shell: Bridge;
  readonly info: AppInfo;
  readonly firstSession: Session | null;
}

type Opening =
  | { readonly open: OpenConsole }
  | { readonly failure: OpenFailure }
  | { readonly migrating: true }
  | null;

/** One replica a person and server: another one opens another console. */
function keyOf(session: Session | null): string | null {
  return session ? JSON.stringify([session.serverUrl, session.userName]) : null;
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

/** Opens the console of a session and closes it when the session goes; again for every `attempt`. */
function useOpenConsole(shell: Bridge, session: Session | null, attempt: number): Opening {
  const [opening, setOpening] = useState<Opening>(null);
  useEffect(() => {
    if (!session) return undefined;
    let gone = false;
    let stopKeeping: (() => void) | undefined;
    const opened = closing.then(() =>
      openConsole(shell, session, firstKind(), () => {
        if (!gone) setOpening({ migrating: true });
      }),
    );
    opened.then(
      async (open) => {
        stopKeeping = await keepPreferences(open.workspace.replica);
        if (!gone) setOpening({ open });
      },
      (error: unknown) => {
        if (!gone) setOpening({ failure: failureOf(error) });
      },
    );
    return () => {
      gone = true;
      setOpening(null);
      stopKeeping?.();
      closing = opened.then((open) => open.close()).catch(() => undefined);
    };
  }, [shell, session, attempt]);
  return opening;
}

/** The open console follows the person's roles; nothing is closed and nobody is disturbed (L12). */
function useRoles(roles: readonly string[] | undefined, opening: Opening): void {
  useEffect(() => {
    if (roles && opening && 'open' in opening) opening.open.setRoles(roles);
  }, [roles, opening]);
}

/** The console wants to end: what is being sent is finished first (F50). */
function useSettle(shell: Bridge, opening: Opening): void {
  useEffect(
    () =>
      shell.on('app:settle', () => {
        const settled = opening && 'open' in opening ? opening.open.settle() : Promise.resolve();
        void settled.catch(() => undefined).then(() => shell.invoke('app:settled'));
      }),
    [shell, opening],
  );
}

/** Who is signed in decides what is shown: the sign-in, the console, or why neither opens. */
export function App({ shell, info, firstSession }: AppProps): ReactElement {
  const [session, setState] = useState(firstSession);
  const [roles, setRoles] = useState(firstSession?.roles);
  // A confirmation of what is known is a new object that says the same: the console stays open.
  const setSession = useCallback((next: Session | null) => {
    setRoles(next?.roles);
    setState((current) => (keyOf(current) === keyOf(next) ? current : next));
  }, []);
  useEffect(() => shell.on('session:changed', setSession), [shell, setSession]);
  const [attempt, setAttempt] = useState(0);
  const opening = useOpenConsole(shell, session, attempt);
  useRoles(roles, opening);
  useSettle(shell, opening);
  const signOut = useCallback(() => {
    void shell.invoke('session:sign-out').then(() => setSession(null));
  }, [shell, setSession]);
  if (!session) {
    return (
      <SignIn
        shell={shell}
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
  if ('migrating' in opening) {
    return (
      <div className="boot" role="status">
        {t('The local replica is brought to this version. Your unsent work is safe.')}
      </div>
    );
  }
  if ('failure' in opening) {
    return (
      <SafeMode
        failure={opening.failure}
        session={session}
        shell={shell}
        onTryAgain={() => setAttempt((last) => last + 1)}
      />
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
