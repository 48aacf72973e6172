import { useText } from '../i18n';
import type { Task } from '../types';

/** What kind of activity a task is, and that it is more or less urgent than others. */
export function TaskMarks({ task: { activityTitle, priority } }: { task: Task }) {
  const { t, label } = useText();
  if (!activityTitle && priority === 'normal') return null;
  const tone = priority === 'high' || priority === 'urgent' ? 'pill pill-red' : 'pill';
  return (
    <span className="row">
      {activityTitle && <span className="pill">{label(activityTitle)}</span>}
      {priority !== 'normal' && <span className={tone}>{t(`priority.${priority}`)}</span>}
    </span>
  );
}
