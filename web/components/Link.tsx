import { Link as RouterLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode } from 'react';

type Props = { to: string; children: ReactNode } & AnchorHTMLAttributes<HTMLAnchorElement>;

/** A link to one of `page`'s addresses, without a reload. */
export function Link({ to, children, ...rest }: Props) {
  return (
    <RouterLink to={to} {...rest}>
      {children}
    </RouterLink>
  );
}
