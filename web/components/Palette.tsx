import { Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type KeyboardEvent } from 'react';
import { request } from '../api';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import type { Label } from '../types';
import { navGroups } from './nav';

interface Hit {
  entityTitle: Label;
  path: string;
  id: string;
  number: string;
  title: string;
}

interface Choice {
  to: string;
  kind: string;
  text: string;
}

/** Pages and records by name, pinyin, number or phone. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useText();
  const [opener] = useState(() => document.activeElement);
  const [typed, setTyped] = useState('');
  const [position, setPosition] = useState(0);
  const navigate = useNavigate();
  const choices = useChoices(typed.trim());
  const go = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    void navigate({ to: choice.to });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // typing with an input method ends with Enter too
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPosition((now) => Math.max(0, Math.min(choices.length - 1, now + step)));
    } else if (event.key === 'Enter') go(choices[position]);
  };
  return (
    <Modal
      opened
      onClose={() => {
        close();
        // who goes nowhere is where they were
        if (opener instanceof HTMLElement) opener.focus();
      }}
      title={t('palette.title')}
      size="lg"
      yOffset="10vh"
      centered={false}
      closeButtonProps={{ 'aria-label': t('confirm.cancel') }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={choices[position] ? `palette-${position}` : undefined}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setPosition(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id="palette-list" role="listbox" aria-label={t('palette.title')} className="palette-list">
        {choices.map((choice, index) => (
          <div
            key={choice.to}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === position}
            className="palette-choice"
            onClick={() => go(choice)}
          >
            <span>{choice.text}</span>
            <span className="muted small">{choice.kind}</span>
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className="muted">{t('palette.nothing')}</p>}
    </Modal>
  );
}

function useChoices(typed: string): Choice[] {
  const { t, language, label } = useText();
  const meta = useMeta();
  const [q] = useDebouncedValue(typed, 150);
  const { data } = useQuery({
    queryKey: keys.search(q),
    queryFn: ({ signal }) => request<{ items: Hit[] }>(withQuery(api.search, { q }), { signal }),
    enabled: q !== '',
  });
  const pages = navGroups(meta, t, language)
    .flatMap(({ items }) => items)
    .filter((item) => item.label.toLowerCase().includes(typed.toLowerCase()))
    .map((item) => ({ to: item.to, text: item.label, kind: t('palette.pages') }));
  const records = (q === '' ? [] : (data?.items ?? [])).map((hit) => ({
    to: page.record(hit.path, hit.id),
    text: hit.title === hit.number ? hit.title : `${hit.title} · ${hit.number}`,
    kind: label(hit.entityTitle),
  }));
  return [...records, ...pages];
}
