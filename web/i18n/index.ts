import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Label, Language } from '../types';
import { en } from './en';
import { zhCN } from './zh-CN';

const REMEMBERED = 'guanxi.language';

/** Chinese unless somebody chose English here. */
export function startI18n(): void {
  void i18next.use(initReactI18next).init({
    lng: localStorage.getItem(REMEMBERED) === 'en' ? 'en' : 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  tellPage(language());
}

export function changeLanguage(to: Language): void {
  localStorage.setItem(REMEMBERED, to);
  tellPage(to);
  void i18next.changeLanguage(to);
}

/** The language of the page, and what is called by it outside of every component. */
function tellPage(to: Language): void {
  document.documentElement.lang = to;
  document
    .getElementById('layer')
    ?.setAttribute('aria-label', to === 'en' ? 'Menus and lists' : '菜单与列表');
}

/** A language was chosen here, so the person's standard one does not count. */
export function isLanguageChosen(): boolean {
  return localStorage.getItem(REMEMBERED) !== null;
}

export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** Texts of the pages (`t`), texts of definitions (`label`) and the language, all current. */
export function useText() {
  const { t, i18n } = useTranslation();
  const current: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return { t, language: current, label: LABELS[current], colon: COLONS[current], aside: ASIDES[current] };
}

/** What is said in brackets after something. */
const ASIDES: Record<Language, (text: string) => string> = {
  'zh-CN': (text) => `（${text}）`,
  en: (text) => ` (${text})`,
};
const COLONS: Record<Language, string> = { 'zh-CN': '：', en: ': ' };
// the same function each time, so that what is made with it is not made again at each drawing
const LABELS = {
  'zh-CN': (label: Label | null | undefined) => textOf(label, 'zh-CN'),
  en: (label: Label | null | undefined) => textOf(label, 'en'),
} satisfies Record<Language, unknown>;

export function textOf(label: Label | null | undefined, current: Language): string {
  return label?.[current] ?? label?.['zh-CN'] ?? label?.en ?? '';
}
