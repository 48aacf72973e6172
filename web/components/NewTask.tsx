import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, type FormEvent } from 'react';
import { newKey, request } from '../api';
import { FormFields } from '../forms/FormFields';
import type { FieldSpec } from '../forms/spec';
import { useForm } from '../forms/useForm';
import { filledIn } from '../forms/values';
import { useText } from '../i18n';
import { api } from '../paths';
import { toast } from '../toast';
import { Dialog, DialogActions } from './Dialog';

const FIELD = { required: false, readOnly: false, width: 12 } as const;
const SPECS: FieldSpec[] = [
  {
    ...FIELD,
    name: 'title',
    title: { 'zh-CN': '任务内容', en: 'What is to be done' },
    widget: 'text',
    required: true,
    maxLength: 200,
  },
  {
    ...FIELD,
    name: 'assigneeId',
    title: { 'zh-CN': '负责人', en: 'Assignee' },
    widget: 'ref',
    entity: 'employee',
    required: true,
    width: 6,
  },
  {
    ...FIELD,
    name: 'activity',
    title: { 'zh-CN': '活动类型', en: 'Kind of activity' },
    help: {
      'zh-CN': '选择后按类型定期限；未联系上会再次提醒，完成后可接着安排下一项。',
      en: 'It says when it is due; without an answer it comes again, and it may lead to the next.',
    },
    widget: 'list',
    list: 'sales-activity',
  },
  { ...FIELD, name: 'due', title: { 'zh-CN': '期限', en: 'Due' }, widget: 'datetime', width: 6 },
  { ...FIELD, name: 'note', title: { 'zh-CN': '说明', en: 'Note' }, widget: 'textarea', maxLength: 2000 },
];

/** A task that no process asked for. */
export function NewTask({ close }: { close: () => void }) {
  const { t } = useText();
  const queryClient = useQueryClient();
  const form = useForm(SPECS);
  const key = useRef(newKey());
  const create = useMutation({
    mutationFn: () =>
      request(api.tasks, { method: 'POST', body: filledIn(SPECS, form.values), key: key.current }),
    onSuccess() {
      toast(t('task.created'));
      close();
      void queryClient.invalidateQueries({ queryKey: ['tasks'] });
    },
    onError(cause) {
      key.current = newKey();
      form.showProblem(cause);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.isValid()) create.mutate();
  };
  return (
    <Dialog title={t('inbox.newTask')} close={close}>
      <form className="stack" onSubmit={submit} noValidate>
        <FormFields specs={SPECS} values={form.values} errors={form.errors} onChange={form.set} />
        <DialogActions action={t('confirm.ok')} isPending={create.isPending} close={close} />
      </form>
    </Dialog>
  );
}
