import { checkRoutes, type Route } from '../http/route';
import { healthRoutes } from './health';
import { metaRoutes } from './meta';
import { recordRoutes } from './records';
import { sessionRoutes } from './session';
import { taskRoutes } from './tasks';

/** Every route there is. The API answers nothing that is not here. */
export function createRoutes(): Route[] {
  const routes: Route[] = [
    ...sessionRoutes,
    ...metaRoutes(() => routes),
    ...taskRoutes,
    ...recordRoutes(),
    ...healthRoutes,
  ];
  return checkRoutes(routes);
}
