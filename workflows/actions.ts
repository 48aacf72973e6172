import { patched, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Effect } from '../domain/process/effectTypes';
import type { ProcessEvent } from '../domain/process/types';
import { failureOf } from './answers';
import type { ProcessActivities } from './messages';

const { runAction } = proxyLocalActivities<ProcessActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { initialInterval: '200 milliseconds', maximumAttempts: 3 },
});

type ActionEffect = Extract<Effect, { type: 'runAction' }>;

export interface Actions {
  begin(effects: Effect[], requestId?: string): void;
  /** None is under way or waits for its turn. */
  areDone(): boolean;
}

/**
 * The actions of a case, one after the other, those that undo the latest first; what becomes of each is an event. Of local
 * activities that run side by side Temporal keeps no order that a replay could follow: in the first execution each ends
 * by itself, in a replay all of a workflow task end at once (as temporalio/sdk-python#1578).
 */
export function createActions(instanceId: string, inbox: ProcessEvent[], onEnd: () => void): Actions {
  let open = 0;
  let turn = Promise.resolve();

  /** A failure is an event too, never the end of the workflow. */
  async function act(effect: ActionEffect, requestId?: string): Promise<void> {
    const { workflowId } = workflowInfo();
    try {
      const result = await runAction({ instanceId, workflowId, effect, requestId });
      inbox.push({ type: 'effectDone', effect: effect.id, result });
    } catch (error) {
      const { stage, step, key, compensation } = effect;
      const undo = compensation ? { undo: { stage, step, key } } : {};
      inbox.push({ type: 'effectFailed', effect: effect.id, ...failureOf(error), ...undo });
    }
    open -= 1;
    onEnd();
  }

  function inTurn(actions: ActionEffect[], requestId?: string): void {
    for (const effect of actions) {
      const begin = () => act(effect, requestId);
      turn = open === 0 ? begin() : turn.then(begin);
      open += 1;
    }
  }

  /** As cases did that began before. */
  function sideBySide(actions: ActionEffect[], requestId?: string): void {
    const undoing = actions.filter(({ compensation }) => compensation);
    const inOrder = undoing.length > 1 && patched('undo-in-order');
    open += actions.length;
    for (const effect of actions) if (!inOrder || !effect.compensation) void act(effect, requestId);
    if (inOrder) void undo(undoing, requestId);
  }

  async function undo(actions: ActionEffect[], requestId?: string): Promise<void> {
    for (const effect of actions) await act(effect, requestId);
  }

  return {
    begin(effects, requestId) {
      const actions = effects.filter((effect) => effect.type === 'runAction');
      if (actions.length === 0) return;
      if (open + actions.length < 2 || patched('actions-in-turn')) inTurn(actions, requestId);
      else sideBySide(actions, requestId);
    },
    areDone: () => open === 0,
  };
}
