import { celType, type TypeSchema } from '../expression/check';
import { shapeOf, SURE } from '../expression/shape';
import { isObjectType } from '../expression/types';
import { ACTIONS, isActionName } from '../actions';
import type { Catalogue } from './catalogue';
import { misfits } from './assignments';
import { lookUp } from './lookup';
import { valuesIn, type Place } from './places';
import { finding, hasErrors, pointer, withMore, type Finding, type ProblemCode } from './problem';
import { entityShape, entityType } from './recordTypes';
import { knowledgeOf } from './values';
import { variablesOf, requiredOf } from './variables';
import { lintFieldWritten } from './written';

/** A parameter by its JSON Schema. */
type Params = Record<string, TypeSchema>;

/** What another process is given: variables that it has, of their types, and those that it cannot do without. */
export function inputIn(
  process: string,
  input: Record<string, unknown> | undefined,
  at: string,
  place: Place,
  catalogue: Catalogue,
): Finding[] {
  const child = catalogue.process(process);
  const found = valuesIn(input, at, place);
  if (!child || hasErrors(found)) return found;
  const params: Params = { ...variablesOf(child.vars), entityId: { type: 'string' } };
  const given = Object.keys(input ?? {});
  return withMore(found, [
    ...requiredOf(child)
      .filter((name) => !given.includes(name))
      .map((name) => finding('missing-property', input ? at : at.slice(0, at.lastIndexOf('/')), { name })),
    ...given.flatMap((name) => lookUp('unknown-field', name, at + pointer(name), Object.keys(params))),
    ...fitting(input, params, at, place),
  ]);
}

/** What an action is given: whether it has the parameter is looked up elsewhere. */
export function paramsIn(
  { action, with: given }: { action: string; with?: Record<string, unknown> },
  at: string,
  place: Place,
  catalogue: Catalogue,
): Finding[] {
  const found = valuesIn(given, at, place);
  if (hasErrors(found) || !isActionName(action)) return found;
  const { properties }: { properties: Params } = ACTIONS[action].params;
  return withMore(found, [
    ...fitting(given, properties, at, place),
    ...fieldsWritten(given, `${at}/set`, place, catalogue),
  ]);
}

/** What an action writes to a record that is named as it stands; whether it has the field is looked up elsewhere. */
function fieldsWritten(
  { entity, set }: Record<string, unknown> = {},
  at: string,
  place: Place,
  catalogue: Catalogue,
): Finding[] {
  const record = typeof entity === 'string' ? catalogue.entity(entity) : undefined;
  if (!record || typeof set !== 'object' || set === null || 'cel' in set) return [];
  const [types, { fields: shapes = {} }] = [
    entityType(record.key, catalogue),
    entityShape(record.key, catalogue),
  ];
  return Object.entries(set).flatMap(([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(record.fields, name) ? record.fields[name] : undefined;
    if (!field || !isObjectType(types)) return [];
    const wanted = { type: types[name] ?? 'dyn', shape: shapes[name] ?? SURE };
    const here = at + pointer(name);
    return [
      ...misfits(knowledgeOf(value, place), wanted, here),
      ...lintFieldWritten(field, catalogue, value, here),
    ];
  });
}

/** What a template is filled with; one without declared parameters takes none. */
export function fillingIn(
  template: string,
  given: Record<string, unknown> | undefined,
  at: string,
  catalogue: Catalogue,
): Finding[] {
  const { params } = catalogue.template(template) ?? {};
  // A JSON Schema of an object.
  const known = Object.keys((params as TypeSchema | undefined)?.properties ?? {});
  const code: ProblemCode = 'unknown-parameter';
  return params === undefined
    ? []
    : Object.keys(given ?? {}).flatMap((name) => lookUp(code, name, at + pointer(name), known));
}

/** An empty value is refused where the schema takes none; of what is not declared nothing is said here. */
function fitting(
  given: Record<string, unknown> | undefined,
  params: Params,
  at: string,
  place: Place,
): Finding[] {
  return Object.entries(given ?? {}).flatMap(([name, value]) => {
    const schema = Object.hasOwn(params, name) ? params[name] : undefined;
    if (!schema) return [];
    const wanted = { type: celType(schema), shape: schema.type === 'object' ? SURE : shapeOf(schema) };
    return misfits(knowledgeOf(value, place), wanted, at + pointer(name));
  });
}
