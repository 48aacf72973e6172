import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Language } from '../../../types';

/** Colours are the page's own variables, which reach into the shadow root. */
export const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--mantine-color-anchor)' },
  { tag: tags.string, color: 'var(--green)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--amber)' },
  { tag: tags.invalid, color: 'var(--red)' },
]);

export function themeOf(isDark: boolean) {
  return EditorView.theme(
    {
      '&': { height: '100%', color: 'var(--mantine-color-text)', backgroundColor: 'var(--card)' },
      '&.cm-focused': { outline: '2px solid var(--mantine-color-anchor)', outlineOffset: '-2px' },
      '.cm-scroller': { fontFamily: "ui-monospace, 'Noto Sans Mono CJK SC', monospace", fontSize: '13px' },
      '.cm-gutters': { backgroundColor: 'var(--page)', color: 'var(--mantine-color-dimmed)', border: '0' },
      '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
      '.cm-content': { caretColor: 'var(--mantine-color-text)' },
      '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
      '.cm-foldPlaceholder': {
        backgroundColor: 'var(--hover)',
        color: 'var(--mantine-color-text)',
        border: '0',
      },
      '.cm-tooltip, .cm-panels': {
        backgroundColor: 'var(--card)',
        color: 'var(--mantine-color-text)',
        border: '1px solid var(--line)',
      },
      '.cm-tooltip-autocomplete ul li[aria-selected]': {
        backgroundColor: 'var(--mantine-primary-color-filled)',
        color: '#fff',
      },
      '.cm-completionDetail': { fontStyle: 'normal', opacity: '1' },
      '.cm-diagnosticAction': {
        backgroundColor: 'var(--mantine-primary-color-filled)',
        color: '#fff',
        padding: '2px 8px',
      },
    },
    { dark: isDark },
  );
}

const CHINESE = {
  'Control character': '控制字符',
  'Selection deleted': '已删除所选内容',
  'Folded lines': '已折叠的行',
  'Unfolded lines': '已展开的行',
  to: '到',
  'folded code': '已折叠的内容',
  unfold: '展开',
  'Fold line': '折叠',
  'Unfold line': '展开',
  'Go to line': '转到行',
  go: '转到',
  Find: '查找',
  Replace: '替换',
  next: '下一个',
  previous: '上一个',
  all: '全部',
  'match case': '区分大小写',
  'by word': '整词',
  regexp: '正则表达式',
  replace: '替换',
  'replace all': '全部替换',
  close: '关闭',
  'current match': '当前匹配',
  'replaced $ matches': '已替换 $ 处',
  'replaced match on line $': '已替换第 $ 行的匹配',
  'on line': '在行',
  Completions: '补全',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
};

/** What CodeMirror itself says. */
export function phrases(language: Language): Record<string, string> {
  return language === 'zh-CN' ? CHINESE : {};
}
