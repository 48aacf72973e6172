import { useEffect } from 'react';

/**
 * A button cannot be pressed while what it did is under way, and then the browser takes the focus away from it.
 * Once it can be pressed again it has the focus as before, unless the person has gone on meanwhile.
 */
export function useKeepFocus(): void {
  useEffect(() => {
    let last: EventTarget | null = null;
    const remember = ({ target }: FocusEvent) => (last = target);
    const observer = new MutationObserver((changes) => {
      const isLost =
        document.activeElement === document.body && changes.some(({ target }) => target === last);
      if (isLost && last instanceof HTMLElement && !last.matches(':disabled')) last.focus();
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}
