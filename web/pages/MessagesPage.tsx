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
import type { Message, Page } from '../types';
import { useAddress } from '../useAddress';

/** Every message to a customer, as it was sent. */
export function MessagesPage() {
  const { t, language } = useText();
  const messages = useQuery({
    queryKey: keys.messages,
    queryFn: () => request<Page<Message>>(`${api.messages}?limit=200`),
  });
  return (
    <div className="page">
      <h1>{t('msg.title')}</h1>
      <Loaded query={messages}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('msg.none')} />
          ) : (
            <DataTable
              label={t('msg.title')}
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                {
                  title: t('msg.subject'),
                  cell: ({ id, subject }) => <Link to={page.message(id)}>{subject ?? '–'}</Link>,
                },
                { title: t('msg.customer'), cell: ({ customerLabel }) => customerLabel ?? '–' },
                { title: t('msg.to'), cell: ({ toName, toAddress }) => toAddress ?? toName ?? '–' },
                { title: t('msg.channel'), cell: ({ channel }) => t(`msg.${channel}`) },
                { title: t('msg.status'), cell: ({ status }) => <MessageStatus status={status} /> },
                { title: t('msg.sent'), cell: ({ sentAt }) => (sentAt ? dateTime(sentAt, language) : '–') },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}

export function MessagePage() {
  const { id = '' } = useAddress();
  const { t, language, colon } = useText();
  const message = useQuery({ queryKey: keys.message(id), queryFn: () => request<Message>(api.message(id)) });
  return (
    <div className="page">
      <Link to={page.messages} className="back">
        ← {t('msg.title')}
      </Link>
      <Loaded query={message}>
        {(sent) => (
          <article className="card stack">
            <h1>{sent.subject ?? t('msg.none')}</h1>
            <p className="muted">
              {t('msg.to')}
              {colon}
              {sent.toName} {sent.toAddress} · {t(`msg.${sent.channel}`)} ·{' '}
              {sent.sentAt ? dateTime(sent.sentAt, language) : ''} <MessageStatus status={sent.status} />
            </p>
            {sent.error && <p role="alert">{sent.error}</p>}
            <pre className="letter" tabIndex={0} aria-label={sent.subject ?? t('msg.title')}>
              {sent.text}
            </pre>
          </article>
        )}
      </Loaded>
    </div>
  );
}

function MessageStatus({ status }: { status: Message['status'] }) {
  const { t } = useText();
  const words = { queued: t('msg.queued'), sent: t('msg.sentState'), failed: t('msg.failed') };
  return <span className={status === 'failed' ? 'pill pill-red' : 'pill'}>{words[status]}</span>;
}
