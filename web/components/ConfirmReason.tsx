import { Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useText } from '../i18n';
import { Dialog, DialogActions } from './Dialog';
import { ErrorBox } from './ErrorBox';
import { useFieldErrors } from './useFieldErrors';
import { useFocusOnWrong } from './useFocusOnWrong';
import { useOnePress } from './useOnePress';

interface Props {
  title: string;
  /** What the button says; red when it cannot be undone. */
  action: string;
  isDangerous?: boolean;
  isReasonRequired?: boolean;
  isPending?: boolean;
  /** Why it was refused: told at the reason, or at one of the further `fields`, or above the buttons. */
  cause?: unknown;
  fields?: string[];
  confirm: (reason: string) => void;
  close: () => void;
  /** Further fields above the reason. */
  children?: ReactNode;
}

/** Asks for a reason before something that others will want explained. */
export function ConfirmReason({
  title,
  action,
  isDangerous = false,
  isReasonRequired = true,
  isPending = false,
  cause = null,
  fields = [],
  confirm,
  close,
  children,
}: Props) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const refused = useFieldErrors(cause);
  const send = useOnePress(confirm);
  const [tries, setTries] = useState(0);
  const form = useFocusOnWrong<HTMLFormElement>(cause, tries);
  const isTold = [...fields, 'reason'].some((name) => name in refused);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Enter in a field while the first answer is on its way
    if (isPending) return;
    setTries(tries + 1);
    if (isReasonRequired && reason.trim() === '') setError(t('confirm.reasonRequired'));
    else send(reason.trim());
  };
  return (
    <Dialog title={title} close={close}>
      <form ref={form} className="stack" onSubmit={submit} noValidate>
        {children}
        <Textarea
          label={t('confirm.reason')}
          withAsterisk={isReasonRequired}
          rows={3}
          data-autofocus
          value={reason}
          error={error ?? refused['reason']}
          onChange={(event) => {
            setReason(event.currentTarget.value);
            setError(undefined);
          }}
        />
        {cause !== null && !isTold && <ErrorBox cause={cause} />}
        <DialogActions action={action} isPending={isPending} isDangerous={isDangerous} close={close} />
      </form>
    </Dialog>
  );
}
