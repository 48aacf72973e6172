/** A JSON Schema of ours, as far as it is looked at here. */
export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  if?: Schema | boolean;
  then?: Schema | boolean;
  else?: Schema | boolean;
  not?: Schema | boolean;
  anyOf?: (Schema | boolean)[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  discriminator?: unknown;
}

/**
 * `oneOf` answers a mistake with the errors of every branch. Where the branches can be told apart (by a constant, by a
 * key of their own, or by type) it is turned into if/then/else, so that only the branch that was meant speaks.
 */
export function withPreciseErrors(root: Schema): Schema {
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : resolve(root.$defs?.[schema.$ref.replace('#/$defs/', '')] ?? {});
  return replaceVariants(root, resolve);
}

type Resolve = (schema: Schema) => Schema;

function replaceVariants<T>(value: T, resolve: Resolve): T {
  if (typeof value !== 'object' || value === null) return value;
  // A copy of an array or of an object, member by member, has its type.
  if (Array.isArray(value)) return value.map((item: unknown) => replaceVariants(item, resolve)) as T;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    replaceVariants<unknown>(inner, resolve),
  ]);
  // As above.
  const copy = Object.fromEntries(entries) as T & Schema;
  if (!copy.oneOf || copy.discriminator !== undefined) return copy;
  const { oneOf, ...rest } = copy;
  // Without its `oneOf` and with a chain of conditions it is a schema like before.
  return { ...rest, ...chain(oneOf, resolve) } as T;
}

function chain(branches: Schema[], resolve: Resolve): Schema {
  const resolved = branches.map(resolve);
  let otherwise: Schema | false = false;
  for (const [n, branch] of [...branches.entries()].reverse()) {
    otherwise = { if: testOf(resolved[n] ?? {}, resolved), then: branch, else: otherwise };
  }
  return otherwise || {};
}

/** What only this branch has. */
function testOf(branch: Schema, all: Schema[]): Schema {
  if (branch.const !== undefined) return { const: branch.const };
  if (branch.enum) return { type: 'string' };
  if (branch.oneOf) return { anyOf: branch.oneOf.map((inner) => testOf(inner, [])) };
  if (branch.if !== undefined) return { type: 'object' };
  return branch.type === 'object' ? objectTest(branch, all) : { type: branch.type };
}

function objectTest(branch: Schema, all: Schema[]): Schema {
  const { properties = {}, required = [] } = branch;
  const tag = Object.entries(properties).find(
    ([name, { const: constant }]) => constant !== undefined && required.includes(name),
  );
  if (tag) return { type: 'object', properties: { [tag[0]]: tag[1] }, required: [tag[0]] };
  const others = all.filter((other) => other !== branch && other.type === 'object');
  const own = required.find((key) => others.every((other) => !other.required?.includes(key)));
  if (own) return { type: 'object', required: [own] };
  // Nothing is its own alone: it has what it requires and nothing that only others require.
  const foreign = others.flatMap((other) => other.required ?? []).filter((key) => !required.includes(key));
  return {
    type: 'object',
    required,
    not: { anyOf: [...foreign.map((key) => ({ required: [key] })), false] },
  };
}
