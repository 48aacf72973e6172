import { celType, type TypeSchema } from '../expression/check';
import { shapeOf, type Shape } from '../expression/shape';
import type { CelType } from '../expression/types';
import type { ProcessDefinition } from '../generated/process';

/** Variables are closed even where the schema forgets to say so: a misspelt one is an error. */
export function varsType({ vars }: ProcessDefinition): CelType {
  return celType({ ...vars, type: 'object', properties: variablesOf(vars) });
}

/** A variable is there from the beginning when it has a default, or when nobody may start without it. */
export function varsShape({ vars, trigger }: ProcessDefinition): Shape {
  const properties = variablesOf(vars);
  const preset = Object.keys(properties).filter((name) => properties[name]?.default !== undefined);
  // What a record, an event or a time begins is given nothing.
  const required = trigger?.length ? [] : requiredOf({ vars });
  return shapeOf({ type: 'object', properties, required: [...required, ...preset] });
}

/** Variables without a default that nobody may start without. */
export function requiredOf({ vars }: Pick<ProcessDefinition, 'vars'>): string[] {
  const properties = variablesOf(vars);
  const required = (vars as TypeSchema | undefined)?.required ?? []; // a JSON Schema
  return required.filter((name) => properties[name]?.default === undefined);
}

export function variablesOf(
  vars: ProcessDefinition['vars'],
): Record<string, TypeSchema & { default?: unknown }> {
  // Variables are declared by a JSON Schema.
  return (vars?.['properties'] ?? {}) as Record<string, TypeSchema & { default?: unknown }>;
}
