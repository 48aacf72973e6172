import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';

/** Which tab beside the text is open. Who is led to one by a button goes on from there. */
export function useSide(first: string) {
  // every value of the address is text here; who came from a case wants to try it
  const { case: tried }: { case?: string } = useSearch({ strict: false });
  const [{ side, isLed }, set] = useState({ side: tried ? 'trial' : first, isLed: false });
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isLed) tabs.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, [side, isLed]);
  return {
    side,
    tabs,
    choose: (to: string | null) => set({ side: to ?? side, isLed: false }),
    lead: (to: string) => set({ side: to, isLed: true }),
  };
}
