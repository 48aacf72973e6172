import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMeta } from '../../session';
import type { Draft } from '../../studioTypes';
import { forget } from './unsaved';

/** Goes away from a draft that is no more: everything of Studio is asked anew, except for that draft. */
export function useLeave({ id }: Draft) {
  const { user } = useMeta();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return (to: string) => {
    forget({ draft: id, person: user.id });
    void queryClient.invalidateQueries({
      queryKey: ['studio'],
      predicate: ({ queryKey }) => !queryKey.includes(id),
    });
    // the way back does not lead to what is no more
    void navigate({ to, replace: true });
  };
}
