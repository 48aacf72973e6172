/** Everything that a worker runs; the bundle is made from this file. */
export { dunning } from './dunning';
export { dunningSweep, scheduledStart } from './job';
export { processInstance } from './process';
