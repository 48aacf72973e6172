import { Alert, Button } from '@mantine/core';
import { Problem } from '../api';
import { useText } from '../i18n';
import { problemText } from '../toast';

/** What went wrong, in the reader's language, with the number that support can look for. */
export function ErrorBox({ cause, retry }: { cause: unknown; retry?: () => void }) {
  const { t } = useText();
  const requestId = cause instanceof Problem ? cause.requestId : undefined;
  return (
    <Alert color="red" title={t('error.title')} role="alert" m="md">
      <p>{problemText(cause)}</p>
      {requestId && <p className="muted small">{t('error.request', { id: requestId })}</p>}
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </Alert>
  );
}
