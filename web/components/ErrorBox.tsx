import { Alert, Button } from '@mantine/core';
import { Problem } from '../api';
import { useText } from '../i18n';
import { problemText } from '../toast';

const SHOWN = 5;

/** What went wrong, in the reader's language, with the number that support can look for. */
export function ErrorBox({ cause, retry }: { cause: unknown; retry?: () => void }) {
  const { t, label } = useText();
  const errors = cause instanceof Problem ? cause.errors : [];
  const requestId = cause instanceof Problem ? cause.requestId : undefined;
  return (
    <Alert color="red" title={t('error.title')} role="alert" m="md">
      <p>{problemText(cause)}</p>
      {errors.length > 0 && (
        <ul>
          {errors.slice(0, SHOWN).map(({ pointer, message }) => (
            <li key={pointer}>{label(message)}</li>
          ))}
        </ul>
      )}
      {requestId && <p className="muted small">{t('error.request', { id: requestId })}</p>}
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          {t('error.retry')}
        </Button>
      )}
    </Alert>
  );
}
