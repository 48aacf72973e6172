import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n';
import type { Task, TaskOperation } from '../types';
import { AmendTask } from './AmendTask';
import { TaskDialog, type TaskDialogName } from './TaskDialog';
import type { RunTaskCommand, TaskCommand } from './useTaskCommand';

interface Props {
  task: Task;
  command: RunTaskCommand;
}

/** What this person may do with the task besides completing it. */
export function TaskMenu({ task, command }: Props) {
  const { t } = useText();
  const [dialog, setDialog] = useState<TaskDialogName | 'amendment' | null>(null);
  const may = (operation: TaskOperation) => task.operations?.includes(operation) ?? false;
  const run = (toRun: TaskCommand) => command.mutate(toRun);
  const items = [
    may('start') && task.status === 'prepare' && item(t('task.start'), () => run({ name: 'start' })),
    may('wait') && item(t('task.wait'), () => setDialog('wait')),
    may('unclaim') && item(t('task.unclaim'), () => run({ name: 'claim', method: 'DELETE' })),
    may('decline') && !may('return') && item(t('task.decline'), () => setDialog('refusal')),
    may('delegate') && !may('return') && item(t('task.delegate'), () => setDialog('delegation')),
    may('return') && item(t('task.giveBack'), () => run({ name: 'delegation', method: 'DELETE' })),
    may('reassign') && item(t('task.reassign'), () => setDialog('assignment')),
    may('amend') && item(t('task.amend'), () => setDialog('amendment')),
    may('close') && item(t('task.close'), () => setDialog('closure'), true),
  ].filter((one) => one !== false);
  if (items.length === 0) return null;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('task.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>{items}</Menu.Dropdown>
      </Menu>
      {dialog === 'amendment' && <AmendTask task={task} close={() => setDialog(null)} />}
      {dialog && dialog !== 'amendment' && (
        <TaskDialog name={dialog} task={task} close={() => setDialog(null)} />
      )}
    </>
  );

  function item(text: string, onClick: () => void, isDangerous = false) {
    return (
      <Menu.Item key={text} className={isDangerous ? 'text-red' : undefined} onClick={onClick}>
        {text}
      </Menu.Item>
    );
  }
}
