import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useText } from '../i18n';
import type { Task } from '../types';
import { TaskDialog, type TaskDialogName } from './TaskDialog';
import type { RunTaskCommand, TaskCommand } from './useTaskCommand';

interface Props {
  task: Task;
  isMine: boolean;
  command: RunTaskCommand;
}

/** What may be done with a task besides completing it. */
export function TaskMenu({ task, isMine, command }: Props) {
  const { t } = useText();
  const [dialog, setDialog] = useState<TaskDialogName | null>(null);
  const run = (toRun: TaskCommand) => command.mutate(toRun);
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('task.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {isMine && task.status === 'prepare' && (
            <Menu.Item onClick={() => run({ name: 'start' })}>{t('task.start')}</Menu.Item>
          )}
          {isMine && <Menu.Item onClick={() => setDialog('wait')}>{t('task.wait')}</Menu.Item>}
          {isMine && task.candidates.length > 0 && (
            <Menu.Item onClick={() => run({ name: 'claim', method: 'DELETE' })}>
              {t('task.unclaim')}
            </Menu.Item>
          )}
          {isMine && task.delegatedById === null && (
            <Menu.Item onClick={() => setDialog('delegation')}>{t('task.delegate')}</Menu.Item>
          )}
          {isMine && task.delegatedById !== null && (
            <Menu.Item onClick={() => run({ name: 'delegation', method: 'DELETE' })}>
              {t('task.giveBack')}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setDialog('assignment')}>{t('task.reassign')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setDialog('closure')}>
            {t('task.close')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog && <TaskDialog name={dialog} command={command} close={() => setDialog(null)} />}
    </>
  );
}
