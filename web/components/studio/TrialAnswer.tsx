import { Button, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { request } from '../../api';
import { FormFields } from '../../forms/FormFields';
import { specsOfForm } from '../../forms/spec';
import { useForm } from '../../forms/useForm';
import { filledIn } from '../../forms/values';
import { api } from '../../paths';
import { keys } from '../../queries';
import type { Definition } from '../../studioTypes';
import type { TaskForm, Values } from '../../types';
import { Loaded } from '../Loaded';
import { isObject } from './editor/schemaWalk';
import type { Asked, TrialStep } from './trialScript';
import { useStudioText } from './useStudioText';

interface Props {
  asked: Asked;
  /** The answers count as a whole; who approves or rejects may leave them out. */
  isWhole: boolean;
  add: (more: TrialStep) => void;
}

const NO_FORM: TaskForm = { schema: {} };

/** What the person who does the step answers, with the form that the task would have. */
export function AnswerStep({ asked, isWhole, add }: Props) {
  const { form } = asked;
  if (typeof form === 'string')
    return <PublishedForm formKey={form} asked={asked} isWhole={isWhole} add={add} />;
  return <Answers form={form ? { schema: form } : NO_FORM} asked={asked} isWhole={isWhole} add={add} />;
}

function PublishedForm({ formKey, ...props }: Props & { formKey: string }) {
  const query = useQuery({
    queryKey: keys.definition('form', formKey),
    queryFn: () => request<Definition>(api.definition('form', formKey)),
  });
  return <Loaded query={query}>{({ body }) => <Answers form={formOf(body)} {...props} />}</Loaded>;
}

function Answers({ form, asked: { outcomes }, isWhole, add }: Props & { form: TaskForm }) {
  const { t, label } = useStudioText();
  const specs = useMemo(() => specsOfForm(form), [form]);
  const { values, errors, shown, set, isValid } = useForm(specs);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const isMissing = outcomes.length > 0 && outcome === null;
  const submit = () => {
    setIsAsked(true);
    const answers = filledIn(shown, values);
    const isEmpty = Object.keys(answers).length === 0;
    if ((isWhole || !isEmpty) && !isValid()) return;
    if (isMissing) return;
    add({ ...(!isEmpty && { with: answers }), ...(outcome !== null && { outcome }) });
  };
  return (
    <section className="stack" aria-label={t('studio.answers')}>
      {shown.length > 0 && <FormFields specs={shown} values={values} errors={errors} onChange={set} />}
      {outcomes.length > 0 && (
        <Radio.Group
          label={t('task.outcome')}
          withAsterisk
          error={isAsked && isMissing && t('form.required')}
          value={outcome}
          onChange={setOutcome}
        >
          <div className="row radios">
            {outcomes.map(({ id, title }) => (
              <Radio key={id} value={id} label={label(title) || id} />
            ))}
          </div>
        </Radio.Group>
      )}
      <div>
        <Button variant="default" onClick={submit}>
          {t('studio.addStep')}
        </Button>
      </div>
    </section>
  );
}

function formOf({ schema, ui }: Values): TaskForm {
  // a published form was checked against its schema
  return { schema: isObject(schema) ? schema : {}, ...(isObject(ui) && { ui: ui as TaskForm['ui'] }) };
}
