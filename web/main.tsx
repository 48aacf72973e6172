import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app.css';
import { whenSignedOut } from './api';
import { startI18n } from './i18n';
import { page } from './paths';
import { createQueryClient } from './queryClient';
import { createAppRouter } from './router';
import { theme } from './theme';

startI18n();
const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
whenSignedOut(() => {
  queryClient.clear();
  const { pathname, href } = router.state.location;
  // several requests may be refused at once; the first one says where to come back to
  if (pathname !== page.login) void router.navigate({ to: page.login, search: { from: href } });
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      {/* variables and classes come from style sheets: the content security policy refuses injected ones */}
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Notifications position="bottom-right" />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
