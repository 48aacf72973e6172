import { useCallback, useRef } from 'react';

const APART = 500;

/** A handler for which a double click is one press; the second would come before the button shows that it is busy. */
export function useOnePress<Args extends unknown[]>(handler: (...args: Args) => void) {
  const last = useRef(-APART);
  return useCallback(
    (...args: Args) => {
      const now = performance.now();
      if (now - last.current < APART) return;
      last.current = now;
      handler(...args);
    },
    [handler],
  );
}
