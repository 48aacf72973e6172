import { Button, TextInput } from '@mantine/core';
import { useRef, useState, type FormEvent } from 'react';
import type { Label } from '../../types';
import { isKey } from './newDocument';
import { useStudioText } from './useStudioText';

interface Props {
  /** Codes that are there, also of what is deactivated. */
  taken: string[];
  add: (code: string, title: Required<Label>) => void;
}

const NOTHING = { code: '', zh: '', en: '' };

/** One more type or status, by its names in both languages. */
export function AddItem({ taken, add }: Props) {
  const { t } = useStudioText();
  const [item, setItem] = useState(NOTHING);
  const [isTried, setIsTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const code = item.code.trim();
  const faults = {
    code: taken.includes(code) ? t('studio.itemTaken') : !isKey(code) && t('studio.keyWrong'),
    zh: item.zh.trim() === '' && t('studio.nameWrong'),
    en: item.en.trim() === '' && t('studio.nameWrong'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = Object.values(faults).every((fault) => fault === false);
    setIsTried(!isRight);
    if (!isRight) return;
    add(code, { 'zh-CN': item.zh.trim(), en: item.en.trim() });
    setItem(NOTHING);
    first.current?.focus();
  };
  const field = (name: keyof typeof NOTHING, label: string) => (
    <TextInput
      label={label}
      value={item[name]}
      error={isTried && faults[name]}
      onChange={({ currentTarget: { value } }) => setItem((before) => ({ ...before, [name]: value }))}
      {...(name === 'zh' && { ref: first })}
    />
  );
  return (
    <form className="card stack" onSubmit={submit} noValidate aria-label={t('studio.addItem')}>
      <div className="row">
        {field('zh', t('studio.nameZh'))}
        {field('en', t('studio.nameEn'))}
        {field('code', t('studio.key'))}
      </div>
      <div>
        <Button type="submit" size="xs" variant="default">
          {t('studio.addItem')}
        </Button>
      </div>
    </form>
  );
}
