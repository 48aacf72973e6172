import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { dateTime } from '../format';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import type { EntityDefinition, Page, ProcessItem, Task } from '../types';
import { Link } from './Link';
import { RelatedRecords } from './RelatedRecords';
import { StartProcess } from './StartProcess';
import { Timeline } from './Timeline';

/** How many of a record's processes give the timeline the titles of their stages and steps. */
const MOST_TITLED = 3;

/** Beside a record: its open tasks, its processes and what happened. */
export function RecordSide({
  entity,
  id,
  processes,
}: {
  entity: EntityDefinition;
  id: string;
  processes: ProcessItem[];
}) {
  const { t } = useText();
  const about = processes.filter((item) => item.entityId === id);
  const own = about.slice(0, MOST_TITLED).map((item) => item.id);
  return (
    <aside className="stack" aria-label={t('record.timeline')}>
      <OpenTasks entity={entity} id={id} />
      <Processes items={processes} entity={entity.key} id={id} />
      <RelatedRecords entity={entity} id={id} />
      <section className="card">
        <h2>{t('record.timeline')}</h2>
        <Timeline entity={entity} id={id} processIds={own} />
      </section>
    </aside>
  );
}

function OpenTasks({ entity, id }: { entity: EntityDefinition; id: string }) {
  const { t, label, language } = useText();
  const about = entity.key === 'customer' ? { customerId: id } : { entity: entity.key, entityId: id };
  const query = { view: 'mine', status: 'open', limit: 20, ...about };
  const { data } = useQuery({
    queryKey: keys.tasksOf(query),
    queryFn: () => request<Page<Task>>(withQuery(api.tasks, query)),
  });
  return (
    <section className="card">
      <h2>{t('record.tasks')}</h2>
      {data?.items.length === 0 && <p className="muted">{t('record.noTasks')}</p>}
      <ul className="plain">
        {data?.items.map((task) => (
          <li key={task.id}>
            <Link to={page.task(task.id)}>{label(task.title)}</Link>
            <div className={task.overdue ? 'small text-red' : 'small muted'}>
              {task.dueAt ? t('inbox.due', { when: dateTime(task.dueAt, language) }) : t('inbox.noDue')}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Processes({ items, entity, id }: { items: ProcessItem[]; entity: string; id: string }) {
  const { t, label } = useText();
  return (
    <section className="card">
      <h2>{t('record.processes')}</h2>
      {items.length === 0 && <p className="muted">{t('record.noProcess')}</p>}
      <ul className="plain">
        {items.map((item) => (
          <li key={item.id}>
            <Link to={page.process(item.id)}>{label(item.definition.title) || item.title}</Link>
            <div className="small muted">
              {item.entityLabel} · {t(`process.${item.status}`)}
              {item.stageTitle && ` · ${label(item.stageTitle)}`}
            </div>
          </li>
        ))}
      </ul>
      <StartProcess entity={entity} id={id} />
    </section>
  );
}
