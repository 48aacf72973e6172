import { dateTime, relative } from '../format';
import { useText } from '../i18n';
import type { CaseClock, ClockItem } from '../types';
import { Facts } from './Facts';

/** The clocks of a case: what is left or by how much they are late, and whether they were kept. */
export function CaseClocks({ clocks }: { clocks: CaseClock[] }) {
  const { label } = useText();
  const shown = clocks.filter(({ status }) => status !== 'skipped');
  if (shown.length === 0) return null;
  return (
    <Facts facts={shown.map((clock) => ({ title: label(clock.title), value: <Standing clock={clock} /> }))} />
  );
}

function Standing({ clock: { status, dueAt, stoppedAt, pausedAt, seconds } }: { clock: CaseClock }) {
  const { t, language } = useText();
  const isLate = seconds !== null && seconds < 0;
  const isOpen = status === 'running';
  const hours = seconds === null ? null : t('clock.hours', { n: (Math.abs(seconds) / 3600).toFixed(1) });
  const margin = hours && t(isLate ? 'clock.lateBy' : isOpen ? 'clock.left' : 'clock.toSpare', { hours });
  const bad = status === 'missed' || (isOpen && isLate);
  return (
    <>
      <span className={bad ? 'pill pill-red' : 'pill'}>
        {isOpen && isLate ? t('clock.late') : t(`clock.${status}`)}
      </span>{' '}
      {dueAt && t('inbox.due', { when: dateTime(dueAt, language) })}
      {status !== 'withdrawn' && margin && ` · ${margin}`}
      {pausedAt && ` · ${t('explain.paused')}`}
      {stoppedAt && (
        <span className="muted small"> · {t('clock.stopped', { when: dateTime(stoppedAt, language) })}</span>
      )}
    </>
  );
}

/** The clock that is up first, in a line. */
export function FirstClock({ clock: { id, title, dueAt, late, paused } }: { clock: ClockItem }) {
  const { t, label, language } = useText();
  const when = `${dateTime(dueAt, language)} (${paused ? t('explain.paused') : relative(dueAt, language)})`;
  return (
    <span className={late ? 'small text-red' : 'small muted'}>
      {label(title) || id} · {when}
    </span>
  );
}
