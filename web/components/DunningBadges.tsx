import { useText } from '../i18n';
import type { Levels } from '../deskTypes';

export function DunningState({ state }: { state: string | null }) {
  const { t } = useText();
  const words: Record<string, string> = {
    clear: t('dun.clear'),
    warning: t('dun.warning'),
    blocked: t('dun.blocked'),
  };
  const colours: Record<string, string> = { clear: 'pill pill-teal', warning: 'pill pill-amber' };
  if (state === null) return <span className="pill">{t('dun.unjudged')}</span>;
  return <span className={colours[state] ?? 'pill pill-red'}>{words[state] ?? state}</span>;
}

/** Why nothing is sent: the holds of the policy, those it has of its own by their names. */
export function Holds({ holds }: { holds: string[] }) {
  const { t } = useText();
  const words: Record<string, string> = {
    dispute: t('dun.onDispute'),
    promise: t('dun.onPromise'),
    optOut: t('dun.onOptOut'),
  };
  if (holds.length === 0) return <span className="muted">{t('dun.noneHeld')}</span>;
  return (
    <span className="row">
      {holds.map((hold) => (
        <span key={hold} className="pill pill-amber">
          {words[hold] ?? hold}
        </span>
      ))}
    </span>
  );
}

/** A letter of an older policy may name a level that is no more: then its id shows. */
export function useLevelTitle(levels: Levels): (level: string | null) => string {
  const { label } = useText();
  return (level) =>
    level === null ? '–' : label(levels.find(({ id }) => id === level)?.title ?? null) || level;
}

export function NoticeStatus({ status }: { status: string }) {
  const { t } = useText();
  const words: Record<string, string> = {
    queued: t('dun.queued'),
    sent: t('dun.sent'),
    failed: t('dun.failed'),
    ignored: t('dun.ignored'),
  };
  const colours: Record<string, string> = { sent: 'pill pill-teal', failed: 'pill pill-red' };
  return <span className={colours[status] ?? 'pill'}>{words[status] ?? status}</span>;
}
