import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { page } from '../paths';

/** What follows `g`. */
const GO: Record<string, string> = { i: page.inbox, b: page.board, c: page.list('customers') };

/** ⌘K or Ctrl-K, ?, and g followed by a letter; never while somebody types. */
export function useShortcuts(open: (dialog: 'palette' | 'help') => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    let isAfterG = false;
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        return open('palette');
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const target = isAfterG ? GO[event.key] : undefined;
      isAfterG = event.key === 'g';
      if (target !== undefined) void navigate({ to: target });
      else if (event.key === '?') open('help');
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate, open]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
