import type { Effect, HumanStep, ProcessDefinition, Sla, Stage, Step } from '../generated/process';
import { ACTIONS, isActionName } from '../actions';
import { resolversOf } from '../process/plan';
import type { Catalogue } from './catalogue';
import { closest, finding, pointer, type Finding, type ProblemCode } from './problem';

/** Names that mean people of the task at hand. */
const TASK_ROLES = ['assignee'];

/** Every name that a process uses is looked up where it must stand. */
export function lintReferences(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const look = createLookup(definition, catalogue);
  return [
    ...(definition.entity ? look('unknown-entity', definition.entity, '/entity') : []),
    ...(definition.calendar ? look('unknown-calendar', definition.calendar, '/calendar') : []),
    ...Object.entries(definition.roles ?? {}).flatMap(([name, role]) =>
      lintRole(look, role, pointer('roles', name)),
    ),
    ...Object.entries(definition.slas ?? {}).flatMap(([name, sla]) =>
      lintSla(look, sla, pointer('slas', name)),
    ),
    ...[definition.assignment?.ifNone?.notify ?? []]
      .flat()
      .flatMap((role) => look('unknown-role', role, '/assignment/ifNone/notify')),
    ...definition.stages.flatMap((stage, s) => lintStage(look, definition, stage, pointer('stages', s))),
    ...lintStatuses(definition, catalogue),
  ];
}

type Look = (code: ProblemCode, name: string, at: string, within?: string[]) => Finding[];

function createLookup(definition: ProcessDefinition, catalogue: Catalogue): Look {
  const known: Partial<Record<ProblemCode, string[]>> = {
    'unknown-stage': definition.stages.map((stage) => stage.id),
    'unknown-step': definition.stages.flatMap((stage) => stage.steps.map((step) => step.id)),
    'unknown-role': [...Object.keys(definition.roles ?? {}), ...TASK_ROLES],
    'unknown-sla': Object.keys(definition.slas ?? {}),
    'unknown-form': catalogue.keys('form'),
    'unknown-template': catalogue.keys('template'),
    'unknown-calendar': catalogue.keys('calendar'),
    'unknown-entity': catalogue.keys('entity'),
    'unknown-process': [...catalogue.keys('process'), definition.key],
    'unknown-action': Object.keys(ACTIONS),
  };
  return (code, name, at, within = known[code] ?? []) => {
    if (within.includes(name)) return [];
    const hint = closest(name, within);
    return [finding(code, at, { name }, hint ? { hint: `${hint}?` } : {})];
  };
}

function lintStage(look: Look, definition: ProcessDefinition, stage: Stage, at: string): Finding[] {
  return [
    ...lintSla(look, stage.target, `${at}/target`),
    ...(stage.exit ?? []).flatMap((exit, n) =>
      'to' in exit && exit.to !== 'next' ? look('unknown-stage', exit.to, `${at}/exit/${n}/to`) : [],
    ),
    ...lintEffects(look, stage.onEnter, `${at}/onEnter`),
    ...lintEffects(look, stage.onExit, `${at}/onExit`),
    ...stage.steps.flatMap((step, n) => lintStep(look, definition, stage, step, `${at}/steps/${n}`)),
  ];
}

function lintStep(
  look: Look,
  definition: ProcessDefinition,
  stage: Stage,
  step: Step,
  at: string,
): Finding[] {
  const siblings = stage.steps.map((other) => other.id);
  return [
    ...(step.needs ?? []).flatMap((need, n) => look('unknown-step', need, `${at}/needs/${n}`, siblings)),
    ...lintEffects(look, step.timeout?.do, `${at}/timeout/do`),
    ...lintCalendar(look, step.timeout, `${at}/timeout`),
    ...('sla' in step ? lintSla(look, step.sla, `${at}/sla`) : []),
    ...('form' in step && typeof step.form === 'string' ? look('unknown-form', step.form, `${at}/form`) : []),
    ...lintKind(look, definition, stage, step, at),
  ];
}

function lintKind(
  look: Look,
  definition: ProcessDefinition,
  stage: Stage,
  step: Step,
  at: string,
): Finding[] {
  const siblings = stage.steps.map((other) => other.id);
  switch (step.kind) {
    case 'human':
      return lintRole(look, step.assign, `${at}/assign`);
    case 'approval': {
      const roles = step.approvers.flatMap((a, n) =>
        look('unknown-role', typeof a === 'string' ? a : a.role, `${at}/approvers/${n}`),
      );
      const { onReject } = step;
      if (!onReject) return roles;
      if ('reopen' in onReject)
        return [
          ...roles,
          ...onReject.reopen.flatMap((id, n) =>
            look('unknown-step', id, `${at}/onReject/reopen/${n}`, siblings),
          ),
        ];
      return 'to' in onReject
        ? [...roles, ...look('unknown-stage', onReject.to, `${at}/onReject/to`)]
        : roles;
    }
    case 'auto':
      return [
        ...lintAction(look, definition, step.action, step.with, at),
        ...(step.compensate
          ? lintAction(look, definition, step.compensate.action, step.compensate.with, `${at}/compensate`)
          : []),
        ...(typeof step.onFail === 'object'
          ? look('unknown-step', step.onFail.open, `${at}/onFail/open`, siblings)
          : []),
      ];
    case 'process':
      return look('unknown-process', step.process, `${at}/process`);
    case 'wait':
      if ('after' in step.for) return lintCalendar(look, step.for, `${at}/for`);
      return 'entity' in step.for ? look('unknown-entity', step.for.entity, `${at}/for/entity`) : [];
    case 'decision':
    case 'milestone':
      return [];
  }
}

