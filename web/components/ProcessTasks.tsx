import { dateTime } from '../format';
import { useText } from '../i18n';
import { page } from '../paths';
import type { ProcessDetail } from '../types';
import { useGroup } from '../useGroup';
import { DataTable } from './DataTable';
import { Link } from './Link';

/** The open tasks of a process: who has each and by when. */
export function OpenTasks({ process }: { process: ProcessDetail }) {
  const { t, label, language } = useText();
  const group = useGroup();
  const open = process.tasks.filter(({ closedAt }) => closedAt === null);
  return (
    <section className="card stack">
      <h2>{t('proc.tasks')}</h2>
      {open.length === 0 ? (
        <p className="muted">{t('proc.noTasks')}</p>
      ) : (
        <DataTable
          label={t('proc.tasks')}
          rows={open}
          keyOf={({ id }) => id}
          columns={[
            {
              title: t('proc.task'),
              cell: ({ id, title }) => <Link to={page.task(id)}>{label(title)}</Link>,
            },
            {
              title: t('proc.who'),
              cell: ({ assigneeLabel, onBehalfOfLabel, candidates, queue }) => {
                const free = queue ? group(queue) : candidates.length > 0 ? t('proc.unclaimed') : '–';
                const whose =
                  onBehalfOfLabel === null ? '' : ` · ${t('inbox.for', { name: onBehalfOfLabel })}`;
                return `${assigneeLabel ?? free}${whose}`;
              },
            },
            {
              title: t('task.dueAt'),
              cell: ({ dueAt, overdue }) => (
                <span className={overdue ? 'text-red' : undefined}>
                  {dueAt ? dateTime(dueAt, language) : '–'}
                </span>
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
