import type { Coming } from '../../domain/process/coming';
import { dateTime, relative } from '../format';
import { useText } from '../i18n';

/** The instants that a process waits for, with what each will do. */
export function ComingList({ items }: { items: Coming[] }) {
  const { t, label, language, colon } = useText();
  if (items.length === 0) return <p className="muted small">{t('explain.nothingNext')}</p>;
  return (
    <ol className="plain small">
      {items.map((item, place) => (
        <li key={`${place} ${item.at}`}>
          <strong>{dateTime(item.at, language)}</strong>{' '}
          <span className="muted">{item.paused ? t('explain.paused') : relative(item.at, language)}</span>
          {' · '}
          {label(item.title)} · {t(`comingKind.${item.kind}`)}
          {item.does.length > 0 && `${colon}${item.does.map(label).join(language === 'en' ? '; ' : '，')}`}
        </li>
      ))}
    </ol>
  );
}
