import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';
import type { ReportResult } from '../../reportTypes';
import { ErrorBox } from '../ErrorBox';
import { ReportTable } from '../ReportTable';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** What the report shows with the records of today. */
export function ReportSide({ text, errors }: SideProps) {
  const { t } = useStudioText();
  const [settled] = useDebouncedValue(text, 400);
  const query = useQuery({
    queryKey: ['studio', 'report', settled],
    queryFn: () => request<ReportResult>(api.reportPreview, { method: 'POST', body: { text: settled } }),
    enabled: errors === 0,
    placeholderData: (before) => before,
  });
  return (
    <div className="stack">
      <p className="muted">{t('studio.reportIntro')}</p>
      {errors > 0 && <p className="muted">{t('studio.correctFirst')}</p>}
      {query.error && <ErrorBox cause={query.error} />}
      {query.data && <ReportTable report={query.data} />}
    </div>
  );
}
