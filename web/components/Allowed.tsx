import type { ReactNode } from 'react';
import { useText } from '../i18n';
import { page } from '../paths';
import { useMeta } from '../session';
import { EmptyState } from './EmptyState';
import { Link } from './Link';

/** A page for those who have one of these rights; anybody else is told so, in words. */
export function Allowed({ operations, children }: { operations: string[]; children: ReactNode }) {
  const { user } = useMeta();
  return operations.some((operation) => user.operations.includes(operation)) ? children : <NoRight />;
}

export function NoRight() {
  const { t } = useText();
  return (
    <div className="page">
      <h1>{t('app.noRight')}</h1>
      <EmptyState title={t('app.noRightHint')}>
        <Link to={page.inbox}>{t('app.home')}</Link>
      </EmptyState>
    </div>
  );
}
