import { layOut } from '../domain/definition/layout';

const STAGES = 30;
const STEPS = 60;
const EXPRESSIONS = 200;
const BYTES = 128 * 1024;

/** The largest process that the checker accepts: 30 stages, 200 expressions, and as many steps as 128 KB minified hold. */
export function largestProcess(key: string): string {
  const process = processOf(key);
  // steps are taken from the last stages until the limit of bytes holds
  for (let stage = STAGES - 1; Buffer.byteLength(JSON.stringify(process)) > BYTES; stage--) {
    const steps = process.stages[stage]?.steps ?? [];
    while (steps.length > 1 && Buffer.byteLength(JSON.stringify(process)) > BYTES) steps.pop();
  }
  return layOut(process);
}

function processOf(key: string) {
  return {
    kind: 'process',
    key,
    version: 1,
    title: { 'zh-CN': '最大的流程', en: 'The largest' },
    category: 'service',
    entity: 'customer',
    calendar: 'cn-office',
    roles: { o: { by: 'field', path: '/entity/ownerId' } },
    stages: Array.from({ length: STAGES }, (_, stage) => ({
      id: `g${stage}`,
      title: { 'zh-CN': `阶段${stage}`, en: `Stage ${stage}` },
      steps: Array.from({ length: STEPS }, (_unused, step) => stepOf(stage, step)),
    })),
    tests: [
      {
        name: 'start',
        start: '2026-03-02T09:00:00+08:00',
        given: { entity: { ownerId: 'rep1', name: '甲' }, people: [{ id: 'rep1' }] },
        steps: [{ expect: { stage: 'g0' } }, { complete: 's1' }],
      },
    ],
  };
}

// expressions stand in the first stages, so that none is lost with the last steps
function stepOf(stage: number, step: number) {
  const number = stage * STEPS + step;
  return {
    id: `s${number.toString(36)}`,
    kind: 'human',
    title: { 'zh-CN': '办', en: 'Do' },
    assign: 'o',
    ...(number < EXPRESSIONS && { if: `size(entity.name) > ${number} || has(entity.phone)` }),
  };
}
