import type { Reading } from '../../domain/process/wording';
import { useText } from '../i18n';

/** What a condition read, in words. */
export function Readings({ reads }: { reads: Reading[] }) {
  const { label, colon } = useText();
  return (
    <ul className="plain small">
      {reads.map(({ title, value, isRaw }) => (
        <li key={label(title)}>
          {isRaw ? <code>{label(title)}</code> : label(title)}
          {colon}
          <strong>{label(value)}</strong>
        </li>
      ))}
    </ul>
  );
}
