import { Radio } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Dialog, DialogActions } from '../Dialog';
import { mergedText, partsOf, type Choice, type Part } from './mergeText';
import { useStudioText } from './useStudioText';

interface Props {
  mine: string;
  theirs: string;
  base: string | null;
  take: (merged: string) => void;
  close: () => void;
}

type Difference = Exclude<Part, { same: string[] }> & { line: number };

/** Two texts of one draft made one: at each place where they differ, mine or theirs. */
export function Merge({ mine, theirs, base, take, close }: Props) {
  const { t } = useStudioText();
  const parts = useMemo(() => partsOf(mine, theirs, base), [mine, theirs, base]);
  const differences = useMemo(() => differencesIn(parts), [parts]);
  const [choices, setChoices] = useState(() => differences.map(({ by }) => by));
  const isDecided = choices.every((choice) => choice !== null);
  return (
    <Dialog title={t('studio.merge')} close={close} isWide>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isDecided) take(mergedText(parts, choices));
        }}
      >
        <p className="muted">{t('studio.mergeIntro')}</p>
        {differences.map((difference, n) => (
          <Place
            key={n}
            difference={difference}
            choice={choices[n] ?? null}
            choose={(choice) => setChoices((before) => before.map((one, at) => (at === n ? choice : one)))}
          />
        ))}
        {!isDecided && <p role="status">{t('studio.undecided')}</p>}
        <DialogActions
          action={t('studio.mergeNow')}
          isPending={false}
          isDisabled={!isDecided}
          close={close}
        />
      </form>
    </Dialog>
  );
}

interface PlaceProps {
  difference: Difference;
  choice: Choice | null;
  choose: (choice: Choice) => void;
}

function Place({ difference, choice, choose }: PlaceProps) {
  const { t } = useStudioText();
  const { line, by } = difference;
  return (
    <Radio.Group
      className="card"
      label={t('studio.mergePlace', { line })}
      description={t(by === null ? 'studio.mergeBoth' : `studio.mergeBy_${by}`)}
      value={choice}
      onChange={(value) => choose(value === 'theirs' ? 'theirs' : 'mine')}
    >
      <div className="studio-merge">
        {(['mine', 'theirs'] as const).map((side) => (
          <div key={side}>
            <Radio value={side} label={t(`studio.merge_${side}`)} />
            <pre className="small studio-lines">{difference[side].join('\n') || t('studio.noLines')}</pre>
          </div>
        ))}
      </div>
    </Radio.Group>
  );
}

/** The places to decide, each with its line in my text. */
function differencesIn(parts: readonly Part[]): Difference[] {
  let line = 1;
  return parts.flatMap((part) => {
    const at = line;
    line += ('same' in part ? part.same : part.mine).length;
    return 'same' in part ? [] : [{ ...part, line: at }];
  });
}
