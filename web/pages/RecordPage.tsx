import { Alert, Button, Loader } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem, request, requestRecord, type LoadedRecord } from '../api';
import { DeleteRecord } from '../components/DeleteRecord';
import { ErrorBox } from '../components/ErrorBox';
import { Link } from '../components/Link';
import { NotFound } from '../components/PageState';
import { PaymentActions } from '../components/PaymentActions';
import { RecordFacts } from '../components/RecordFacts';
import { RecordSide } from '../components/RecordSide';
import { StagePath } from '../components/StagePath';
import { RecordForm } from '../forms/RecordForm';
import { useText } from '../i18n';
import { api, page } from '../paths';
import { keys } from '../queries';
import { useEntity } from '../session';
import { toast } from '../toast';
import type { DataRecord, EntityDefinition, Page, ProcessItem, Values } from '../types';
import { useAddress } from '../useAddress';

export function RecordPage() {
  const { path, id = '' } = useAddress();
  const entity = useEntity(path);
  return entity ? <Loaded key={id} entity={entity} id={id} /> : <NotFound />;
}

function Loaded({ entity, id }: { entity: EntityDefinition; id: string }) {
  const { t } = useText();
  const record = useQuery({
    queryKey: keys.record(entity.path, id),
    queryFn: () => requestRecord(api.record(entity.path, id)),
  });
  const processes = useQuery({
    queryKey: keys.recordProcesses(entity.path, id),
    queryFn: () => request<Page<ProcessItem>>(api.recordProcesses(entity.path, id)),
  });
  if (record.error) return <ErrorBox cause={record.error} retry={() => void record.refetch()} />;
  if (!record.data)
    return (
      <div className="centered" role="status" aria-label={t('app.loading')}>
        <Loader />
      </div>
    );
  const items = processes.data?.items ?? [];
  const about = items.filter((item) => item.entityId === id);
  // the process that the record's stage is of; others, as a credit release, stand in the list beside
  const own =
    about.find((item) => item.endedAt === null && item.stage === record.data?.record.stage) ?? about[0];
  return (
    <div className="page">
      {own && <StagePath processId={own.id} />}
      <div className="record">
        <Content entity={entity} {...record.data} />
        <RecordSide entity={entity} id={id} processes={items} />
      </div>
    </div>
  );
}

function Content({ entity, record, allow }: { entity: EntityDefinition } & LoadedRecord) {
  const { t, label } = useText();
  const [isEditing, setEditing] = useState(false);
  const title = String(record[entity.titleField ?? 'number'] ?? record.number ?? '');
  return (
    <div className="stack">
      <div className="row spread">
        <div>
          <Link to={page.list(entity.path)} className="small">
            {label(entity.plural)}
          </Link>
          <h1>{title}</h1>
          {record.number !== undefined && record.number !== title && (
            <span className="muted small">{record.number}</span>
          )}
        </div>
        {!isEditing && (
          <div className="row">
            {entity.key === 'payment' && <PaymentActions payment={record} />}
            {allow.includes('DELETE') && <DeleteRecord entity={entity} record={record} title={title} />}
            {allow.includes('PATCH') && (
              <Button variant="light" onClick={() => setEditing(true)}>
                {t('record.edit')}
              </Button>
            )}
          </div>
        )}
      </div>
      {isEditing ? (
        <Edit entity={entity} record={record} close={() => setEditing(false)} />
      ) : (
        <RecordFacts entity={entity} record={record} />
      )}
    </div>
  );
}

function Edit({
  entity,
  record,
  close,
}: {
  entity: EntityDefinition;
  record: DataRecord;
  close: () => void;
}) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const update = useMutation({
    mutationFn: (body: Values) =>
      request<DataRecord>(api.record(entity.path, record.id), {
        method: 'PATCH',
        body,
        version: record.version,
      }),
    meta: { quiet: true },
    async onSuccess(saved) {
      toast(t('record.saved'));
      queryClient.setQueryData<LoadedRecord>(
        keys.record(entity.path, record.id),
        (loaded) => loaded && { ...loaded, record: saved },
      );
      close();
      await queryClient.invalidateQueries({ queryKey: ['records', entity.path] });
    },
    // the newest is shown, and typing starts from it
    onError: (cause) =>
      isConflict(cause)
        ? queryClient.invalidateQueries({ queryKey: keys.record(entity.path, record.id) })
        : undefined,
  });
  const save = (values: Values, fail: (cause: unknown) => void) =>
    Object.keys(values).length === 0 ? close() : update.mutate(values, { onError: fail });
  return (
    <div className="card stack">
      {isConflict(update.error) && (
        <Alert color="yellow" role="alert">
          {t('record.conflict')}
        </Alert>
      )}
      <RecordForm
        key={record.version}
        entity={entity}
        record={record}
        isPending={update.isPending}
        cause={isConflict(update.error) ? null : update.error}
        save={save}
        cancel={close}
      />
    </div>
  );
}

function isConflict(cause: unknown): boolean {
  return cause instanceof Problem && cause.status === 412;
}
