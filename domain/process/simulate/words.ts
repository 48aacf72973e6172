import { TASK_OPERATIONS } from '../commands';

/** Actions of a scenario whose value is a step. */
export const ON_STEPS: readonly string[] = [...TASK_OPERATIONS, 'skip', 'open', 'effectDone', 'effectFailed'];
