import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import type { SignInRequest, SignInResult } from '../../shared/protocol/ipc.ts';
import { Button } from '../ui/button.tsx';
import { FormField } from '../ui/form-field.tsx';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { TextInput } from '../ui/text-input.tsx';

interface SignInProps {
  readonly suggestedServerUrl: string;
  readonly onSignIn: (request: SignInRequest) => Promise<SignInResult>;
}

/** The first screen of a new console: which server, who. One try a click; a wrong password locks nobody out (F25). */
export function SignIn({ suggestedServerUrl, onSignIn }: SignInProps): ReactElement {
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
