import { useText } from './i18n';
import { useMeta } from './session';

/** The list whose items name groups of people and queues. */
const GROUPS = 'employee-group';

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
