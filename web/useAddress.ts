import { useParams } from '@tanstack/react-router';

interface AddressParts {
  path?: string;
  id?: string;
  taskId?: string;
  kind?: string;
  key?: string;
}

/** The variable parts of the address. */
export function useAddress(): AddressParts {
  // router.tsx names no other parts
  const parts: AddressParts = useParams({ strict: false });
  return parts;
}
