import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { newKey, request } from '../api';
import { NotFound } from '../components/PageState';
import { RecordForm } from '../forms/RecordForm';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { useEntity } from '../session';
import { toast } from '../toast';
import type { DataRecord, EntityDefinition, Values } from '../types';
import { useAddress } from '../useAddress';

export function CreatePage() {
  const { path } = useAddress();
  const entity = useEntity(path);
  return entity ? <Create key={entity.key} entity={entity} /> : <NotFound />;
}

function Create({ entity }: { entity: EntityDefinition }) {
  const { t, label } = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // one key for each content: sending the same twice creates one record
  const sent = useRef({ content: '', key: '' });
  const create = useMutation({
    mutationFn(body: Values) {
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return request<DataRecord>(api.records(entity.path), { method: 'POST', body, key: sent.current.key });
    },
    meta: { quiet: true },
    async onSuccess(record) {
      toast(t('record.created'));
      void queryClient.invalidateQueries({ queryKey: ['records'] });
      await navigate({ to: page.record(entity.path, record.id) });
    },
  });
  return (
    <div className="page">
      <h1>{t('list.create', { name: label(entity.title) })}</h1>
      <div className="card">
        <RecordForm
          entity={entity}
          isPending={create.isPending}
          cause={create.error}
          save={(values, fail) => create.mutate(values, { onError: fail })}
          cancel={() => void navigate({ to: page.list(entity.path) })}
        />
      </div>
    </div>
  );
}
