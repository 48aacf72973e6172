import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api';
import { Diagram } from '../../components/Diagram';
import { Facts } from '../../components/Facts';
import { Loaded } from '../../components/Loaded';
import { pretty } from '../../components/studio/newDocument';
import { useNewDraft } from '../../components/studio/NewDraft';
import { outlineOf } from '../../components/studio/outline';
import '../../components/studio/studio.css';
import { useStudioText } from '../../components/studio/useStudioText';
import { dateTime } from '../../format';
import { api } from '../../paths';
import { keys } from '../../queries';
import { useMay } from '../../session';
import type { Definition } from '../../studioTypes';
import { useAddress } from '../../useAddress';

/** One definition as it is published. */
export function DefinitionPage() {
  const { t, label, language } = useStudioText();
  const { kind = '', key = '' } = useAddress();
  const mayWrite = useMay('definition.publish');
  const draft = useNewDraft();
  const query = useQuery({
    queryKey: keys.definition(kind, key),
    queryFn: () => request<Definition>(api.definition(kind, key)),
  });
  return (
    <div className="page">
      <Loaded query={query}>
        {({ title, version, status, publishedAt, body }) => (
          <>
            <div className="row spread">
              <h1>{label(title) || key}</h1>
              {mayWrite && (
                <Button loading={draft.isPending} onClick={() => draft.mutate({ from: { kind, key } })}>
                  {t('studio.edit')}
                </Button>
              )}
            </div>
            <Facts
              facts={[
                { title: t('studio.kind'), value: t(`studioKind.${kind}`) },
                { title: t('studio.key'), value: key },
                { title: t('studio.version'), value: version },
                { title: t('studio.state'), value: t(`studio.${status}`) },
                { title: t('studio.publishedAt'), value: dateTime(publishedAt, language) },
              ]}
            />
            {kind === 'process' && <ProcessOutline body={body} />}
            <section className="stack">
              <h2>{t('studio.content')}</h2>
              <pre className="studio-code" tabIndex={0} aria-label={t('studio.content')} role="region">
                {pretty(body)}
              </pre>
            </section>
          </>
        )}
      </Loaded>
    </div>
  );
}

function ProcessOutline({ body }: { body: unknown }) {
  const { t, label } = useStudioText();
  const { title, stages, links } = outlineOf(body);
  return (
    <section className="stack">
      <h2>{t('proc.diagram')}</h2>
      <Diagram title={label(title)} stages={stages} links={links} />
    </section>
  );
}
