import { page } from '../paths';
import type { Meta } from '../session';
import { textOf } from '../i18n';
import type { Language } from '../types';

export interface NavItem {
  to: string;
  label: string;
}

export interface NavGroup {
  title: string;
  items: NavItem[];
}

type Translate = (
  key: `nav.${'inbox' | 'board' | 'processes' | 'records' | 'work' | 'finance' | 'dunning' | 'messages' | 'mailbox' | 'reports' | 'admin' | 'studio'}`,
) => string;

/** Where the person may go: the pages of work, then one list for each entity that may be read. */
export function navGroups({ entities, user }: Meta, t: Translate, language: Language): NavGroup[] {
  const work: NavItem[] = [{ to: page.inbox, label: t('nav.inbox') }];
  const may = (operation: string) => user.operations.includes(operation);
  if (may('report.pipeline')) work.push({ to: page.board, label: t('nav.board') });
  if (may('process.read')) work.push({ to: page.processes, label: t('nav.processes') });
  if (may('report.read')) work.push({ to: page.reports, label: t('nav.reports') });
  const finance: NavItem[] = [];
  if (may('dunning.read')) finance.push({ to: page.dunning, label: t('nav.dunning') });
  if (may('message.read')) finance.push({ to: page.messages, label: t('nav.messages') });
  if (may('mailbox.read')) finance.push({ to: page.mailbox, label: t('nav.mailbox') });
  const records = entities.map(({ path, plural }) => ({
    to: page.list(path),
    label: textOf(plural, language),
  }));
  const admin: NavItem[] = may('definition.read') ? [{ to: page.studio, label: t('nav.studio') }] : [];
  return [
    { title: t('nav.work'), items: work },
    { title: t('nav.records'), items: records },
    { title: t('nav.finance'), items: finance },
    { title: t('nav.admin'), items: admin },
  ].filter(({ items }) => items.length > 0);
}
