import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { AnswerStep } from './TrialAnswer';
import { EventStep, FactStep } from './TrialHappening';
import {
  ACTIONS,
  askedBy,
  DAYS,
  daysIn,
  stepsFor,
  wordsOf,
  type Action,
  type TrialStep,
} from './trialScript';
import { outlineOf } from './outline';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

interface Props {
  text: string;
  steps: TrialStep[];
  /** What is open after them, as `stage/step`, as far as it was played. */
  open: readonly string[];
  change: (steps: TrialStep[]) => void;
}

/** What is to happen in the trial, put together without writing JSON. */
export function TrialSteps({ text, steps, open, change }: Props) {
  const { t, label } = useStudioText();
  const { names } = useParsed(text, outlineOf);
  const [action, setAction] = useState<Action>('complete');
  const document = useParsed(text, asItIs);
  const add = (step: TrialStep) => change([...steps, step]);
  return (
    <fieldset className="card stack">
      <legend>{t('studio.trialSteps')}</legend>
      {steps.length > 0 && (
        <ol>
          {steps.map((step, index) => (
            <li key={index}>
              {wordsOf(step, t, (id) => label(names[id]) || id)}{' '}
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('studio.removeStep', { step: index + 1 })}
                onClick={() => change(steps.filter((_, n) => n !== index))}
              >
                ×
              </Button>
            </li>
          ))}
        </ol>
      )}
      <Select
        label={t('studio.action')}
        data={ACTIONS.map((value) => ({ value, label: t(`studioAction.${value}`) }))}
        value={action}
        allowDeselect={false}
        onChange={(value) => setAction(ACTIONS.find((one) => one === value) ?? 'complete')}
      />
      {action === 'fact' ? (
        <FactStep document={document} add={add} />
      ) : action === 'event' ? (
        <EventStep document={document} add={add} />
      ) : action === 'resume' ? (
        <ResumeStep add={add} />
      ) : (
        <AboutStep key={action} action={action} document={document} open={open} add={add} />
      )}
    </fieldset>
  );
}

/** A held case goes on. */
function ResumeStep({ add }: { add: (step: TrialStep) => void }) {
  const { t } = useStudioText();
  return (
    <div>
      <Button variant="default" onClick={() => add({ resume: true })}>
        {t('studio.addStep')}
      </Button>
    </div>
  );
}

interface AboutProps {
  action: Exclude<Action, 'fact' | 'event' | 'resume'>;
  document: unknown;
  open: readonly string[];
  add: (step: TrialStep) => void;
}

/** A step that a person does, or days that pass. */
function AboutStep({ action, document, open, add }: AboutProps) {
  const { t, label } = useStudioText();
  const [about, setAbout] = useState<string | null>(null);
  const choices =
    action === 'advance'
      ? DAYS.map((value) => ({
          value,
          label: t('studio.workdays', { count: daysIn(value) }),
        }))
      : stepsFor(document, action, open).map(({ id, title, isOpen }) => ({
          value: id,
          label: [title ? `${label(title)} (${id})` : id, isOpen && t('studio.isOpen')]
            .filter(Boolean)
            .join(' · '),
        }));
  const done = (more: TrialStep) => {
    if (about !== null) add({ [action]: about, ...more });
    setAbout(null);
  };
  const isAnswer = action !== 'advance' && action !== 'skip';
  return (
    <>
      <Select
        label={t(action === 'advance' ? 'studio.howLong' : 'studio.about')}
        data={choices}
        value={about}
        onChange={setAbout}
        nothingFoundMessage={t('studio.noSuchStep')}
      />
      {isAnswer && about !== null ? (
        <AnswerStep key={about} asked={askedBy(document, about)} isWhole={action === 'complete'} add={done} />
      ) : (
        <div>
          <Button
            variant="default"
            disabled={about === null}
            onClick={() =>
              done(action === 'skip' ? { reason: t('studio.trialReason') } : { clock: 'business' })
            }
          >
            {t('studio.addStep')}
          </Button>
        </div>
      )}
    </>
  );
}

function asItIs(document: unknown): unknown {
  return document;
}
