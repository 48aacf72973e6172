import { Button, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { dateTime } from '../../format';
import { api } from '../../paths';
import { keys } from '../../queries';
import { useMay } from '../../session';
import type { DefinitionVersion } from '../../studioTypes';
import { toast } from '../../toast';
import { ConfirmReason } from '../ConfirmReason';
import { DataTable } from '../DataTable';
import { Loaded } from '../Loaded';
import { Changes } from './Changes';
import { useServed } from './useServed';
import { useStudioText } from './useStudioText';

interface Props {
  kind: string;
  definition: string;
  show: (version: number) => void;
}

export function useVersions(kind: string, key: string) {
  return useQuery({
    queryKey: keys.definitionPart(kind, key, 'versions'),
    queryFn: () => request<{ items: DefinitionVersion[] }>(api.definitionPart(kind, key, 'versions')),
  });
}

/** Every version that was ever published, and what differs between any two. */
export function Versions({ kind, definition, show }: Props) {
  const { t, language } = useStudioText();
  const isServed = useServed();
  const mayWrite = useMay('definition.publish') && isServed('/api/definitions/{kind}/{key}/retirement');
  const [retiring, setRetiring] = useState<number>();
  const query = useVersions(kind, definition);
  return (
    <section className="stack">
      <h2>{t('studio.allVersions')}</h2>
      <Loaded query={query}>
        {({ items }) => (
          <>
            <DataTable
              label={t('studio.allVersions')}
              rows={items}
              keyOf={({ version }) => String(version)}
              columns={[
                {
                  title: t('studio.version'),
                  cell: ({ version }) => (
                    <Button size="compact-sm" variant="subtle" onClick={() => show(version)}>
                      {t('studio.showVersion', { version })}
                    </Button>
                  ),
                },
                { title: t('studio.state'), cell: ({ status }) => t(`studio.${status}`) },
                {
                  title: t('studio.publishedAt'),
                  cell: ({ publishedAt }) => dateTime(publishedAt, language),
                },
                { title: t('studio.publishedBy'), cell: ({ publishedByLabel }) => publishedByLabel ?? '–' },
                { title: t('studio.running'), right: true, cell: ({ running }) => running },
                {
                  title: t('studio.action'),
                  cell: ({ version, status }) =>
                    mayWrite && status === 'published' ? (
                      <Button size="compact-xs" variant="default" onClick={() => setRetiring(version)}>
                        {t('studio.retire')}
                      </Button>
                    ) : (
                      '–'
                    ),
                },
              ]}
            />
            {items.length > 1 && <CompareTwo kind={kind} definition={definition} versions={items} />}
          </>
        )}
      </Loaded>
      {retiring !== undefined && (
        <Retire kind={kind} definition={definition} version={retiring} close={() => setRetiring(undefined)} />
      )}
    </section>
  );
}

function Retire({
  kind,
  definition,
  version,
  close,
}: Omit<Props, 'show'> & { version: number; close: () => void }) {
  const { t } = useStudioText();
  const queryClient = useQueryClient();
  const retire = useMutation({
    mutationFn: (reason: string) =>
      request(api.definitionPart(kind, definition, 'retirement'), {
        method: 'POST',
        body: { version, reason },
      }),
    meta: { quiet: true },
    onSuccess() {
      toast(t('studio.retiredNow', { version }));
      close();
      void queryClient.invalidateQueries({ queryKey: ['studio'] });
    },
  });
  return (
    <ConfirmReason
      title={t('studio.retireTitle', { version })}
      action={t('studio.retire')}
      isPending={retire.isPending}
      cause={retire.error}
      confirm={(reason) => retire.mutate(reason)}
      close={close}
    >
      <p>{t('studio.retireAsk')}</p>
    </ConfirmReason>
  );
}

function CompareTwo({ kind, definition, versions }: Omit<Props, 'show'> & { versions: DefinitionVersion[] }) {
  const { t } = useStudioText();
  const [newest, before] = versions.map(({ version }) => version).sort((a, b) => b - a);
  const [left, setLeft] = useState(before ?? 1);
  const [right, setRight] = useState(newest ?? 1);
  const choose = (label: string, value: number, set: (version: number) => void) => (
    <Select
      label={label}
      data={versions.map(({ version }) => String(version))}
      value={String(value)}
      allowDeselect={false}
      onChange={(chosen) => set(Number(chosen))}
    />
  );
  return (
    <section className="card stack" aria-label={t('studio.side_compare')}>
      <h3>{t('studio.side_compare')}</h3>
      <div className="row">
        {choose(t('studio.fromVersion'), left, setLeft)}
        {choose(t('studio.toVersion'), right, setRight)}
      </div>
      <Changes
        left={{ kind, key: definition, version: left }}
        right={{ kind, key: definition, version: right }}
      />
    </section>
  );
}
