import { Button } from '@mantine/core';
import { parse } from 'jsonc-parser';
import { useMemo, useState } from 'react';
import { FormFields } from '../../forms/FormFields';
import { specsOfForm } from '../../forms/spec';
import { useForm } from '../../forms/useForm';
import { carriedOver } from './carriedOver';
import { toast } from '../../toast';
import type { TaskForm } from '../../types';
import { isObject } from './editor/schemaWalk';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

/** The form as a task shows it, with the same fields and the same checks. */
export function FormSide({ text, errors }: SideProps) {
  const { t } = useStudioText();
  const form = useMemo(() => (errors > 0 ? null : formIn(text)), [text, errors]);
  // while a word is half written the last form stays, with what was filled in
  const [shown, setShown] = useState(form);
  if (form && form !== shown) setShown(form);
  if (!shown) return <p className="muted">{t('studio.correctFirst')}</p>;
  return (
    <>
      {!form && <p className="muted">{t('studio.formWaits')}</p>}
      <Preview form={shown} />
    </>
  );
}

export function Preview({ form }: { form: TaskForm }) {
  const { t } = useStudioText();
  const specs = useMemo(() => specsOfForm(form), [form]);
  const { values, errors, shown, set, setValues, setErrors, isValid } = useForm(specs);
  const [drawn, setDrawn] = useState(specs);
  if (drawn !== specs) {
    setDrawn(specs);
    setValues(carriedOver(values, drawn, specs));
    setErrors({});
  }
  return (
    <section className="card stack" aria-label={t('studio.side_form')}>
      <FormFields specs={shown} values={values} errors={errors} onChange={set} />
      <div>
        <Button
          variant="default"
          onClick={() => {
            if (isValid()) toast(t('studio.formFits'));
          }}
        >
          {t('studio.tryForm')}
        </Button>
      </div>
    </section>
  );
}

function formIn(text: string): TaskForm | null {
  const document: unknown = parse(text);
  if (!isObject(document) || !isObject(document['schema'])) return null;
  const { schema, ui } = document;
  // the checker found no error in it
  return { schema, ...(isObject(ui) && { ui: ui as TaskForm['ui'] }) };
}
