import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';
import { keys } from '../../queries';
import type { Label, ProcessStep, TaskForm } from '../../types';

export interface DefinedStep {
  id: string;
  kind: ProcessStep['kind'];
  title?: Label;
  /** A form's key, or its JSON Schema. */
  form?: string | Record<string, unknown>;
  outcomes?: { id: string; title: Label }[];
}

interface Defined {
  stages: { id: string; title: Label; steps: DefinedStep[] }[];
}

/** The newest version of a process. */
export function useDefinition(key: string | undefined) {
  return useQuery({
    queryKey: keys.definition('process', key ?? ''),
    enabled: key !== undefined,
    queryFn: () => request<{ body: Defined }>(api.definition('process', key ?? '')),
    select: ({ body }) => body,
  });
}

/** What a step asks for; the server checks each task against the form that it was opened with. */
export function useFormOf({ form }: Pick<DefinedStep, 'form'>) {
  const key = typeof form === 'string' ? form : undefined;
  const query = useQuery({
    queryKey: keys.definition('form', key ?? ''),
    enabled: key !== undefined,
    queryFn: () => request<{ body: TaskForm }>(api.definition('form', key ?? '')),
    select: ({ body }) => body,
  });
  return typeof form === 'object' ? { schema: form } : (query.data ?? null);
}
