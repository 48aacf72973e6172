import { Button, Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../i18n';

interface DialogProps {
  title: ReactNode;
  isOpen?: boolean;
  close: () => void;
  /** For what is read side by side. */
  isWide?: boolean;
  children: ReactNode;
}

/** A window over the page, whose closing button has a name. */
export function Dialog({ title, isOpen = true, close, isWide = false, children }: DialogProps) {
  const { t } = useText();
  const [opener] = useState(() => openerOf(document.activeElement));
  // Most dialogs are gone when they close, and with them what the window library would give the focus back with.
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      // the second half of a double click would close what the first has opened, and a slip would lose what was typed
      closeOnClickOutside={false}
      {...(isWide && { size: 'xl' })}
      closeButtonProps={{ 'aria-label': t('confirm.cancel') }}
    >
      {children}
    </Modal>
  );
}

/** An item of a menu is gone with its menu: the button that opened it is what is left. */
function openerOf(active: Element | null): Element | null {
  const button = active?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  return button ? document.getElementById(button) : active;
}

interface ActionsProps {
  action: string;
  isPending: boolean;
  isDangerous?: boolean;
  isDisabled?: boolean;
  /** Without it the button submits the form that it stands in. */
  confirm?: () => void;
  close: () => void;
}

/** What a dialog does, and the way out of it. */
export function DialogActions({
  action,
  isPending,
  isDangerous = false,
  isDisabled = false,
  confirm,
  close,
}: ActionsProps) {
  const { t } = useText();
  return (
    <div className="actions">
      <Button
        type={confirm ? 'button' : 'submit'}
        loading={isPending}
        disabled={isDisabled}
        color={isDangerous ? 'red' : 'teal'}
        onClick={confirm}
      >
        {action}
      </Button>
      <Button variant="default" onClick={close}>
        {t('confirm.cancel')}
      </Button>
    </div>
  );
}
