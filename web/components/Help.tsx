import { Modal } from '@mantine/core';
import { useText } from '../i18n';

export function Help({ close }: { close: () => void }) {
  const { t } = useText();
  const rows: [string[], string][] = [
    [['g', 'i'], t('help.inbox')],
    [['g', 'b'], t('help.board')],
    [['g', 'c'], t('help.customers')],
    [['⌘K / Ctrl+K'], t('help.palette')],
    [['?'], t('help.help')],
  ];
  return (
    <Modal
      opened
      onClose={close}
      title={t('help.title')}
      closeButtonProps={{ 'aria-label': t('confirm.cancel') }}
    >
      <dl className="keys">
        {rows.map(([combination, meaning]) => (
          <div key={meaning}>
            <dt>
              {combination.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
