import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { useStudioText } from '../useStudioText';
import { createEditor, type Editor, type EditorProblem } from './createEditor';
import type { Completer } from './complete';

export interface EditorHandle {
  /** Puts the cursor there and shows it. */
  goTo: (from: number, to?: number) => void;
  /** Replaces everything, as one step that can be undone. */
  replace: (text: string) => void;
  /** As it stands now, also where what is drawn is behind. */
  text: () => string;
  focus: () => void;
}

interface Props {
  label: string;
  initial: string;
  problems: EditorProblem[];
  complete?: Completer;
  isReadOnly?: boolean;
  onChange?: (text: string) => void;
  onSave?: () => void;
  ref?: Ref<EditorHandle>;
}

/**
 * CodeMirror in a shadow root: there its styles are adopted sheets, which the content security policy allows;
 * in the document itself it would inject a style element, which is refused.
 */
export function CodeEditor({ label, initial, problems, complete, isReadOnly, onChange, onSave, ref }: Props) {
  const { language } = useStudioText();
  const isDark = useComputedColorScheme('light') === 'dark';
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const text = useRef(initial);
  const handlers = useRef({ onChange, onSave, complete });

  useEffect(() => {
    handlers.current = { onChange, onSave, complete };
  });

  useEffect(() => {
    if (!host.current) return;
    const shadow = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const created = createEditor(shadow, {
      label,
      text: text.current,
      language,
      isDark,
      isReadOnly: isReadOnly ?? false,
      changed(now) {
        text.current = now;
        handlers.current.onChange?.(now);
      },
      save: () => handlers.current.onSave?.(),
      complete: (now, offset) => handlers.current.complete?.(now, offset) ?? null,
    });
    editor.current = created;
    return () => {
      editor.current = null;
      created.destroy();
    };
  }, [label, language, isDark, isReadOnly]);

  useEffect(() => {
    editor.current?.show(problems);
  }, [problems, label, language, isDark]);

  useImperativeHandle(
    ref,
    () => ({
      goTo: (from, to) => editor.current?.goTo(from, to),
      replace: (now) => editor.current?.replace(now),
      text: () => editor.current?.text() ?? text.current,
      focus: () => editor.current?.focus(),
    }),
    [],
  );
  return <div className="studio-editor" ref={host} />;
}
