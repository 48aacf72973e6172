import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Problem } from './api';
import { Shell } from './components/Shell';
import { NotFound, PageError, PageLoading } from './components/PageState';
import { page } from './paths';
import { InboxPage } from './pages/InboxPage';
import { LoginPage } from './pages/LoginPage';
import { metaQuery } from './session';

/** Login and inbox are in the first load; every other page comes when it is opened. */
export function createAppRouter(queryClient: QueryClient) {
  const root = createRootRoute({ notFoundComponent: NotFound });
  const login = createRoute({
    getParentRoute: () => root,
    path: page.login,
    component: LoginPage,
    validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
      // a place of our own, never another host
      typeof from === 'string' && /^\/(?![/\\])/.test(from) ? { from } : { from: undefined },
  });
  const inside = createRoute({
    getParentRoute: () => root,
    id: 'inside',
    component: Shell,
    async beforeLoad({ location: { href } }) {
      await queryClient.ensureQueryData(metaQuery).catch((cause: unknown) => {
        if (cause instanceof Problem && cause.status === 401)
          redirect({ to: page.login, search: { from: href }, throw: true });
        throw cause;
      });
    },
  });
  const at = (path: string, component: Parameters<typeof createRoute>[0]['component']) =>
    createRoute({
      getParentRoute: () => inside,
      path,
      component,
      validateSearch: (search: Record<string, unknown>) => search,
    });

  const pages = [
    createRoute({
      getParentRoute: () => inside,
      path: '/',
      beforeLoad: () => {
        redirect({ to: '/inbox', throw: true });
      },
    }),
    at('/inbox', InboxPage),
    at('/inbox/$taskId', InboxPage),
    at(
      '/records/$path',
      lazyRouteComponent(() => import('./pages/ListPage'), 'ListPage'),
    ),
    at(
      '/records/$path/new',
      lazyRouteComponent(() => import('./pages/CreatePage'), 'CreatePage'),
    ),
    at(
      '/records/$path/$id',
      lazyRouteComponent(() => import('./pages/RecordPage'), 'RecordPage'),
    ),
    at(
      '/board',
      lazyRouteComponent(() => import('./pages/BoardPage'), 'BoardPage'),
    ),
    at(
      '/processes',
      lazyRouteComponent(() => import('./pages/ProcessesPage'), 'ProcessesPage'),
    ),
    at(
      '/processes/$id',
      lazyRouteComponent(() => import('./pages/ProcessPage'), 'ProcessPage'),
    ),
    at(
      '/dunning',
      lazyRouteComponent(() => import('./pages/DunningPage'), 'DunningPage'),
    ),
    at(
      '/dunning/$id',
      lazyRouteComponent(() => import('./pages/DunningCustomerPage'), 'DunningCustomerPage'),
    ),
    at(
      '/messages',
      lazyRouteComponent(() => import('./pages/MessagesPage'), 'MessagesPage'),
    ),
    at(
      '/messages/$id',
      lazyRouteComponent(() => import('./pages/MessagesPage'), 'MessagePage'),
    ),
    at(
      '/mailbox',
      lazyRouteComponent(() => import('./pages/MailboxPage'), 'MailboxPage'),
    ),
    at(
      '/mailbox/$id',
      lazyRouteComponent(() => import('./pages/MailboxPage'), 'MailPage'),
    ),
    at(
      '/reports',
      lazyRouteComponent(() => import('./pages/ReportsPage'), 'ReportsPage'),
    ),
    at(
      '/reports/$key',
      lazyRouteComponent(() => import('./pages/ReportPage'), 'ReportPage'),
    ),
    at(
      '/studio',
      lazyRouteComponent(() => import('./pages/studio/StudioPage'), 'StudioPage'),
    ),
    at(
      '/studio/drafts/$id',
      lazyRouteComponent(() => import('./pages/studio/DraftPage'), 'DraftPage'),
    ),
    at(
      '/studio/$kind/$key',
      lazyRouteComponent(() => import('./pages/studio/DefinitionPage'), 'DefinitionPage'),
    ),
  ];
  return createRouter({
    routeTree: root.addChildren([login, inside.addChildren(pages)]),
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    defaultPendingComponent: PageLoading,
    scrollRestoration: true,
  });
}
