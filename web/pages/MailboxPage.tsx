import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import type { Mail, Page } from '../types';
import { useAddress } from '../useAddress';

/** What the mail server of the demo has received: the other end of every letter. */
export function MailboxPage() {
  const { t, language } = useText();
  const mails = useQuery({
    queryKey: keys.mailbox,
    queryFn: () => request<Page<Mail>>(`${api.mailbox}?limit=200`),
  });
  return (
    <div className="page">
      <h1>{t('msg.mailbox')}</h1>
      <p className="muted">{t('msg.mailboxHint')}</p>
      <Loaded query={mails}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('msg.none')} />
          ) : (
            <DataTable
              label={t('msg.mailbox')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('msg.subject'),
                  cell: ({ id, subject }) => <Link to={page.mail(id)}>{subject ?? '–'}</Link>,
                },
                { title: t('msg.to'), cell: ({ to }) => to.join(', ') },
                { title: t('msg.received'), cell: ({ receivedAt }) => dateTime(receivedAt, language) },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}

export function MailPage() {
  const { id = '' } = useAddress();
  const { t, language, colon } = useText();
  const mail = useQuery({ queryKey: keys.mail(id), queryFn: () => request<Mail>(api.mail(id)) });
  return (
    <div className="page">
      <Link to={page.mailbox} className="back">
        ← {t('msg.mailbox')}
      </Link>
      <Loaded query={mail}>
        {(received) => (
          <article className="card stack">
            <h1>{received.subject ?? t('msg.none')}</h1>
            <p className="muted">
              {t('msg.from')}
              {colon}
              {received.from} · {t('msg.to')}
              {colon}
              {received.to.join(', ')} · {dateTime(received.receivedAt, language)}
            </p>
            <pre className="letter" tabIndex={0} aria-label={received.subject ?? t('msg.mailbox')}>
              {received.text}
            </pre>
          </article>
        )}
      </Loaded>
    </div>
  );
}
