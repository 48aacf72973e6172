import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { Problem } from './api';
import { language, textOf } from './i18n';

export function toast(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true, closeButtonProps: closeButton() });
}

export function toastProblem(cause: unknown): void {
  toastRefusal(problemText(cause), fieldMessages(cause));
}

/** Something that did not succeed, and why. */
export function toastRefusal(title: string, message: string): void {
  notifications.show({
    title,
    message,
    color: 'red',
    withBorder: true,
    autoClose: 8000,
    closeButtonProps: closeButton(),
  });
}

function closeButton() {
  return { 'aria-label': i18next.t('app.close') };
}

export function problemText(cause: unknown): string {
  return cause instanceof Problem ? textOf(cause.titles, language()) : i18next.t('error.unknown');
}

function fieldMessages(cause: unknown): string {
  return cause instanceof Problem
    ? cause.errors.map(({ message }) => textOf(message, language())).join(language() === 'en' ? '; ' : '；')
    : '';
}
