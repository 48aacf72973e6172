import { Button, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef } from 'react';
import { useMay } from '../../session';
import type { OpenDraft } from '../../studioTypes';
import { Discard } from './Discard';
import { Conflict } from './Conflict';
import { DraftHead } from './DraftHead';
import { CodeEditor, type EditorHandle } from './editor/CodeEditor';
import { fixesOf } from './editor/fixes';
import { Gone } from './Gone';
import { rangeOf } from './editor/problems';
import { ProblemList } from './ProblemList';
import { Publish } from './Publish';
import { schemaQuery } from './schemas';
import { sidesOf } from './sides';
import { tidyText } from './tidy';
import { useAutosave } from './useAutosave';
import { useCheck } from './useCheck';
import { useCompleter } from './useCompleter';
import { useServed } from './useServed';
import { useSide } from './useSide';
import { usePresence } from './usePresence';
import { useStudioText } from './useStudioText';

/** The text on one side; on the other what follows from it. */
export function DraftEditor({ draft }: { draft: OpenDraft }) {
  const { t, label } = useStudioText();
  const mayWrite = useMay('definition.publish');
  const editor = useRef<EditorHandle>(null);
  const autosave = useAutosave(draft);
  const { text } = autosave;
  const { problems, document, errors, isChecked, failure } = useCheck(text);
  const others = usePresence(draft.id, draft.editors);
  const { data: schema } = useQuery(schemaQuery(draft.kind));
  const complete = useCompleter(draft.kind, text);
  const isServed = useServed();
  const sides = sidesOf(draft.kind).filter(({ needs }) => needs === undefined || isServed(needs));
  const { side, tabs, choose, lead } = useSide(sides[0]?.name ?? 'problems');

  const goTo = useCallback((from: number, to: number) => editor.current?.goTo(from, to), []);
  const replace = useCallback((now: string) => editor.current?.replace(now), []);
  // for buttons that go away with what they did
  const write = useCallback((now: string) => {
    editor.current?.replace(now);
    editor.current?.focus();
  }, []);
  const pick = useCallback((pointer: string) => {
    const range = editor.current && rangeOf(editor.current.text(), pointer);
    if (range) editor.current?.goTo(range.from, range.from);
  }, []);
  const fixable = useMemo(
    () =>
      problems.map((one) => ({
        ...one,
        fixes: (mayWrite ? fixesOf(one.problem, document, schema ?? undefined) : []).map((fix) => ({
          fix,
          name: t(`studioFix.${fix.name}`, { value: fix.value }),
          apply() {
            if (editor.current) write(fix.apply(editor.current.text()));
          },
        })),
      })),
    [problems, document, schema, t, write, mayWrite],
  );
  const shown = useMemo(
    () =>
      fixable.map(({ problem, from, to, fixes }) => ({
        from,
        to,
        severity: problem.severity,
        message: label(problem.message),
        fixes,
      })),
    [fixable, label],
  );
  return (
    <>
      <DraftHead draft={draft} saving={autosave.saving} others={others}>
        {mayWrite && (
          <>
            <Button variant="default" onClick={() => replace(tidyText(text, schema))}>
              {t('studio.tidy')}
            </Button>
            <Discard draft={draft} />
            <Publish
              draft={draft}
              errors={errors}
              isChecked={isChecked}
              failure={failure}
              flush={autosave.flush}
              warnings={problems.length - errors}
              show={lead}
            />
          </>
        )}
      </DraftHead>
      <Conflict autosave={autosave} write={write} />
      <Gone draft={draft} autosave={autosave} />
      <div className="studio-split">
        <section className="stack" aria-label={t('studio.content')}>
          <CodeEditor
            ref={editor}
            label={t('studio.content')}
            initial={text}
            problems={shown}
            complete={complete}
            isReadOnly={!mayWrite}
            onChange={autosave.change}
            onSave={() => void autosave.flush()}
          />
          <p className="muted small">{t('studio.editorKeys')}</p>
        </section>
        <Tabs className="studio-side" value={side} onChange={choose} keepMounted={false} ref={tabs}>
          <Tabs.List aria-label={t('studio.sides')}>
            {sides.map(({ name }) => (
              <Tabs.Tab key={name} value={name}>
                {t(`studio.side_${name}`)}
              </Tabs.Tab>
            ))}
            <Tabs.Tab value="problems">
              {t('studio.problems')} {problems.length > 0 && `(${problems.length})`}
            </Tabs.Tab>
          </Tabs.List>
          {sides.map(({ name, Side }) => (
            <Tabs.Panel key={name} value={name} pt="sm" tabIndex={0}>
              <Side
                draft={draft}
                text={text}
                errors={errors}
                pick={pick}
                replace={mayWrite ? replace : undefined}
              />
            </Tabs.Panel>
          ))}
          <Tabs.Panel value="problems" pt="sm" tabIndex={0}>
            {failure ? (
              <p className="is-error">{t('studio.checkFailed')}</p>
            ) : (
              <ProblemList problems={fixable} isChecked={isChecked} goTo={goTo} />
            )}
          </Tabs.Panel>
        </Tabs>
      </div>
    </>
  );
}
