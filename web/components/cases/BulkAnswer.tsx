import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { FormFields } from '../../forms/FormFields';
import { specsOfForm } from '../../forms/spec';
import { useForm } from '../../forms/useForm';
import { filledIn } from '../../forms/values';
import { useText } from '../../i18n';
import type { TaskForm, Values } from '../../types';
import { useDefinition, useFormOf, type DefinedStep } from './useDefinition';

interface Props {
  definition: string | undefined;
  params: Values;
  change: (params: Values) => void;
}

/** The answer that many tasks of one step are completed with. */
export function BulkAnswer({ definition, params, change }: Props) {
  const { data } = useDefinition(definition);
  const step = data?.stages
    .flatMap((stage) => stage.steps.map((one) => ({ place: `${stage.id}/${one.id}`, one })))
    .find(({ place }) => place === params['step'])?.one;
  if (!step) return null;
  // another step has another form
  return <Answer key={String(params['step'])} step={step} params={params} change={change} />;
}

function Answer({ step, params, change }: { step: DefinedStep } & Omit<Props, 'definition'>) {
  const { t, label } = useText();
  const form = useFormOf(step);
  const { outcomes = [] } = step;
  const outcome = params['outcome'];
  return (
    <>
      {outcomes.length > 0 && (
        <Select
          label={t('task.outcome')}
          withAsterisk
          data={outcomes.map(({ id, title }) => ({ value: id, label: label(title) || id }))}
          value={typeof outcome === 'string' ? outcome : null}
          onChange={(chosen) => change({ ...params, outcome: chosen ?? undefined })}
        />
      )}
      {form && <Fields form={form} change={(given) => change({ ...params, with: given })} />}
    </>
  );
}

function Fields({ form, change }: { form: TaskForm; change: (given: Values) => void }) {
  const specs = useMemo(() => specsOfForm(form), [form]);
  const { values, shown, errors, set } = useForm(specs);
  return (
    <FormFields
      specs={shown}
      values={values}
      errors={errors}
      onChange={(name, value) => {
        set(name, value);
        change(filledIn(specs, { ...values, [name]: value }));
      }}
    />
  );
}
