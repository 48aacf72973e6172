import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { newKey, request } from '../api';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { useMay } from '../session';
import { toastProblem } from '../toast';
import { Dialog, DialogActions } from './Dialog';

interface Start {
  key: string;
  title: Record<string, string>;
}

/** A button for those who may start processes by hand, where there is one for such records. */
export function StartProcess({ entity, id }: { entity: string; id: string }) {
  const { t } = useText();
  const may = useMay('process.start');
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['process-starts', entity],
    queryFn: () => request<{ items: Start[] }>(withQuery(api.processStarts, { entity })),
    enabled: may,
  });
  if (!may || !data?.items.length) return null;
  return (
    <>
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        {t('record.startProcess')}
      </Button>
      {isOpen && <StartDialog starts={data.items} entity={entity} id={id} close={() => setOpen(false)} />}
    </>
  );
}

function StartDialog({
  starts,
  entity,
  id,
  close,
}: {
  starts: Start[];
  entity: string;
  id: string;
  close: () => void;
}) {
  const { t, label } = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [definition, choose] = useState(starts[0]?.key ?? '');
  const key = useRef(newKey());
  const start = useMutation({
    mutationFn: () =>
      request<{ instanceId: string }>(api.processes, {
        method: 'POST',
        body: { definition, entity, entityId: id },
        key: key.current,
      }),
    async onSuccess({ instanceId }) {
      close();
      await queryClient.invalidateQueries();
      await navigate({ to: page.process(instanceId) });
    },
    onError(cause) {
      key.current = newKey();
      toastProblem(cause);
    },
  });
  return (
    <Dialog title={t('record.startProcess')} close={close}>
      <div className="stack">
        <Select
          label={t('record.whichProcess')}
          data={starts.map((item) => ({ value: item.key, label: label(item.title) }))}
          value={definition}
          onChange={(value) => choose(value ?? definition)}
          allowDeselect={false}
        />
        <DialogActions
          action={t('record.startNow')}
          isPending={start.isPending}
          confirm={() => start.mutate()}
          close={close}
        />
      </div>
    </Dialog>
  );
}
