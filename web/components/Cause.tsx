import { useText } from '../i18n';
import type { Task } from '../types';

const KINDS = ['stage', 'needs', 'effect', 'person', 'reject', 'rung'] as const;

/** Why a task exists, in a sentence. */
export function Cause({ task }: { task: Task }) {
  const { t, label } = useText();
  const kind = KINDS.find((known) => known === task.cause?.kind);
  const process = label(task.processTitle);
  return [
    process && t('cause.process', { process }),
    kind && t(`cause.${kind}`, { stage: label(task.stageTitle) }),
  ]
    .filter(Boolean)
    .join(' · ');
}
