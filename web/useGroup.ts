import { useText } from './i18n';
import { useMeta } from './session';

/** The list whose items name groups of people and queues. */
const GROUPS = 'employee-group';

/** Whether a field of texts holds roles or groups of people, which have titles. */
export function namesGroups(field: string): boolean {
  return field === 'roles' || field === 'groups';
}

/** The roles, or the groups, to choose from by their titles; those that stand there already stay, also without one. */
export function useGroupChoices(field: string, present: string[]): { value: string; label: string }[] {
  const { lists, roles } = useMeta();
  const group = useGroup();
  const known =
    field === 'roles'
      ? roles.map(({ key }) => key)
      : (lists.find(({ key }) => key === GROUPS)?.items ?? [])
          .filter(({ active, code }) => active !== false || present.includes(code))
          .map(({ code }) => code);
  return [...new Set([...known, ...present])].map((code) => ({ value: code, label: group(code) }));
}

/** What a group, a queue or the role that serves it is called; its code where nothing says. */
export function useGroup(): (code: string) => string {
  const { label } = useText();
  const { lists, roles } = useMeta();
  return (code) => {
    const items = lists.find(({ key }) => key === GROUPS)?.items ?? [];
    const title =
      items.find((item) => item.code === code)?.title ?? roles.find(({ key }) => key === code)?.title;
    return label(title) || code;
  };
}
