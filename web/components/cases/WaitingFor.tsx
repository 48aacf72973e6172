import { useText } from '../../i18n';
import type { ProcessItem } from '../../types';
import { useGroup } from '../../useGroup';

/** What a case waits for, and for whom: a line each. */
export function WaitingFor({ items }: { items: ProcessItem['waitingFor'] }) {
  const { label } = useText();
  const group = useGroup();
  return items.map(({ step, title, assigneeLabel, queue }) => {
    const who = assigneeLabel ?? (queue && group(queue));
    return (
      <div key={`${step} ${who}`} className="small">
        {label(title) || step}
        {who && <span className="muted"> · {who}</span>}
      </div>
    );
  });
}
