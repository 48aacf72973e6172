import { AgingReport } from '../components/AgingReport';
import { Allowed } from '../components/Allowed';
import { ClocksReport } from '../components/ClocksReport';
import { DefinedReports } from '../components/DefinedReports';
import { PipelineReport } from '../components/PipelineReport';
import { StatusReport } from '../components/StatusReport';
import { ReworkReport } from '../components/ReworkReport';
import { TimesReport } from '../components/TimesReport';
import { useText } from '../i18n';
import { useMay } from '../session';

export function ReportsPage() {
  const { t } = useText();
  const seesPipeline = useMay('report.pipeline');
  const seesAging = useMay('report.aging');
  const seesProcesses = useMay('process.read');
  return (
    <Allowed operations={['report.read']}>
      <div className="page">
        <h1>{t('rep.title')}</h1>
        <DefinedReports />
        {seesPipeline && <PipelineReport />}
        {seesAging && <AgingReport />}
        {seesProcesses && <TimesReport />}
        {seesProcesses && <ClocksReport />}
        {seesProcesses && <ReworkReport />}
        {seesProcesses && <StatusReport />}
      </div>
    </Allowed>
  );
}
