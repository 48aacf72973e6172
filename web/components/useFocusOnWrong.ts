import { useEffect, useRef, type RefObject } from 'react';

/**
 * Of the place that gets the ref: with each try to send it, the focus goes to the first field that is wrong; after a
 * refusal (`cause`) to such a field, or else to the button that sends it again.
 */
export function useFocusOnWrong<Place extends HTMLElement>(
  cause: unknown,
  tries: number,
): RefObject<Place | null> {
  const place = useRef<Place>(null);
  useEffect(() => {
    if (tries > 0) wrongIn(place.current)?.focus();
  }, [tries]);
  // the button was out of use while the answer was on its way, and lost the focus
  useEffect(() => {
    if (cause === null) return;
    (wrongIn(place.current) ?? place.current?.querySelector<HTMLElement>('button[type=submit]'))?.focus();
  }, [cause]);
  return place;
}

function wrongIn(place: HTMLElement | null): HTMLElement | null | undefined {
  return place?.querySelector<HTMLElement>('[aria-invalid=true]');
}
