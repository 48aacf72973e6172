import { DomainError } from '../../errors';
import type { ProcessDefinition } from '../../generated/process';
import type { Scenario } from '../../generated/scenario';
import type { Workload } from '../assign';
import { directoryOf, type Colleague } from '../directory';
import { obstacles, type Obstacle } from '../migrate';
import { rulesOf, stageName, stepName, type MigrationRules } from '../migrationRules';
import { stageOf } from '../plan';
import type { Instant, Plan, ProcessState } from '../types';
import type { FormCheck } from './actions';
import { playSteps, reportOf, type SimulationReport } from './simulate';
import { planAtHand } from './versions';
import { dispatch, type World } from './world';

/** A copy of a case as it runs: what it runs on, how it stands, and who there is. */
export interface LiveCase {
  plan: Plan;
  state: ProcessState;
  people: readonly Colleague[];
  workload: Workload;
  now: Instant;
}

export interface Trial extends SimulationReport {
  /** What of the case goes on in the draft, and what has no place there: that is withdrawn in the trial. */
  adopted: { moved: { from: string; to: string }[]; problems: Obstacle[] };
}

/**
 * Plays on with a draft from where a case stands, by the rules of migration. What would keep the case from moving is
 * named and begun anew; where its stage is gone nothing can be played. Changes nothing of what it is given.
 */
export function tryOut(
  definition: ProcessDefinition,
  live: LiveCase,
  scenario: Pick<Scenario, 'name' | 'steps'>,
  documents: readonly unknown[],
  checkForm: FormCheck,
): Trial {
  const to = planAtHand(definition, documents, live.now);
  refuseOther(live, to);
  const declared = rulesOf({ plan: to }, live.plan.definition.version);
  const problems = obstacles(live.plan, to, live.state, declared);
  const rules = withoutPlace(declared, problems);
  const world = worldOf(live, [definition, ...documents]);
  const moved = movedParts(live, rules);
  if (obstacles(live.plan, to, live.state, rules).length > 0)
    return { ...reportOf(world, scenario.name, []), ok: false, adopted: { moved: [], problems } };
  dispatch(world, { type: 'command', command: { op: 'migrate', plan: to, rules }, actor: null }, 'migrate');
  world.plan = to;
  return { ...playSteps(world, scenario, checkForm), adopted: { moved, problems } };
}

function refuseOther({ plan, state }: LiveCase, { definition }: Plan): void {
  const { key, entity } = plan.definition;
  if (definition.key !== key || definition.entity !== entity)
    throw new DomainError('MIGRATION_REFUSED', { reason: 'OTHER_PROCESS' });
  if (state.status === 'ended' || state.status === 'cancelled') throw new DomainError('PROCESS_ENDED');
}

/** Every step that is in the way is begun anew, whatever the draft says of it. */
function withoutPlace(rules: MigrationRules, problems: Obstacle[]): MigrationRules {
  const aborted = problems.map(({ at }): [string, 'abort'] => [at, 'abort']);
  return { ...rules, ifActive: { ...rules.ifActive, ...Object.fromEntries(aborted) } };
}

function movedParts({ plan, state }: LiveCase, rules: MigrationRules): { from: string; to: string }[] {
  const stage = state.stage === null ? undefined : stageOf(plan, state.stage);
  if (!stage) return [];
  const runs = state.stages[stage.id]?.steps ?? {};
  const steps = stage.steps
    .map(({ id }) => ({ id, at: `${stage.id}/${id}` }))
    .filter(({ id, at }) => runs[id]?.status === 'open' && rules.ifActive?.[at] !== 'abort')
    .map(({ at }) => ({ from: at, to: stepName(at, rules) }));
  return [{ from: stage.id, to: stageName(stage.id, rules) }, ...steps];
}

function worldOf({ plan, state, people, workload, now }: LiveCase, documents: readonly unknown[]): World {
  return {
    plan,
    state,
    now,
    directory: directoryOf(people),
    workload,
    documents,
    foretold: new Map(),
    timeline: [],
    fired: [],
    sent: [],
    anyId: false,
  };
}
