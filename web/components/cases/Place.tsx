import { Select } from '@mantine/core';
import { useText } from '../../i18n';
import type { Values } from '../../types';
import { useDefinition } from './useDefinition';

interface Props {
  definition: string | undefined;
  kind: 'stage' | 'step';
  /** Which kinds of step are meant; absent = every. */
  kinds?: readonly string[] | undefined;
  params: Values;
  error?: string | undefined;
  change: (params: Values) => void;
}

/** A stage or a step of the definition that the list is narrowed to. */
export function Place({ definition, kind, kinds, params, error, change }: Props) {
  const { t, label } = useText();
  const query = useDefinition(definition);
  if (definition === undefined) return <p className="muted">{t('cases.needsDefinition')}</p>;
  const stages = query.data?.stages ?? [];
  const options =
    kind === 'stage'
      ? stages.map(({ id, title }) => ({ value: id, label: label(title) || id }))
      : stages.flatMap((stage) =>
          stage.steps
            .filter((step) => kinds?.includes(step.kind) ?? true)
            .map(({ id, title }) => ({
              value: `${stage.id}/${id}`,
              label: `${label(stage.title)} / ${label(title) || id}`,
            })),
        );
  const value = params[kind];
  return (
    <Select
      label={t(kind === 'stage' ? 'cases.toStage' : 'cases.step')}
      data={options}
      // a step of another operation may not be among them
      value={options.find((option) => option.value === value)?.value ?? null}
      allowDeselect={false}
      openOnFocus={false}
      error={error}
      withAsterisk
      onChange={(chosen) => change({ ...params, [kind]: chosen })}
      searchable
    />
  );
}
