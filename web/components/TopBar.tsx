import { ActionIcon, Burger, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { changeLanguage, useText } from '../i18n';
import { page } from '../paths';
import { signOut, useMeta } from '../session';
import { Bell } from './Bell';
import { Link } from './Link';

interface Props {
  isNavOpen: boolean;
  toggleNav: () => void;
  open: (dialog: 'palette' | 'help') => void;
}

export function TopBar({ isNavOpen, toggleNav, open }: Props) {
  const { t } = useText();
  return (
    <section className="topbar" aria-label={t('app.name')}>
      <Burger
        className="burger"
        size="sm"
        opened={isNavOpen}
        onClick={toggleNav}
        aria-label={t(isNavOpen ? 'nav.close' : 'nav.open')}
        aria-expanded={isNavOpen}
        aria-controls="nav"
      />
      <Link to={page.inbox} className="brand">
        <img src="/icon.svg" alt="" width={26} height={26} />
        <span>{t('app.name')}</span>
      </Link>
      <UnstyledButton className="searchbox" onClick={() => open('palette')} aria-label={t('palette.open')}>
        <IconSearch size={16} aria-hidden />
        <span className="wide">{t('nav.search')}</span>
        <kbd className="wide">⌘K</kbd>
      </UnstyledButton>
      <Bell />
      <UserMenu open={open} />
    </section>
  );
}

function UserMenu({ open }: Pick<Props, 'open'>) {
  const { t, language, label } = useText();
  const { user, roles } = useMeta();
  const { setColorScheme } = useMantineColorScheme();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut(queryClient);
    await navigate({ to: page.login });
  };
  const role = roles.find(({ key }) => key === user.roles[0]);
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="light" size="lg" radius="xl" aria-label={t('user.menu')}>
          {user.name.slice(-1)}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {user.name} · {label(role?.title)}
        </Menu.Label>
        <Menu.Item
          leftSection={<IconLanguage size={16} />}
          onClick={() => changeLanguage(language === 'en' ? 'zh-CN' : 'en')}
        >
          {t('user.language')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => open('help')}>
          {t('user.shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('user.theme')}</Menu.Label>
        <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme('light')}>
          {t('user.light')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme('dark')}>
          {t('user.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDeviceDesktop size={16} />} onClick={() => setColorScheme('auto')}>
          {t('user.auto')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leave()}>
          {t('user.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
