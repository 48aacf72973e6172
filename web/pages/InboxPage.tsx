import { TaskDetail } from '../components/TaskDetail';
import { TaskList } from '../components/TaskList';
import { useText } from '../i18n';
import { EmptyState } from '../components/EmptyState';
import { useAddress } from '../useAddress';

/** The tasks on the left, the chosen one on the right; on a phone one after the other. */
export function InboxPage() {
  const { t } = useText();
  const { taskId } = useAddress();
  return (
    <div className={taskId ? 'inbox has-task' : 'inbox'}>
      <TaskList openId={taskId} />
      <section className="inbox-detail" aria-label={t('nav.work')}>
        {taskId ? <TaskDetail key={taskId} id={taskId} /> : <EmptyState title={t('inbox.select')} />}
      </section>
    </div>
  );
}
