import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { request } from '../../api';
import { api } from '../../paths';
import type { Draft } from '../../studioTypes';
import type { Values } from '../../types';
import { useStudioText } from './useStudioText';

interface Props {
  draft: Draft;
  name: string;
  take: (scenario: Values) => void;
}

interface Stored {
  name: string;
  scenario: Values;
}

/** Copies a scenario that is shipped with the program into the draft, where its author can change what is expected. */
export function TakeScenario({ draft: { kind, key }, name, take }: Props) {
  const { t } = useStudioText();
  const find = useMutation({
    mutationFn: () => request<{ items: Stored[] }>(api.definitionPart(kind, key, 'scenarios')),
    onSuccess({ items }) {
      const found = items.find((one) => one.name === name);
      if (found) take(found.scenario);
    },
  });
  return (
    <Button
      size="compact-xs"
      variant="default"
      title={t('studio.takeScenarioHelp')}
      loading={find.isPending}
      onClick={() => find.mutate()}
    >
      {t('studio.takeScenario')}
    </Button>
  );
}
