import { useText } from '../i18n';
import type { Label } from '../types';

/** Why a process stands still: the status that holds it, or what the person said who did. */
export function HeldReason({ held }: { held: { reason: string; title: Label | null } }) {
  const { t, label } = useText();
  const reason = held.title ? t('stage.heldByStatus', { status: label(held.title) }) : held.reason;
  return <>{t('stage.held', { reason })}</>;
}
