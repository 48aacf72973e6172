import type { NewTask } from '../../db/tasks';
import type { Effect } from '../../domain/process/effectTypes';

type Asked = Pick<Extract<Effect, { type: 'openTask' }>, 'title' | 'form' | 'outcomes'>;

/** What a task says and asks, as its row holds it; an inline form is a schema alone. */
export function askedColumns({
  title,
  form,
  outcomes,
}: Asked): Pick<NewTask, 'title' | 'formKey' | 'form' | 'outcomes'> {
  return {
    title: { ...title },
    formKey: typeof form === 'string' ? form : null,
    form: typeof form === 'object' && form ? { schema: form, ui: {} } : null,
    outcomes: outcomes.map(({ id, title: name }) => ({ id, title: { ...name } })),
  };
}
