import { useText } from '../i18n';
import { engineReasonOf, processOf, reasonOf, statusOf, titleOf } from '../titles';
import type { Values } from '../types';

/** Why something happened, in words: the status that led to it, the definition's own words, or what a person said. */
export function useReason() {
  const { t, label } = useText();
  return (event: string, actor: string | null, data: Values | null): string | null => {
    const status = statusOf(data);
    if (status) return t('stage.heldByStatus', { status: label(status) });
    const byEngine = engineReasonOf(event, data);
    if (byEngine) return t(`timeline.because_${byEngine}`);
    const process = processOf(data);
    if (process) return t('timeline.because_process', { process: label(process) });
    return label(titleOf(data)) || reasonOf(actor, data);
  };
}

/** Who did it, and for whom where it was a deputy or somebody it was delegated to; the engine itself else. */
export function useActor() {
  const { t, aside } = useText();
  return (actor: string | null, onBehalfOf: string | null): string =>
    (actor ?? t('timeline.system')) +
    (onBehalfOf ? aside(t('timeline.onBehalfOf', { name: onBehalfOf })) : '');
}
