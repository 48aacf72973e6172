import { Button, Radio, Textarea } from '@mantine/core';
import { useMemo, useState, type FormEvent, type ReactNode } from 'react';
import { FormFields } from '../forms/FormFields';
import { specsOfForm } from '../forms/spec';
import { useForm } from '../forms/useForm';
import { filledIn } from '../forms/values';
import { useText } from '../i18n';
import type { Task } from '../types';
import { ConfirmReason } from './ConfirmReason';
import { TaskPreview, type TaskAnswers } from './TaskPreview';
import { useFocusOnWrong } from './useFocusOnWrong';
import { useTaskCommand, type RunTaskCommand } from './useTaskCommand';

interface Props {
  task: Task;
  command: RunTaskCommand;
}

/** What has to be filled in, and the buttons that end the task. */
export function TaskWork({ task, command }: Props) {
  const specs = useMemo(() => (task.form ? specsOfForm(task.form) : []), [task.form]);
  const form = useForm(specs);
  const { t, label } = useText();
  const [asked, ask] = useState<TaskAnswers>();
  const [tries, setTries] = useState(0);
  const place = useFocusOnWrong<HTMLDivElement>(command.error, tries);
  const titleOf = (field: string) =>
    field === 'outcome' ? t('task.outcome') : label(specs.find(({ name }) => name === field)?.title) || field;
  const preview = (answers: TaskAnswers) =>
    ask(
      task.kind === 'human' || task.form ? { with: filledIn(form.shown, form.values), ...answers } : answers,
    );
  const send = (name: 'completion' | 'approval', extra: Record<string, unknown>) => {
    setTries(tries + 1);
    if (!form.isValid()) return;
    const given = filledIn(form.shown, form.values);
    const body = name === 'completion' || task.form ? { with: given, ...extra } : extra;
    command.mutate({ name, body }, { onError: form.showProblem });
  };
  const fields = form.shown.length > 0 && (
    <FormFields specs={form.shown} values={form.values} errors={form.errors} onChange={form.set} />
  );
  return (
    <div className="stack" ref={place}>
      {task.kind === 'approval' && fields}
      {task.kind === 'approval' ? (
        <Approval
          task={task}
          command={command}
          approve={(reason) => send('approval', reason ? { reason } : {})}
          preview={(reason) => preview({ op: 'approve', ...(reason && { reason }) })}
        />
      ) : (
        <Completion
          task={task}
          isPending={command.isPending}
          complete={(outcome) => send('completion', outcome ? { outcome } : {})}
          preview={(outcome) => preview({ op: 'complete', ...(outcome && { outcome }) })}
        >
          {fields}
        </Completion>
      )}
      {asked && (
        <TaskPreview task={task} answers={asked} titleOf={titleOf} close={() => ask(undefined)}>
          {task.kind === 'approval' && <Decision answers={asked} change={ask} />}
        </TaskPreview>
      )}
    </div>
  );
}

/** The fields are inside the form: Enter in one of them answers the task. */
function Completion({
  task,
  isPending,
  complete,
  preview,
  children,
}: {
  task: Task;
  isPending: boolean;
  complete: (outcome: string | undefined) => void;
  preview: (outcome: string | undefined) => void;
  children: ReactNode;
}) {
  const { t, label } = useText();
  const [outcome, setOutcome] = useState('');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (task.outcomes.length > 0 && outcome === '') setError(t('form.required'));
    else complete(outcome || undefined);
  };
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {children}
      {task.outcomes.length > 0 && (
        <Radio.Group
          label={t('task.outcome')}
          withAsterisk
          error={error}
          value={outcome}
          onChange={(value) => {
            setOutcome(value);
            setError(undefined);
          }}
        >
          <div className="row radios">
            {task.outcomes.map(({ id, title }) => (
              <Radio key={id} value={id} label={label(title) || id} />
            ))}
          </div>
        </Radio.Group>
      )}
      <div className="actions">
        <Button type="submit" loading={isPending}>
          {t('task.complete')}
        </Button>
        <Button variant="default" onClick={() => preview(outcome || undefined)}>
          {t('explain.whatIf')}
        </Button>
      </div>
    </form>
  );
}

/** Which answer to an approval is looked at; a rejection needs words, which nobody hears yet. */
function Decision({ answers, change }: { answers: TaskAnswers; change: (answers: TaskAnswers) => void }) {
  const { t } = useText();
  return (
    <Radio.Group
      label={t('explain.answer')}
      value={answers.op}
      onChange={(op) =>
        change(
          op === 'reject' ? { ...answers, op, reason: answers.reason ?? '…' } : { ...answers, op: 'approve' },
        )
      }
    >
      <div className="row radios">
        <Radio value="approve" label={t('task.approve')} />
        <Radio value="reject" label={t('task.reject')} />
      </div>
    </Radio.Group>
  );
}

function Approval({
  task,
  command,
  approve,
  preview,
}: {
  task: Task;
  command: RunTaskCommand;
  approve: (reason: string) => void;
  preview: (reason: string) => void;
}) {
  const { t } = useText();
  const [comment, setComment] = useState('');
  const [isRejecting, setRejecting] = useState(false);
  return (
    <>
      <Textarea
        label={t('task.comment')}
        rows={2}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className="actions">
        <Button loading={command.isPending} onClick={() => approve(comment.trim())}>
          {t('task.approve')}
        </Button>
        <Button color="red" variant="light" disabled={command.isPending} onClick={() => setRejecting(true)}>
          {t('task.reject')}
        </Button>
        <Button variant="default" onClick={() => preview(comment.trim())}>
          {t('explain.whatIf')}
        </Button>
      </div>
      {isRejecting && <Rejection task={task} close={() => setRejecting(false)} />}
    </>
  );
}

function Rejection({ task, close }: { task: Task; close: () => void }) {
  const { t } = useText();
  const command = useTaskCommand(task, { quiet: true });
  return (
    <ConfirmReason
      title={t('task.reject')}
      action={t('task.reject')}
      isDangerous
      isPending={command.isPending}
      cause={command.error}
      close={close}
      confirm={(reason) => command.mutate({ name: 'rejection', body: { reason } }, { onSuccess: close })}
    />
  );
}
