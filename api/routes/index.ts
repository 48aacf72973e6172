import { checkRoutes, type Route } from '../http/route';
import { bulkRoutes } from './bulk';
import { definedReportRoutes } from './definedReports';
import { definitionRoutes } from './definitions';
import { draftRoutes } from './drafts';
import { dunningRoutes } from './dunning';
import { eventRoute } from './events';
import { healthRoutes } from './health';
import { invoiceRoutes } from './invoices';
import { messageRoutes } from './messages';
import { metaRoutes } from './meta';
import { migrationRoutes } from './migrations';
import { newTaskRoute } from './newTask';
import { paymentRoutes } from './payments';
import { processCommandRoutes } from './processCommands';
import { processRoutes } from './processes';
import { publicationRoutes } from './publication';
import { recordRoutes } from './records';
import { reportRoutes } from './reports';
import { resourceRoutes } from './resources';
import { searchRoute } from './search';
import { sessionRoutes } from './session';
import { startProcessRoutes } from './startProcess';
import { studioRoutes } from './studio';
import { taskCommandRoutes } from './taskCommands';
import { taskExplanationRoute } from './taskExplanation';
import { taskPreviewRoute } from './taskPreview';
import { taskRoutes } from './tasks';
import { timelineRoutes } from './timeline';
import { tokenRoutes } from './tokens';

/** Every route there is. The API answers nothing that is not here. */
export function createRoutes(): Route[] {
  const routes: Route[] = [
    ...sessionRoutes,
    ...tokenRoutes,
    ...metaRoutes(() => routes),
    ...taskRoutes,
    taskExplanationRoute,
    taskPreviewRoute,
    newTaskRoute,
    ...taskCommandRoutes,
    ...processRoutes,
    ...processCommandRoutes,
    eventRoute,
    ...startProcessRoutes,
    ...bulkRoutes,
    ...migrationRoutes,
    ...recordRoutes(),
    ...timelineRoutes(),
    searchRoute,
    ...invoiceRoutes,
    ...paymentRoutes,
    ...dunningRoutes,
    ...definitionRoutes,
    ...studioRoutes,
    ...draftRoutes,
    ...publicationRoutes,
    ...resourceRoutes,
    ...reportRoutes,
    ...definedReportRoutes,
    ...messageRoutes,
    ...healthRoutes,
  ];
  return checkRoutes(routes);
}
