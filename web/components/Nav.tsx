import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import { Link } from './Link';
import { navGroups } from './nav';

export function Nav() {
  const { t, language } = useText();
  const meta = useMeta();
  const { data: count } = useQuery({
    queryKey: keys.taskCount,
    queryFn: () => request<{ open: number; overdue: number }>(api.taskCount),
    refetchInterval: 60_000,
  });
  return navGroups(meta, t, language).map((group) => (
    <section key={group.title}>
      <h2 className="nav-title">{group.title}</h2>
      {group.items.map(({ to, label }) => (
        <Link key={to} to={to} className="nav-link">
          <span>{label}</span>
          {to === page.inbox && count && count.open > 0 && (
            <span
              className={count.overdue > 0 ? 'pill pill-red' : 'pill'}
              aria-label={t('inbox.count', { count: count.open })}
            >
              {count.open}
            </span>
          )}
        </Link>
      ))}
    </section>
  ));
}
