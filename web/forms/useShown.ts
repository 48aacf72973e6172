import { useEffect, useState } from 'react';
import type { Values } from '../types';
import type { FieldSpec } from './spec';

type Evaluate = (source: string, context: Values) => { ok: boolean; value?: unknown };

/** The fields whose showWhen holds now. A condition that cannot be evaluated yet hides its field. */
export function useShown(specs: FieldSpec[], values: Values): FieldSpec[] {
  const isConditional = specs.some(({ showWhen }) => showWhen !== undefined);
  const [evaluate, setEvaluate] = useState<Evaluate | null>(null);
  useEffect(() => {
    let isHere = true;
    // the language of expressions is loaded only for forms that have some
    if (isConditional)
      void import('../../domain/expression/expression').then((module) => {
        if (isHere) setEvaluate(() => module.evaluate);
      });
    return () => {
      isHere = false;
    };
  }, [isConditional]);
  return specs.filter(({ showWhen }) => {
    if (showWhen === undefined) return true;
    const result = evaluate?.(showWhen, { form: values });
    return result?.ok === true && result.value === true;
  });
}
