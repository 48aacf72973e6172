import type { ComponentType } from 'react';
import type { Definition } from '../../studioTypes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Calendar } from '../../../domain/calendar/types';
import { request } from '../../api';
import { api } from '../../paths';
import { useMay } from '../../session';
import type { ListDefinition, TaskForm } from '../../types';
import { toast } from '../../toast';
import { useOnePress } from '../useOnePress';
import { Diagram } from '../Diagram';
import { Preview } from './FormSide';
import { ListItems } from './ListSide';
import { outlineOf } from './outline';
import { useStudioText } from './useStudioText';
import { useServed } from './useServed';
import { Year } from './Year';

const VIEWS: Record<string, ComponentType<{ definition: Definition }>> = {
  process: ProcessOutline,
  calendar: CalendarYear,
  form: FormView,
  list: ListView,
};

/** What a definition is, the way people look at it. */
export function PublishedView({ definition }: { definition: Definition }) {
  const View = VIEWS[definition.kind];
  return View ? <View definition={definition} /> : null;
}

function ProcessOutline({ definition }: { definition: Definition }) {
  const { t, label } = useStudioText();
  const { title, stages, links } = outlineOf(definition.body);
  const seesAll = useMay('task.all');
  return (
    <section className="stack">
      <h2>{t('proc.diagram')}</h2>
      <Diagram title={label(title)} stages={stages} links={links} />
      <p>
        <a href={api.bpmn(definition.key, definition.version)} download>
          {t('studio.bpmn')}
        </a>
        {seesAll && (
          <>
            {' · '}
            <a href={api.processLog(definition.key)}>{t('times.xes')}</a>
          </>
        )}
      </p>
    </section>
  );
}

// What is published was checked by the schema of its kind, here and below.
function CalendarYear({ definition }: { definition: Definition }) {
  return <Year calendar={definition.body as unknown as Calendar} />; // by its schema
}

function FormView({ definition }: { definition: Definition }) {
  return <Preview form={definition.body as unknown as TaskForm} />; // by its schema
}

/** Turning an item off or on publishes a new version of the list; records that name it keep it. */
function ListView({ definition }: { definition: Definition }) {
  const { t } = useStudioText();
  const isServed = useServed();
  const mayWrite = useMay('definition.publish') && isServed('/api/lists/{key}/items/{id}/deactivation');
  const queryClient = useQueryClient();
  const turn = useMutation({
    mutationFn: ({ code, isActive }: { code: string; isActive: boolean }) =>
      request(api.listItem(definition.key, code, isActive ? 'activation' : 'deactivation'), {
        method: 'POST',
        body: {},
      }),
    onSuccess(_, { isActive }) {
      toast(t(isActive ? 'studio.activated' : 'studio.deactivated'));
      void queryClient.invalidateQueries();
    },
  });
  const act = useOnePress(turn.mutate);
  const { items } = definition.body as unknown as ListDefinition; // by its schema
  return (
    <section className="stack">
      <p className="muted">{t('studio.listIntro')}</p>
      <ListItems
        items={items}
        {...(mayWrite && { act: ({ code }, _, isActive) => act({ code, isActive }) })}
      />
    </section>
  );
}
