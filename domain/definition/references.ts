import type { ProcessDefinition, Stage, Step } from '../generated/process';
import { lintAction } from './actionUse';
import type { Catalogue } from './catalogue';
import { lintEffects, lintOpen, lintProcess, type Names } from './effects';
import { createLookup, inList, type Look } from './lookup';
import { finding, pointer, type Finding } from './problem';
import { lintRole, lintRoles } from './roles';
import { slasOf } from './slas';

/** Every name that a process uses is looked up where it must stand. */
export function lintReferences(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const look = createLookup(definition, catalogue);
  const names: Names = { look, catalogue, self: definition };
  return [
    ...(definition.entity ? look('unknown-entity', definition.entity, '/entity') : []),
    ...(definition.calendar ? look('unknown-calendar', definition.calendar, '/calendar') : []),
    ...lintRoles(look, definition),
    ...slasOf(definition).flatMap(({ sla, at, stages }) => [
      ...(sla.extends ? look('unknown-sla', sla.extends, `${at}/extends`) : []),
      ...lintCalendar(look, sla, at),
      ...(sla.ladder ?? []).flatMap((rung, n) =>
        lintEffects(names, rung.do, `${at}/ladder/${n}/do`, stages.length > 0 ? stages : definition.stages),
      ),
    ]),
    ...(definition.clocks ?? []).flatMap(({ sla }, n) =>
      typeof sla === 'string' ? look('unknown-sla', sla, pointer('clocks', n, 'sla')) : [],
    ),
    ...[definition.assignment?.ifNone?.notify ?? []]
      .flat()
      .flatMap((role) => look('unknown-role', role, '/assignment/ifNone/notify')),
    ...definition.stages.flatMap((stage, s) => lintStage(names, definition, stage, pointer('stages', s))),
    ...lintStatuses(definition, catalogue),
  ];
}

function lintStage(names: Names, definition: ProcessDefinition, stage: Stage, at: string): Finding[] {
  const { look } = names;
  return [
    ...(typeof stage.target === 'string' ? look('unknown-sla', stage.target, `${at}/target`) : []),
    ...(stage.exit ?? []).flatMap((exit, n) =>
      'to' in exit && exit.to !== 'next' ? look('unknown-stage', exit.to, `${at}/exit/${n}/to`) : [],
    ),
    ...lintEffects(names, stage.onEnter, `${at}/onEnter`, [stage]),
    ...lintEffects(names, stage.onExit, `${at}/onExit`, [stage]),
    // What is open in a stage is withdrawn when it is left: nothing would close this again.
    ...(stage.onExit ?? []).flatMap((effect, n) =>
      'open' in effect ? [finding('open-on-exit', `${at}/onExit/${n}/open`)] : [],
    ),
    ...stage.steps.flatMap((step, n) => lintStep(names, definition, stage, step, `${at}/steps/${n}`)),
  ];
}

function lintStep(
  names: Names,
  definition: ProcessDefinition,
  stage: Stage,
  step: Step,
  at: string,
): Finding[] {
  const { look } = names;
  return [
    ...(step.needs ?? []).flatMap((need, n) => look('unknown-step', need, `${at}/needs/${n}`, idsOf(stage))),
    ...lintEffects(names, step.timeout?.do, `${at}/timeout/do`, [stage]),
    ...lintCalendar(look, step.timeout, `${at}/timeout`),
    ...('sla' in step && typeof step.sla === 'string' ? look('unknown-sla', step.sla, `${at}/sla`) : []),
    ...('form' in step && typeof step.form === 'string' ? look('unknown-form', step.form, `${at}/form`) : []),
    ...lintKind(names, definition, stage, step, at),
  ];
}

function lintKind(
  names: Names,
  definition: ProcessDefinition,
  stage: Stage,
  step: Step,
  at: string,
): Finding[] {
  const { look, catalogue } = names;
  switch (step.kind) {
    case 'human':
      return lintRole(look, step.assign, `${at}/assign`);
    case 'approval':
      return lintApprovers(names, stage, step, at);
    case 'auto':
      return [
        ...lintAction(look, catalogue, definition, step, at),
        ...(step.compensate
          ? lintAction(look, catalogue, definition, step.compensate, `${at}/compensate`)
          : []),
        ...(typeof step.onFail === 'object'
          ? lintOpen(look, step.onFail.open, `${at}/onFail/open`, [stage])
          : []),
      ];
    case 'process':
      return lintProcess(names, step.process, step.version, at, 'process');
    case 'wait':
      if ('after' in step.for) return lintCalendar(look, step.for, `${at}/for`);
      return 'entity' in step.for ? look('unknown-entity', step.for.entity, `${at}/for/entity`) : [];
    case 'decision':
    case 'milestone':
      return [];
  }
}

function lintApprovers(
  { look }: Names,
  stage: Stage,
  { approvers, onReject }: Extract<Step, { kind: 'approval' }>,
  at: string,
): Finding[] {
  return [
    ...approvers.flatMap((approver, n) =>
      typeof approver === 'string'
        ? look('unknown-role', approver, `${at}/approvers/${n}`)
        : look('unknown-role', approver.role, `${at}/approvers/${n}/role`),
    ),
    ...(onReject && 'reopen' in onReject
      ? onReject.reopen.flatMap((id, n) =>
          look('unknown-step', id, `${at}/onReject/reopen/${n}`, idsOf(stage)),
        )
      : []),
    ...(onReject && 'to' in onReject ? look('unknown-stage', onReject.to, `${at}/onReject/to`) : []),
  ];
}

function lintCalendar(look: Look, clock: { calendar?: string } | undefined, at: string): Finding[] {
  return clock?.calendar === undefined ? [] : look('unknown-calendar', clock.calendar, `${at}/calendar`);
}

function idsOf(stage: Stage): string[] {
  return stage.steps.map(({ id }) => id);
}

/** A stage's status must be an entry of the list that the record's status field uses; an activity one of T10. */
function lintStatuses(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const entity = definition.entity === undefined ? undefined : catalogue.entity(definition.entity);
  const field = entity?.fields[entity.statusField ?? 'status'];
  return definition.stages.flatMap((stage, s) => [
    ...(stage.status === undefined ? [] : lintStatus(stage.status, pointer('stages', s, 'status'))),
    ...stage.steps.flatMap((step, n) =>
      step.kind === 'human' && typeof step.activity === 'string'
        ? inList(catalogue, 'sales-activity', step.activity, pointer('stages', s, 'steps', n, 'activity'))
        : [],
    ),
  ]);

  function lintStatus(status: string, at: string): Finding[] {
    if (field?.list !== undefined) return inList(catalogue, field.list, status, at);
    // Of an unknown entity nothing is known, which is a finding of its own.
    const isKnown = definition.entity === undefined || entity !== undefined;
    return isKnown && !field ? [finding('unknown-field', at, { name: 'status' })] : [];
  }
}
