import { Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { flushSync } from 'react-dom';
import { newKey, Problem, request } from '../../api';
import { api, page, withQuery } from '../../paths';
import { keys } from '../../queries';
import type { DefinitionItem, Draft, DraftItem } from '../../studioTypes';
import { toast } from '../../toast';
import { draftableKinds, isKey, newDocument } from './newDocument';
import { useStudioText } from './useStudioText';
import { Dialog, DialogActions } from '../Dialog';
import { useFieldErrors } from '../useFieldErrors';
import { useOnePress } from '../useOnePress';

export type NewDraftBody =
  { kind: string; key: string; text: string } | { from: { kind: string; key: string; version?: number } };

/** Makes a draft, or finds the one there is, and opens it. */
export function useNewDraft() {
  const { t } = useStudioText();
  // every value of the address is text here
  const { case: tried }: { case?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const key = useRef(newKey());
  const create = useMutation({
    mutationFn: async (body: NewDraftBody) => {
      const there = 'from' in body && (await draftOf(body.from));
      if (there) {
        toast(t('studio.exists'));
        return there;
      }
      // somebody else may begin one at this moment
      try {
        return await request<Draft>(api.drafts, { method: 'POST', body, key: key.current });
      } catch (cause) {
        const id = cause instanceof Problem && cause.code === 'DRAFT_EXISTS' && cause.details['id'];
        if (typeof id !== 'string') throw cause;
        toast(t('studio.exists'));
        return { id };
      } finally {
        key.current = newKey();
      }
    },
    onSuccess({ id }) {
      void queryClient.invalidateQueries({ queryKey: keys.drafts });
      void navigate({ to: withQuery(page.draft(id), { case: tried }) });
    },
  });
  const { isPending, error } = create;
  return { isPending, error, mutate: useOnePress((body: NewDraftBody) => create.mutate(body)) };
}

/** A definition has one draft. That it is there already is no mistake of who wants to edit it. */
async function draftOf({ kind, key }: { kind: string; key: string }): Promise<DraftItem | undefined> {
  const { items } = await request<{ items: DraftItem[] }>(api.drafts);
  return items.find((draft) => draft.kind === kind && draft.key === key);
}

const SCRATCH = '';

/** Asks what the new draft is to be: from a blank template, or a new version of something published. */
export function NewDraft({ published, close }: { published: DefinitionItem[]; close: () => void }) {
  const { t, label } = useStudioText();
  const create = useNewDraft();
  const [kind, setKind] = useState<string>('process');
  const [from, setFrom] = useState(SCRATCH);
  const [names, setNames] = useState({ key: '', zh: '', en: '' });
  const [isTried, setIsTried] = useState(false);
  const isTaken = published.some((item) => item.kind === kind && item.key === names.key);
  // somebody else may have published it meanwhile
  const refused = useFieldErrors(create.error)['key'];
  const keyFault = isTaken ? t('studio.keyTaken') : !isKey(names.key) && t('studio.keyWrong');
  const isNamed = names.zh.trim() !== '' && names.en.trim() !== '';
  const known = draftableKinds.find((one) => one === kind) ?? 'process';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    flushSync(() => setIsTried(true));
    event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    if (from !== SCRATCH) create.mutate({ from: { kind, key: from } });
    else if (isNamed && keyFault === false) {
      const title = { 'zh-CN': names.zh.trim(), en: names.en.trim() };
      create.mutate({ kind, key: names.key, text: newDocument(known, names.key, title) });
    }
  };
  const field = (name: keyof typeof names, title: string, error: string | false, more: object = {}) => (
    <TextInput
      label={title}
      withAsterisk
      value={names[name]}
      error={isTried && error}
      onChange={({ currentTarget: { value } }) => setNames((before) => ({ ...before, [name]: value }))}
      {...more}
    />
  );
  return (
    <Dialog title={t('studio.newDraft')} close={close}>
      <form className="stack" onSubmit={submit} noValidate>
        <Select
          label={t('studio.kind')}
          data={draftableKinds.map((value) => ({ value, label: t(`studioOne.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => {
            setKind(value ?? 'process');
            setFrom(SCRATCH);
          }}
        />
        <Select
          label={t('studio.from')}
          data={[
            { value: SCRATCH, label: t('studio.fromScratch') },
            ...published
              .filter((item) => item.kind === kind)
              .map(({ key, title }) => ({ value: key, label: `${label(title) || key} (${key})` })),
          ]}
          value={from}
          allowDeselect={false}
          searchable
          onChange={(value) => setFrom(value ?? SCRATCH)}
        />
        {from === SCRATCH && (
          <>
            {field('key', t('studio.key'), keyFault || (refused ?? false), {
              description: t('studio.keyHelp'),
              'data-autofocus': true,
            })}
            {field('zh', t('studio.nameZh'), names.zh.trim() === '' && t('studio.nameWrong'))}
            {field('en', t('studio.nameEn'), names.en.trim() === '' && t('studio.nameWrong'))}
          </>
        )}
        <DialogActions action={t('studio.create')} isPending={create.isPending} close={close} />
      </form>
    </Dialog>
  );
}
