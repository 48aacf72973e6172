import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { request } from '../../api';
import { api, withQuery } from '../../paths';
import { keys } from '../../queries';
import { useMeta } from '../../session';
import type { Definition, DefinitionItem } from '../../studioTypes';
import { createCompleter, type Completer } from './editor/complete';
import type { Name } from './editor/document';
import { bodiesNamed } from './editor/known';
import { schemaQuery } from './schemas';
import { useParsed } from './useParsed';
import { useStudioText } from './useStudioText';

const PEOPLE = { fields: 'code,name', limit: 200, sort: 'code' };
const NOBODY: Name[] = [];

/** Completion by the schema of the kind, what is published, and the forms and processes that the text names. */
export function useCompleter(kind: string, text: string): Completer | undefined {
  const { language } = useStudioText();
  const { entities, lists, roles } = useMeta();
  const { data: schema } = useQuery(schemaQuery(kind));
  const { data: scenario } = useQuery(schemaQuery('scenario'));
  const { data: known } = useQuery({
    queryKey: keys.definitions,
    queryFn: () => request<{ items: DefinitionItem[] }>(api.definitions),
  });
  const { data: people = NOBODY } = useQuery({
    queryKey: ['studio', 'people'],
    queryFn: () =>
      request<{ items: { code: string; name: string }[] }>(withQuery(api.records('employees'), PEOPLE)),
    select: ({ items }) => items.map(({ code, name }) => ({ name: code, detail: name })),
    enabled: kind === 'process',
  });
  const definitions = known?.items;
  const bodies = useBodies(useParsed(text, bodiesNamed), definitions);
  return useMemo(
    () =>
      schema
        ? createCompleter(schema, scenario ?? undefined, {
            definitions: definitions ?? [],
            entities,
            lists,
            people,
            roles,
            bodies,
            language,
          })
        : undefined,
    [schema, scenario, definitions, entities, lists, people, roles, bodies, language],
  );
}

/** Those of them that are published, each fetched once; a name that is being typed is none yet. */
function useBodies(names: string[], published: DefinitionItem[] | undefined): ReadonlyMap<string, unknown> {
  const found = (published ?? []).filter(({ kind, key }) => names.includes(`${kind}/${key}`));
  return useQueries({
    queries: found.map(({ kind, key }) => ({
      queryKey: keys.definition(kind, key),
      queryFn: () => request<Definition>(api.definition(kind, key)),
    })),
    combine: bodiesOf,
  });
}

function bodiesOf(answers: { data?: Definition }[]): ReadonlyMap<string, unknown> {
  return new Map(
    answers.flatMap(({ data }) => (data ? [[`${data.kind}/${data.key}`, data.body] as const] : [])),
  );
}