/** An SLA of its own, or the name of one. */
function lintSla(look: Look, sla: string | Sla | undefined, at: string): Finding[] {
  if (typeof sla === 'string') return look('unknown-sla', sla, at);
  return [
    ...(sla?.extends ? look('unknown-sla', sla.extends, `${at}/extends`) : []),
    ...lintCalendar(look, sla, at),
    ...(sla?.ladder ?? []).flatMap((rung, n) => lintEffects(look, rung.do, `${at}/ladder/${n}/do`)),
  ];
}

function lintCalendar(look: Look, clock: { calendar?: string } | undefined, at: string): Finding[] {
  return clock?.calendar === undefined ? [] : look('unknown-calendar', clock.calendar, `${at}/calendar`);
}

interface Params {
  properties: object;
  required: string[];
}

function lintAction(
  look: Look,
  { entity }: ProcessDefinition,
  action: string,
  params: Record<string, unknown> | undefined,
  at: string,
): Finding[] {
  const unknown = look('unknown-action', action, `${at}/action`);
  if (unknown.length > 0 || !isActionName(action)) return unknown;
  const { entities, params: wanted }: { entities: readonly string[]; params: Params } = ACTIONS[action];
  const given = Object.keys(params ?? {});
  return [
    ...(entities.length > 0 && !entities.includes(entity ?? '')
      ? [finding('action-entity', `${at}/action`, { action, entities: entities.join(', ') })]
      : []),
    ...wanted.required
      .filter((name) => !given.includes(name))
      .map((name) => finding('missing-property', params ? `${at}/with` : at, { name })),
    ...given
      .filter((name) => !Object.hasOwn(wanted.properties, name))
      .map((name) => finding('action-parameter', `${at}/with${pointer(name)}`, { action, name })),
  ];
}

function lintRole(look: Look, role: HumanStep['assign'], at: string): Finding[] {
  if (typeof role === 'string') return look('unknown-role', role, at);
  return resolversOf(role).flatMap((resolver, n) => {
    const place = Array.isArray(role) ? `${at}/${n}` : at;
    return [
      ...(resolver.by === 'managerOf' ? look('unknown-role', resolver.role, place) : []),
      ...(resolver.by === 'completerOf' ? look('unknown-step', resolver.step, place) : []),
      ...(resolver.else ? look('unknown-role', resolver.else, `${place}/else`) : []),
    ];
  });
}

function lintEffects(look: Look, effects: Effect[] | undefined, at: string): Finding[] {
  return (effects ?? []).flatMap((effect, n) => {
    const place = `${at}/${n}`;
    if ('notify' in effect) {
      return [
        ...[effect.notify].flat().flatMap((role) => look('unknown-role', role, `${place}/notify`)),
        ...(effect.template ? look('unknown-template', effect.template, `${place}/template`) : []),
      ];
    }
    if ('send' in effect)
      return [
        ...look('unknown-template', effect.template, `${place}/template`),
        ...(typeof effect.to === 'string' ? look('unknown-role', effect.to, `${place}/to`) : []),
      ];
    if ('open' in effect) return look('unknown-step', effect.open, `${place}/open`);
    if ('reassign' in effect) return lintRole(look, effect.reassign, `${place}/reassign`);
    return 'start' in effect ? look('unknown-process', effect.start, `${place}/start`) : [];
  });
}

/** A stage's status must be an entry of the list that the record's status field uses; an activity one of T10. */
function lintStatuses(definition: ProcessDefinition, catalogue: Catalogue): Finding[] {
  const entity = definition.entity ? catalogue.entity(definition.entity) : undefined;
  const list = entity?.fields[entity.statusField ?? 'status']?.list;
  return definition.stages.flatMap((stage, s) => [
    ...(stage.status === undefined || !list
      ? []
      : inList(catalogue, list, stage.status, pointer('stages', s, 'status'))),
    ...stage.steps.flatMap((step, n) =>
      step.kind === 'human' && step.activity !== undefined
        ? inList(catalogue, 'sales-activity', step.activity, pointer('stages', s, 'steps', n, 'activity'))
        : [],
    ),
  ]);
}

function inList(catalogue: Catalogue, key: string, code: string, at: string): Finding[] {
  const codes = catalogue.list(key)?.items.map((item) => item.code);
  if (!codes || codes.includes(code)) return [];
  const hint = closest(code, codes);
  return [finding('unknown-list-item', at, { list: key, name: code }, hint ? { hint: `${hint}?` } : {})];
}
