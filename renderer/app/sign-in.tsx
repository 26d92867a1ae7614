import { useEffect, useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { Bridge, KeptUnsent, SignInRequest, SignInResult } from '../../shared/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import { FormField } from '../ui/form-field.tsx';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { currentToasts, dismissToast } from '../ui/toast.ts';

interface SignInProps {
  readonly shell: Bridge;
  readonly suggestedServerUrl: string;
  readonly onSignIn: (request: SignInRequest) => Promise<SignInResult>;
}

/** Who has unsent work on this machine (F49): nobody thinks it lost, and nobody takes it for their own. */
function KeptHere({ shell }: { readonly shell: Bridge }): ReactElement | null {
  const [kept, setKept] = useState<readonly KeptUnsent[]>([]);
  useEffect(() => {
    let gone = false;
    shell.invoke('vault:summary').then(
      (found) => {
        if (!gone) setKept(found);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [shell]);
  if (kept.length === 0) return null;
  return (
    <Notice tone="info" title={t('Unsent work on this machine')}>
      {kept.map(({ serverUrl, userName, count }) => (
        <p key={`${serverUrl} ${userName}`}>
          {t('{{name}} has {{count}} unsent changes for {{server}}', {
            name: userName,
            count,
            server: serverUrl,
          })}
        </p>
      ))}
    </Notice>
  );
}

/** The first screen of a new console: which server, who. One try a click; a wrong password locks nobody out (F25). */
export function SignIn({ shell, suggestedServerUrl, onSignIn }: SignInProps): ReactElement {
  useEffect(() => {
    // They name the work of whoever signed out, and their Undo has no replica any more.
    for (const { id } of currentToasts()) dismissToast(id);
  }, []);
  const [serverUrl, setServerUrl] = useState(suggestedServerUrl);
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const result = await onSignIn({
      serverUrl: serverUrl.trim(),
      userName: userName.trim(),
      password,
    });
    setBusy(false);
    if (!result.ok) setProblem(result.message);
  };

  return (
    <main className="sign-in">
      <form className="sign-in__form card" onSubmit={(event) => void submit(event)}>
        <h1 className="sign-in__title">
          <Icon name="mark" size={22} /> Outpost
        </h1>
        <p className="t2">
          {t('Sign in once. After that the console opens and works without a network too.')}
        </p>
        <KeptHere shell={shell} />
        {problem ? (
          <Notice tone="warning" title={t('Not signed in')}>
            {problem}
          </Notice>
        ) : null}
        <FormField label={t('Server')} required>
          {(ids) => (
            <TextInput
              {...ids}
              type="url"
              value={serverUrl}
              placeholder="https://couch.example.org"
              onChange={(event) => setServerUrl(event.target.value)}
            />
          )}
        </FormField>
        <FormField label={t('User name')} required>
          {(ids) => (
            <TextInput
              {...ids}
              value={userName}
              autoComplete="username"
              onChange={(event) => setUserName(event.target.value)}
            />
          )}
        </FormField>
        <FormField label={t('Password')} required>
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              value={password}
              autoComplete="current-password"
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </FormField>
        <Button variant="primary" type="submit" disabled={busy}>
          {t('Sign in')}
        </Button>
      </form>
    </main>
  );
}
