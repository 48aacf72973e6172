import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { ReportTable } from '../components/ReportTable';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import type { ReportResult } from '../reportTypes';
import { useAddress } from '../useAddress';

/** One report that is written as a definition, over what whoever looks may see. */
export function ReportPage() {
  const { key = '' } = useAddress();
  const { t, label } = useText();
  const query = useQuery({
    queryKey: keys.report(key),
    queryFn: () => request<ReportResult>(api.report(key)),
  });
  return (
    <div className="page">
      <p>
        <Link to={page.reports}>{t('rep.title')}</Link>
      </p>
      <Loaded query={query}>
        {(report) => (
          <>
            <h1>{label(report.title)}</h1>
            <section className="card stack">
              {report.description && <p className="muted">{label(report.description)}</p>}
              <ReportTable report={report} />
            </section>
          </>
        )}
      </Loaded>
    </div>
  );
}
