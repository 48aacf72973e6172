import { useDebouncedValue } from '@mantine/hooks';
import { replaceEqualDeep } from '@tanstack/react-query';
import { parse } from 'jsonc-parser';
import { useMemo, useState } from 'react';

const PAUSE = 150;

/**
 * What is made of the document in a text, once typing pauses: reading a large document at each key would hold up the
 * next one. Parts that did not change stay the same objects, so that what is drawn of them is not drawn again.
 */
export function useParsed<Made>(text: string, make: (document: unknown) => Made): Made {
  const [settled] = useDebouncedValue(text, PAUSE);
  const made = useMemo(() => make(parse(settled)), [settled, make]);
  const [kept, setKept] = useState(made);
  const [seen, setSeen] = useState(made);
  if (made === seen) return kept;
  const now = replaceEqualDeep(kept, made);
  setSeen(made);
  setKept(now);
  return now;
}
