type Schema = { [key: string]: unknown };

/**
 * `oneOf` answers a mistake with the errors of every branch. Where the branches can be told apart (by a constant, by a
 * key of their own, or by type) it is turned into if/then/else, so that only the branch that was meant speaks.
 */
export function withPreciseErrors(root: Schema): Schema {
  const resolve = (schema: Schema): Schema => {
    const ref = schema.$ref;
    return typeof ref === 'string'
      ? resolve((root.$defs as Record<string, Schema>)[ref.replace('#/$defs/', '')] ?? {})
      : schema;
  };
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
    const branches = copy.oneOf;
    if (!Array.isArray(branches) || 'discriminator' in copy) return copy;
    const { oneOf: _, ...rest } = copy;
    return { ...rest, ...chain(branches as Schema[], resolve) };
  };
  return walk(root) as Schema;
}

function chain(branches: Schema[], resolve: (schema: Schema) => Schema): Schema {
  const tests = branches.map((branch) => testOf(resolve(branch), branches.map(resolve)));
  return branches.reduceRight<Schema>(
    (otherwise, branch, n) => ({ if: tests[n] ?? {}, then: branch, else: otherwise }),
    false as unknown as Schema,
  );
}

/** What only this branch has. */
function testOf(branch: Schema, all: Schema[]): Schema {
  if ('const' in branch) return { const: branch.const };
  if ('enum' in branch) return { type: 'string' };
  if (Array.isArray(branch.oneOf)) return { anyOf: branch.oneOf.map((inner) => testOf(inner as Schema, [])) };
  if ('if' in branch) return { type: 'object' };
  if (branch.type !== 'object') return { type: branch.type };
  const properties = (branch.properties ?? {}) as Record<string, Schema>;
  const constant = Object.entries(properties).find(
    ([, schema]) => 'const' in schema && ((branch.required ?? []) as string[]).length > 0,
  );
  if (constant && ((branch.required ?? []) as string[]).includes(constant[0]))
    return { type: 'object', properties: { [constant[0]]: constant[1] }, required: [constant[0]] };
  const others = all.filter((other) => other !== branch && other.type === 'object');
  const own = ((branch.required ?? []) as string[]).find((key) =>
    others.every((other) => !((other.required ?? []) as string[]).includes(key)),
  );
  if (own) return { type: 'object', required: [own] };
  const foreign = others.flatMap((other) => (other.required ?? []) as string[]);
  return { type: 'object', not: { anyOf: [...foreign.map((key) => ({ required: [key] })), false] } };
}
