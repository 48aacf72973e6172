import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { newKey, request } from '../api';
import { Allowed } from '../components/Allowed';
import { DataTable } from '../components/DataTable';
import { DunningState, Holds, NoticeStatus, useLevelTitle } from '../components/DunningBadges';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { date, dateTime, money } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import { toast } from '../toast';
import type { Desk } from '../deskTypes';

/** Who owes, at which level, what was sent and what comes next. */
export function DunningPage() {
  return (
    <Allowed operations={['dunning.read']}>
      <Debtors />
    </Allowed>
  );
}

function Debtors() {
  const { t } = useText();
  const desk = useQuery({
    queryKey: keys.dunning,
    queryFn: () => request<Desk>(api.dunning),
    refetchInterval: 5_000,
  });
  const mayOperate = useMay('dunning.operate');
  return (
    <div className="page">
      <div className="row spread">
        <h1>{t('dun.title')}</h1>
        {mayOperate && <RunSweep />}
      </div>
      <Loaded query={desk}>{(data) => <Table desk={data} />}</Loaded>
    </div>
  );
}

function Table({ desk: { items, levels } }: { desk: Desk }) {
  const { t, language } = useText();
  const titleOf = useLevelTitle(levels);
  if (items.length === 0) return <EmptyState title={t('dun.nothing')} />;
  return (
    <DataTable
      label={t('dun.title')}
      rows={items}
      keyOf={({ customerId, currency }) => `${customerId}${currency}`}
      columns={[
        {
          title: t('dun.customer'),
          cell: ({ customerId, customerLabel }) => (
            <Link to={page.dunningCustomer(customerId)}>{customerLabel}</Link>
          ),
        },
        { title: t('dun.state'), cell: ({ state }) => <DunningState state={state} /> },
        { title: t('dun.holds'), cell: ({ holds }) => <Holds holds={holds} /> },
        { title: t('dun.level'), cell: ({ level }) => titleOf(level) },
        {
          title: t('dun.total'),
          right: true,
          cell: ({ total, currency }) => money(total, currency, language),
        },
        {
          title: t('dun.overdue'),
          right: true,
          cell: ({ overdue, currency }) => money(overdue, currency, language),
        },
        { title: t('dun.days'), right: true, cell: ({ oldestDays }) => Math.max(0, oldestDays) },
        {
          title: t('dun.last'),
          cell: ({ lastNotice }) =>
            lastNotice ? (
              <>
                {date(lastNotice.date, language)} <NoticeStatus status={lastNotice.status} />
              </>
            ) : (
              '–'
            ),
        },
        { title: t('dun.next'), cell: ({ nextAt }) => (nextAt ? dateTime(nextAt, language) : '–') },
        { title: t('dun.owner'), cell: ({ ownerLabel }) => ownerLabel ?? '–' },
      ]}
    />
  );
}

function RunSweep() {
  const { t } = useText();
  const queryClient = useQueryClient();
  const run = useMutation({
    mutationFn: () =>
      request<{ customers: number }>(api.dunningSweep, { method: 'POST', body: {}, key: newKey() }),
    onSuccess({ customers }) {
      toast(t('dun.ran', { count: customers }));
      void queryClient.invalidateQueries({ queryKey: keys.dunning });
    },
  });
  return (
    <Button loading={run.isPending} onClick={() => run.mutate()}>
      {t('dun.run')}
    </Button>
  );
}
