import { ACTIONS, isActionName } from '../actions';
import type { ProcessDefinition } from '../generated/process';
import type { Catalogue } from './catalogue';
import { lookUp, type Look } from './lookup';
import { finding, pointer, type Finding } from './problem';

interface Params {
  properties: object;
  required: string[];
}

/** A registered action with parameters that it has, on a record that it knows. */
export function lintAction(
  look: Look,
  catalogue: Catalogue,
  { entity }: ProcessDefinition,
  { action, with: params }: { action: string; with?: Record<string, unknown> },
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
    ...namesGiven(look, catalogue, params ?? {}, `${at}/with`),
  ];
}

/** Names that stand there as they are; what is computed is known only when it runs. */
function namesGiven(
  look: Look,
  catalogue: Catalogue,
  { template, entity, set }: Record<string, unknown>,
  at: string,
): Finding[] {
  const found = [
    ...(typeof template === 'string' ? look('unknown-template', template, `${at}/template`) : []),
    ...(typeof entity === 'string' ? look('unknown-entity', entity, `${at}/entity`) : []),
  ];
  const record = typeof entity === 'string' ? catalogue.entity(entity) : undefined;
  if (!record || typeof set !== 'object' || set === null || 'cel' in set) return found;
  const fields = Object.keys(record.fields);
  const names = Object.keys(set);
  return [
    ...found,
    ...names.flatMap((name) => lookUp('unknown-field', name, `${at}/set${pointer(name)}`, fields)),
  ];
}
