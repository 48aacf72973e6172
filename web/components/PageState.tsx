import { Button, Loader } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useText } from '../i18n';
import { page } from '../paths';
import { EmptyState } from './EmptyState';
import { ErrorBox } from './ErrorBox';

export function PageLoading() {
  const { t } = useText();
  return (
    <div className="centered" role="status" aria-label={t('app.loading')}>
      <Loader />
    </div>
  );
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorBox
      cause={error}
      retry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

export function NotFound() {
  const { t } = useText();
  return (
    <main className="centered">
      <EmptyState title={t('app.notFound')}>
        <Button component="a" href={page.inbox} variant="light">
          {t('app.home')}
        </Button>
      </EmptyState>
    </main>
  );
}
