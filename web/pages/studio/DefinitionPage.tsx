import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../../api';
import { Facts } from '../../components/Facts';
import { Loaded } from '../../components/Loaded';
import { Migrate } from '../../components/studio/Migrate';
import { useNewDraft } from '../../components/studio/NewDraft';
import { PublishedView } from '../../components/studio/PublishedView';
import { schemaQuery } from '../../components/studio/schemas';
import '../../components/studio/studio.css';
import { tidy } from '../../components/studio/tidy';
import { useStudioText } from '../../components/studio/useStudioText';
import { Versions } from '../../components/studio/Versions';
import { dateTime } from '../../format';
import { api, withQuery } from '../../paths';
import { keys } from '../../queries';
import { useMay } from '../../session';
import type { Definition } from '../../studioTypes';
import { useAddress } from '../../useAddress';

/** One definition: what is published, its versions, and the cases that run on them. */
export function DefinitionPage() {
  const { t, label, language } = useStudioText();
  const { kind = '', key = '' } = useAddress();
  const mayWrite = useMay('definition.publish');
  const [version, setVersion] = useState<number>();
  // every value of the address is text here
  const { case: tried }: { case?: string } = useSearch({ strict: false });
  const draft = useNewDraft();
  const { data: schema } = useQuery(schemaQuery(kind));
  const query = useQuery({
    queryKey: keys.definition(kind, key, version),
    queryFn: () => request<Definition>(withQuery(api.definition(kind, key), { version })),
    placeholderData: (before) => before,
  });
  return (
    <div className="page">
      <Loaded query={query}>
        {(definition) => (
          <>
            <div className="row spread">
              <h1>{label(definition.title) || key}</h1>
              {mayWrite && kind !== 'entity' && (
                <Button
                  loading={draft.isPending}
                  onClick={() => draft.mutate({ from: { kind, key, version } })}
                >
                  {t('studio.edit')}
                </Button>
              )}
            </div>
            <Facts
              facts={[
                { title: t('studio.kind'), value: t(`studioOne.${kind}`) },
                { title: t('studio.key'), value: key },
                { title: t('studio.version'), value: definition.version },
                { title: t('studio.state'), value: t(`studio.${definition.status}`) },
                { title: t('studio.publishedAt'), value: dateTime(definition.publishedAt, language) },
              ]}
            />
            {tried && mayWrite && <p className="muted">{t('studio.triedOn')}</p>}
            <PublishedView definition={definition} />
          </>
        )}
      </Loaded>
      <Versions kind={kind} definition={key} show={setVersion} />
      {kind === 'process' && mayWrite && <Migrate definition={key} />}
      {query.data && (
        <section className="stack">
          <h2>{t('studio.content')}</h2>
          <pre className="studio-code" tabIndex={0} aria-label={t('studio.content')} role="region">
            {tidy(query.data.body, schema)}
          </pre>
        </section>
      )}
    </div>
  );
}
