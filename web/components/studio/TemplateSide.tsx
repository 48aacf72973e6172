import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api';
import { FormFields } from '../../forms/FormFields';
import type { FieldSpec } from '../../forms/spec';
import { api } from '../../paths';
import type { Values } from '../../types';
import { ErrorBox } from '../ErrorBox';
import type { SideProps } from './sides';
import { useStudioText } from './useStudioText';

const FIELD = { required: false, readOnly: false, width: 6 } as const;
const SPECS: FieldSpec[] = [
  {
    ...FIELD,
    name: 'customerId',
    title: { 'zh-CN': '客户', en: 'Customer' },
    widget: 'ref',
    entity: 'customer',
  },
  {
    ...FIELD,
    name: 'invoiceId',
    title: { 'zh-CN': '发票', en: 'Invoice' },
    widget: 'ref',
    entity: 'invoice',
  },
  {
    ...FIELD,
    name: 'locale',
    title: { 'zh-CN': '语言', en: 'Language' },
    widget: 'radio',
    options: [
      { code: 'zh-CN', title: { 'zh-CN': '中文', en: 'Chinese' } },
      { code: 'en', title: { 'zh-CN': '英文', en: 'English' } },
    ],
  },
];

/** The letter as a real customer would get it; nothing is sent. */
export function TemplateSide({ text, errors }: SideProps) {
  const { t, language } = useStudioText();
  const [settled] = useDebouncedValue(text, 400);
  const [values, setValues] = useState<Values>({ locale: language });
  const hasData = Boolean(values['customerId'] ?? values['invoiceId']);
  const query = useQuery({
    queryKey: ['studio', 'template', settled, values],
    queryFn: () =>
      request<{ subject: string; html: string | null; text: string; missing: string[] }>(
        api.templatePreview,
        {
          method: 'POST',
          body: { text: settled, ...values },
        },
      ),
    enabled: hasData && errors === 0,
    placeholderData: (before) => before,
  });
  return (
    <div className="stack">
      <p className="muted">{t('studio.templateIntro')}</p>
      <FormFields
        specs={SPECS}
        values={values}
        errors={{}}
        onChange={(name, value) =>
          setValues(({ [name]: _, ...rest }) => (value ? { ...rest, [name]: value } : rest))
        }
      />
      {errors > 0 && <p className="muted">{t(query.data ? 'studio.letterWaits' : 'studio.correctFirst')}</p>}
      {query.error && <ErrorBox cause={query.error} />}
      {query.data && (
        <article className="card" aria-label={t('studio.side_template')}>
          {query.data.subject && <h3>{query.data.subject}</h3>}
          <pre className="letter">{query.data.text}</pre>
          {query.data.missing.length > 0 && (
            <p className="muted">{t('studio.noData', { names: query.data.missing.join(', ') })}</p>
          )}
        </article>
      )}
    </div>
  );
}
