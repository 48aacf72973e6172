import { Button } from '@mantine/core';
import { useStudioText } from './useStudioText';
import type { Fix } from './editor/fixes';
import type { Placed } from './editor/problems';

export interface FixableProblem extends Placed {
  fixes: { fix: Fix; name: string; apply: () => void }[];
}

interface Props {
  problems: FixableProblem[];
  isChecked: boolean;
  goTo: (from: number, to: number) => void;
}

/** Everything that is wrong, in words; a click leads to the place. */
export function ProblemList({ problems, isChecked, goTo }: Props) {
  const { t, label } = useStudioText();
  if (problems.length === 0) {
    return (
      <p className={isChecked ? 'is-good' : 'muted'}>{t(isChecked ? 'studio.clean' : 'studio.checking')}</p>
    );
  }
  return (
    <>
      <p className="muted small">{t('studio.f8')}</p>
      <ul className="studio-problems">
        {problems.map(({ problem, from, to, fixes }, index) => (
          <li key={`${problem.code} ${problem.pointer} ${index}`}>
            <span className={`is-${problem.severity} small`}>{t(`studio.${problem.severity}`)}</span>
            <button type="button" className="studio-problem" onClick={() => goTo(from, to)}>
              {t('studio.atLine', { line: problem.line })} {label(problem.message)}
              {problem.hint && <span className="muted"> — {t('studio.hint', { hint: problem.hint })}</span>}
            </button>
            {fixes.map(({ name, apply }) => (
              <Button key={name} size="compact-xs" variant="light" onClick={apply}>
                {name}
              </Button>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}
