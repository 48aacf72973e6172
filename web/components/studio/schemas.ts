import { queryOptions } from '@tanstack/react-query';
import type { Schema } from './editor/schemaWalk';

// The schemas are files of their own, fetched when an editor opens.
const addresses = import.meta.glob<string>('../../../definitions/schemas/*.schema.json', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The JSON Schema of a kind of definition, the very one that the checker uses. */
export const schemaQuery = (kind: string) =>
  queryOptions({
    queryKey: ['studio', 'schema', kind],
    staleTime: Infinity,
    async queryFn(): Promise<Schema | null> {
      const address = addresses[`../../../definitions/schemas/${kind}.schema.json`];
      if (address === undefined) return null;
      const answer = await fetch(address);
      // our own file, in the shape of a JSON Schema
      return answer.ok ? ((await answer.json()) as Schema) : null;
    },
  });
