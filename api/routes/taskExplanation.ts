import { explainTask } from '../../domain/process/explainTask';
import { getInstance } from '../../db/instances';
import { loadPeople } from '../../db/people';
import { taskHistory } from '../../db/taskHistory';
import { planOf } from '../actor';
import { hiddenFrom } from '../hidden';
import { found } from '../http/answers';
import { route, type Route } from '../http/route';
import { INSTANT, LABEL, list, object, orNull, TEXT, UUID } from '../http/schemas';
import { wordingOf } from '../wording';
import { visibleTask } from './tasks';

const BECAUSE = list(object({ kind: TEXT, at: INSTANT, text: LABEL }));

export const taskExplanationRoute: Route = route({
  method: 'get',
  path: '/api/tasks/{id}/explanation',
  tag: 'tasks',
  summary: 'Why the task exists and why it is whose it is, as it was written down when it was decided.',
  permission: 'signedIn',
  response: object({
    created: object({ text: LABEL, because: BECAUSE }),
    person: object({ assigneeId: orNull(UUID), text: LABEL, because: BECAUSE }),
  }),
  async handle({ params, context, deps }) {
    const task = await visibleTask(deps.db, params['id'] ?? '', context);
    const instance = found(await getInstance(deps.db, task.instanceId));
    const [plan, wording, history, people] = await Promise.all([
      planOf(deps.db, instance),
      wordingOf(deps.db),
      taskHistory(deps.db, instance.id, task.key),
      loadPeople(deps.db),
    ]);
    const names = new Map(people.map((person) => [person.id, person.name]));
    const nameOf = (id: string) => names.get(id) ?? id;
    const isHidden = hiddenFrom(context, instance.entity);
    // the commit writes nothing else there
    const cause = task.cause as Parameters<typeof explainTask>[0]['cause'];
    return { body: explainTask({ plan, task, cause, nameOf, wording, isHidden, ...history }) };
  },
});
