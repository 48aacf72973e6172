import { useText } from '../i18n';
import { Dialog } from './Dialog';

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
    <Dialog title={t('help.title')} close={close}>
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
    </Dialog>
  );
}
