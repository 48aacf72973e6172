import { Textarea } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useText } from '../i18n';
import { Dialog, DialogActions } from './Dialog';

interface Props {
  title: string;
  /** What the button says; red when it cannot be undone. */
  action: string;
  isDangerous?: boolean;
  isReasonRequired?: boolean;
  isPending?: boolean;
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
  confirm,
  close,
  children,
}: Props) {
  const { t } = useText();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReasonRequired && reason.trim() === '') setError(t('confirm.reasonRequired'));
    else confirm(reason.trim());
  };
  return (
    <Dialog title={title} close={close}>
      <form className="stack" onSubmit={submit} noValidate>
        {children}
        <Textarea
          label={t('confirm.reason')}
          withAsterisk={isReasonRequired}
          rows={3}
          data-autofocus
          value={reason}
          error={error}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <DialogActions action={action} isPending={isPending} isDangerous={isDangerous} close={close} />
      </form>
    </Dialog>
  );
}
