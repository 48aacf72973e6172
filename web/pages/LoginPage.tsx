import { Alert, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { changeLanguage, isLanguageChosen, useText } from '../i18n';
import { page } from '../paths';
import { signIn } from '../session';
import { problemText } from '../toast';

export function LoginPage() {
  const { t, language } = useText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { from }: { from?: string } = useSearch({ strict: false });
  const attempt = useMutation({
    mutationFn: () => signIn(queryClient, login, password),
    meta: { quiet: true },
    onSuccess(user) {
      if (!isLanguageChosen() && user.locale === 'en') changeLanguage('en');
      // back to what was being done when the session ended
      if (from === undefined) void navigate({ to: page.inbox });
      else void navigate({ href: from });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <main className="login">
      <form className="login-card" onSubmit={submit}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{t('app.name')}</h1>
        <p className="muted">{t('app.tagline')}</p>
        {attempt.error && (
          <Alert color="red" role="alert">
            {problemText(attempt.error)}
          </Alert>
        )}
        <TextInput
          label={t('login.account')}
          autoComplete="username"
          autoFocus
          required
          withAsterisk={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('login.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('login.show') }}
        />
        <Button type="submit" loading={attempt.isPending} fullWidth>
          {t('login.submit')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => changeLanguage(language === 'en' ? 'zh-CN' : 'en')}
        >
          {t('user.language')}
        </Button>
      </form>
    </main>
  );
}
