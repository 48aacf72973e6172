import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { newKey, request } from '../api';
import { DataTable } from '../components/DataTable';
import { EmptyState } from '../components/EmptyState';
import { Link } from '../components/Link';
import { Loaded } from '../components/Loaded';
import { date, dateTime, money } from '../format';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import { toast } from '../toast';
import type { DeskRow, Page } from '../types';

/** Who owes, at which level, what was sent and what comes next. */
export function DunningPage() {
  const { t, language } = useText();
  const desk = useQuery({
    queryKey: keys.dunning,
    queryFn: () => request<Page<DeskRow>>(api.dunning),
  });
  const mayOperate = useMay('dunning.operate');
  return (
    <div className="page">
      <div className="row spread">
        <h1>{t('dun.title')}</h1>
        {mayOperate && <RunSweep />}
      </div>
      <Loaded query={desk}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('dun.nothing')} />
          ) : (
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
                { title: t('dun.level'), cell: ({ level }) => level ?? '–' },
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
                    lastNotice ? `${lastNotice.level} · ${date(lastNotice.date, language)}` : '–',
                },
                { title: t('dun.next'), cell: ({ nextAt }) => (nextAt ? dateTime(nextAt, language) : '–') },
                { title: t('dun.owner'), cell: ({ ownerLabel }) => ownerLabel ?? '–' },
              ]}
            />
          )
        }
      </Loaded>
    </div>
  );
}

export function DunningState({ state }: { state: string | null }) {
  const { t } = useText();
  const words: Record<string, string> = {
    clear: t('dun.clear'),
    warning: t('dun.warning'),
    blocked: t('dun.blocked'),
  };
  return (
    <span className={state === 'blocked' ? 'pill pill-red' : 'pill'}>{words[state ?? 'clear'] ?? state}</span>
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
