import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippet,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, isolateHistory } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import {
  closeHoverTooltips,
  drawSelection,
  EditorView,
  hasHoverTooltips,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Language } from '../../../types';
import type { Completer } from './complete';
import { colours, phrases, themeOf } from './look';

export interface EditorProblem {
  from: number;
  to: number;
  severity: 'error' | 'warning';
  message: string;
  fixes: { name: string; apply: () => void }[];
}

export interface EditorOptions {
  label: string;
  text: string;
  language: Language;
  isDark: boolean;
  isReadOnly: boolean;
  changed: (text: string) => void;
  save: () => void;
  complete: Completer;
}

export interface Editor {
  show(problems: EditorProblem[]): void;
  goTo(from: number, to?: number): void;
  replace(text: string): void;
  text(): string;
  focus(): void;
  destroy(): void;
}

export function createEditor(root: ShadowRoot, options: EditorOptions): Editor {
  const view = new EditorView({
    state: EditorState.create({ doc: options.text, extensions: extensionsOf(options) }),
    parent: root,
    root,
  });
  // who scrolls with the keyboard must be able to reach it
  view.scrollDOM.tabIndex = 0;
  // its tooltips stand beside the text, not in it
  view.dom.addEventListener('focusout', (event) => leave(event, view));
  view.dom.addEventListener('keydown', ({ key }) => key === 'Escape' && closeTooltip(view));
  return {
    show(problems) {
      const { length } = view.state.doc;
      view.dispatch(
        setDiagnostics(
          view.state,
          problems.map(({ from, to, severity, message, fixes }) => ({
            from: Math.min(from, length),
            to: Math.min(Math.max(to, from), length),
            severity,
            message,
            renderMessage: () => explained(message, fixes),
          })),
        ),
      );
    },
    goTo(from, to = from) {
      const { length } = view.state.doc;
      const selection = { anchor: Math.min(from, length), head: Math.min(to, length) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) });
      view.focus();
    },
    replace(text) {
      const now = view.state.doc.toString();
      if (now === text) return;
      const { from, to, insert } = difference(now, text);
      // never joined with what was typed just before: undo takes back the fix and nothing else
      const annotations = isolateHistory.of('full');
      view.dispatch({ changes: { from, to, insert }, annotations, scrollIntoView: true });
    },
    text: () => view.state.doc.toString(),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}

function extensionsOf({ label, language, isDark, isReadOnly, changed, save, complete }: EditorOptions) {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    foldGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    json(),
    syntaxHighlighting(colours),
    // a bracket that is selected because something is wrong there is not looked for everywhere
    highlightSelectionMatches({ minSelectionLength: 3 }),
    search({ top: true }),
    lintGutter(),
    autocompletion({ override: [(context) => completionsOf(context, complete)] }),
    // Tab leaves the editor, so that nobody is trapped in it
    keymap.of([
      { key: 'Mod-s', preventDefault: true, run: () => (save(), true) },
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorState.readOnly.of(isReadOnly),
    EditorState.tabSize.of(2),
    EditorState.phrases.of(phrases(language)),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    EditorView.updateListener.of(({ docChanged, state }) => {
      if (docChanged) changed(state.doc.toString());
    }),
    themeOf(isDark),
  ];
}

/** What is wrong, and the buttons that correct it, which the keyboard reaches with Tab. */
function explained(message: string, fixes: EditorProblem['fixes']): Node {
  const whole = document.createElement('span');
  whole.append(message);
  for (const { name, apply } of fixes) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cm-diagnosticAction';
    button.textContent = name;
    button.onclick = apply;
    whole.append(' ', button);
  }
  return whole;
}

function closeTooltip(view: EditorView): void {
  if (!hasHoverTooltips(view.state)) return;
  view.dispatch({ effects: closeHoverTooltips });
  // it may have been on a button of the tooltip
  view.focus();
}

/** What F8 shows goes away with the focus, but not for who goes to a button in it. */
function leave({ relatedTarget }: FocusEvent, view: EditorView): void {
  const isInside = relatedTarget instanceof Node && view.dom.contains(relatedTarget);
  if (!isInside && hasHoverTooltips(view.state)) view.dispatch({ effects: closeHoverTooltips });
}

function completionsOf(
  { state, pos, explicit }: CompletionContext,
  complete: Completer,
): CompletionResult | null {
  const before = state.sliceDoc(pos - 1, pos);
  // not after every comma and bracket, only where a word or a text begins
  if (!explicit && !/[\w".-]/.test(before)) return null;
  const found = complete(state.doc.toString(), pos);
  if (!found || found.options.length === 0) return null;
  // only what stands before the cursor is compared with the names; what stands behind it is replaced as well
  const behind = Math.max(0, found.to - pos);
  return {
    from: found.from,
    options: found.options.map(({ label, insert, detail, info }) => ({
      label,
      ...(detail && { detail }),
      ...(info && { info }),
      apply: (view, completion, from, to) => snippet(insert)(view, completion, from, to + behind),
    })),
    validFor: found.isWord ? /^\w*$/ : /^[\w.-]*$/,
  };
}

/** What differs between two texts, so that cursor and folds stay where nothing changed. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let end = 0;
  while (end < shorter - from && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
