import { ActionIcon, Indicator, Popover, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { request } from '../api';
import { relative } from '../format';
import { useText } from '../i18n';
import { api, page, withQuery } from '../paths';
import { keys } from '../queries';
import { useMeta } from '../session';
import type { Notification } from '../types';
import { EmptyState } from './EmptyState';

export function Bell() {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: keys.notifications,
    queryFn: () => request<{ items: Notification[] }>(withQuery(api.notifications, { limit: 20 })),
    refetchInterval: 60_000,
  });
  const unread = data?.items.filter(({ readAt }) => readAt === null).length ?? 0;
  return (
    <Indicator disabled={unread === 0} size={9} color="red" offset={5}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={340} trapFocus>
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={() => setOpen((open) => !open)}
            aria-label={unread > 0 ? t('bell.unread', { count: unread }) : t('bell.title')}
          >
            <IconBell size={20} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('bell.title')} className="bell">
          {data?.items.length ? (
            data.items.map((item) => <Note key={item.id} item={item} close={() => setOpen(false)} />)
          ) : (
            <EmptyState title={t('bell.none')} />
          )}
        </Popover.Dropdown>
      </Popover>
    </Indicator>
  );
}

function Note({ item, close }: { item: Notification; close: () => void }) {
  const { label, language } = useText();
  const { entities } = useMeta();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const read = useMutation({
    mutationFn: () => request(api.notificationRead(item.id), { method: 'POST', body: {} }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.notifications }),
  });
  const open = () => {
    if (item.readAt === null) read.mutate();
    close();
    const path = entities.find(({ key }) => key === item.entity)?.path;
    if (item.taskId) void navigate({ to: page.task(item.taskId) });
    else if (path && item.entityId) void navigate({ to: page.record(path, item.entityId) });
  };
  return (
    <UnstyledButton className={item.readAt === null ? 'note note-unread' : 'note'} onClick={open}>
      <span>{label(item.title)}</span>
      {item.body && <span className="muted small">{label(item.body)}</span>}
      <span className="muted small">{relative(item.createdAt, language)}</span>
    </UnstyledButton>
  );
}
