import type { Step } from '../../generated/process';
import { approval } from './approval';
import { auto } from './auto';
import { decision } from './decision';
import { human } from './human';
import type { StepKind } from './kind';
import { milestone } from './milestone';
import { process } from './process';
import { wait } from './wait';

const KINDS = { human, approval, auto, decision, wait, process, milestone } satisfies {
  [K in Step['kind']]: StepKind<Extract<Step, { kind: K }>>;
};

export function kindOf<S extends Step>(step: S): StepKind<S> {
  // The table pairs each kind with its step type, which an index by a union cannot express.
  return KINDS[step.kind] as unknown as StepKind<S>;
}
