import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n';
import { Nav } from './Nav';
import { TopBar } from './TopBar';
import { useKeepFocus } from './useKeepFocus';
import { useShortcuts } from './useShortcuts';

const Palette = lazy(() => import('./Palette').then(({ Palette: component }) => ({ default: component })));
const Help = lazy(() => import('./Help').then(({ Help: component }) => ({ default: component })));

/** The frame of every page behind the login. */
export function Shell() {
  const { t } = useText();
  const [navOpenAt, setNavOpenAt] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'palette' | 'help' | null>(null);
  const address = useRouterState({ select: ({ location }) => location.pathname });
  // whoever goes to another page closes the menu by it
  const isNavOpen = navOpenAt === address;
  const main = useFocusOnPage();
  useKeepFocus();
  useShortcuts(setDialog);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <TopBar
        isNavOpen={isNavOpen}
        toggleNav={() => setNavOpenAt(isNavOpen ? null : address)}
        open={setDialog}
      />
      <nav id="nav" className={isNavOpen ? 'nav nav-open' : 'nav'} aria-label={t('nav.main')}>
        <Nav />
      </nav>
      {isNavOpen && <div className="nav-shade" onClick={() => setNavOpenAt(null)} aria-hidden />}
      <main id="content" className="content" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <Suspense fallback={null}>
        {dialog === 'palette' && <Palette close={() => setDialog(null)} />}
        {dialog === 'help' && <Help close={() => setDialog(null)} />}
      </Suspense>
    </div>
  );
}

/** Where what had the focus went away with the page before, the next Tab is in the new page and not at the very top. */
function useFocusOnPage() {
  const main = useRef<HTMLElement>(null);
  const shown = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [shown]);
  return main;
}
