import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import type { ReportHead } from '../reportTypes';
import { EmptyState } from './EmptyState';
import { Link } from './Link';
import { Loaded } from './Loaded';

/** The reports that are written as definitions, each on a page of its own. */
export function DefinedReports() {
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.reports,
    queryFn: () => request<{ items: ReportHead[] }>(api.reports),
  });
  return (
    <section className="card stack">
      <h2>{t('rep.defined')}</h2>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('rep.definedNone')} />
          ) : (
            <ul className="plain">
              {items.map(({ key, title, description }) => (
                <li key={key}>
                  <Link to={page.report(key)}>{label(title)}</Link>
                  {description && <p className="muted small">{label(description)}</p>}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
