import type { DecisionStep } from '../../generated/process';
import { holds, valueOf } from '../context';
import { log, raise, type Draft } from '../draft';
import type { Json, JsonObject } from '../types';
import { shown } from '../room';
import { complete, subjectOf, type StepKind, type StepVisit } from './kind';

/** A rule table: the first rule that holds, the only one, or all of them. */
export const decision: StepKind<DecisionStep> = {
  open(draft, at) {
    const matched = matches(draft, at);
    if (matched === null) return;
    const hit = at.step.hit ?? 'first';
    if (hit !== 'collect' && (matched.length === 0 || (hit === 'unique' && matched.length > 1))) {
      return raise(draft, {
        id: `decision:${subjectOf(at)}`,
        code: matched.length === 0 ? 'NO_RULE_MATCHES' : 'RULES_NOT_UNIQUE',
        stage: at.stage.id,
        step: at.step.id,
        message: matched.length === 0 ? 'No rule matches' : `${matched.length} rules match`,
        values: shown(draft, { vars: draft.state.vars }),
        retry: 'expression',
      });
    }
    const result = hit === 'collect' ? matched : (matched[0] ?? null);
    log(draft, 'decided', { stage: at.stage.id, step: at.step.id }, { result });
    complete(draft, at, output(at.step, result));
  },
};

function matches(draft: Draft, at: StepVisit<DecisionStep>): Json[] | null {
  const found: Json[] = [];
  for (const [index, rule] of at.step.rules.entries()) {
    const place = {
      id: `rule:${subjectOf(at)}/${index}`,
      stage: at.stage.id,
      step: at.step.id,
      pointer: `/rules/${index}/when`,
    };
    const holding = rule.when === undefined ? true : holds(draft, rule.when, place);
    if (holding === null) return null;
    if (holding) {
      const then = { ...place, id: `${place.id}/then`, pointer: `/rules/${index}/then` };
      const result = valueOf(draft, rule.then, then);
      if (!result.ok) return null;
      found.push(result.value);
    }
    if (holding && (at.step.hit ?? 'first') === 'first') break;
  }
  return found;
}

/** An object stands as it is and under the name of `out`; anything else under that name only. */
function output(step: DecisionStep, result: Json): JsonObject {
  const name = step.out ?? 'result';
  const isObject = typeof result === 'object' && result !== null && !Array.isArray(result);
  return { ...(isObject ? result : {}), [name]: result };
}
