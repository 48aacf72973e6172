import { isListType, isObjectType, type CelType } from '../expression/types';
import { SURE, type Shape } from '../expression/shape';
import { finding, pointer, type Finding } from './problem';
import { knowledgeOf, type Knowledge, type Names } from './values';

/** Values of `set` that their field cannot hold: later expressions rely on its type, and on its being there. */
export function assignmentsTo(set: unknown, at: string, names: Names): Finding[] {
  if (typeof set !== 'object' || set === null || Array.isArray(set)) return [];
  return Object.entries(set).flatMap(([path, value]: [string, unknown]) => {
    const target = targetOf(path, names);
    return target ? misfits(knowledgeOf(value, names), target, at + pointer(path)) : [];
  });
}

/** What the field at a JSON Pointer holds; null where the definition does not say. */
function targetOf(path: string, { env, shapes }: Names): Knowledge | null {
  const [root = '', ...parts] = path
    .slice(1)
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  let type: CelType | undefined = env[root];
  let shape: Shape = shapes[root] ?? SURE;
  for (const part of parts) {
    type = isObjectType(type) && Object.hasOwn(type, part) ? type[part] : undefined;
    shape = shape.fields?.[part] ?? SURE;
  }
  return type === undefined || parts.length === 0 ? null : { type, shape };
}

/** Why the value cannot stand where the target is wanted. */
export function misfits(value: Knowledge, target: Knowledge, at: string): Finding[] {
  const isEmpty = value.shape.empty && !target.shape.empty && !target.shape.untyped;
  return [
    ...(isEmpty ? [finding('possibly-missing', at, { name: 'null' })] : []),
    ...typesMisfit(value, target, at),
  ];
}

function typesMisfit(value: Knowledge, target: Knowledge, at: string): Finding[] {
  if (target.type === 'dyn') return [];
  if (value.type === 'dyn')
    return value.shape.untyped ? [finding('untyped-value', at, { name: at.split('/').at(-1) ?? '' })] : [];
  if (isObjectType(value.type) && isObjectType(target.type)) return fieldsMisfit(value, target, at);
  if (isList(value.type) && isList(target.type)) return itemsMisfit(value, target, at);
  if (value.type === target.type) return [];
  return [finding('wrong-value', at, { expected: nameOf(target.type), actual: nameOf(value.type) })];
}

function fieldsMisfit(value: Knowledge, target: Knowledge, at: string): Finding[] {
  const [own, wanted] = [value.type, target.type];
  if (!isObjectType(own) || !isObjectType(wanted)) return [];
  return Object.entries(wanted).flatMap(([name, type]) => {
    const shape = target.shape.fields?.[name] ?? SURE;
    const here = at + pointer(name);
    const given = own[name];
    if (given === undefined) return shape.absent ? [] : [finding('possibly-missing', here, { name })];
    const part = value.shape.fields?.[name] ?? SURE;
    return misfits({ type: given, shape: part }, { type, shape }, here);
  });
}

function itemsMisfit(value: Knowledge, target: Knowledge, at: string): Finding[] {
  const [own, wanted] = [itemOf(value), itemOf(target)];
  // A list without elements fits everywhere.
  if (own.type === 'dyn' && !own.shape.untyped) return [];
  return misfits(own, wanted, at);
}

function itemOf({ type, shape }: Knowledge): Knowledge {
  const inner = shape.each ?? SURE;
  if (isListType(type)) return { type: type[0], shape: inner };
  return { type: typeof type === 'string' ? type.slice('list<'.length, -1) : 'dyn', shape: inner };
}

function isList(type: CelType): boolean {
  return isListType(type) || (typeof type === 'string' && type.startsWith('list<'));
}

function nameOf(type: CelType): string {
  if (isList(type)) return 'list';
  return typeof type === 'string' ? type.replace('double', 'number') : 'object';
}
