import { useQuery } from '@tanstack/react-query';
import { request } from '../api';
import { useText } from '../i18n';
import { api } from '../paths';
import { keys } from '../queries';
import { useMay } from '../session';
import type { Label } from '../types';

/** A record holds the id of its stage; the pipeline knows what the stages of sales are called. Others stay ids. */
export function StageName({ id }: { id: string }) {
  const { label } = useText();
  const mayAsk = useMay('report.pipeline');
  const { data } = useQuery({
    queryKey: keys.pipeline,
    queryFn: () => request<{ stages: { stage: string | null; title: Label | null }[] }>(api.pipeline),
    enabled: mayAsk,
    staleTime: 5 * 60_000,
  });
  return label(data?.stages.find(({ stage }) => stage === id)?.title) || id;
}
