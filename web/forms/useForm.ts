import { useState } from 'react';
import { Problem } from '../api';
import { useText } from '../i18n';
import type { Values } from '../types';
import { check, errorsOf, type Errors } from './check';
import type { FieldSpec } from './spec';
import { useShown } from './useShown';
import { defaultsOf } from './values';

/** The state of one form: values, errors beside their fields, and which fields show. */
export function useForm(specs: FieldSpec[], initial?: Values) {
  const { t, language } = useText();
  const [values, setValues] = useState<Values>(() => initial ?? defaultsOf(specs));
  const [errors, setErrors] = useState<Errors>({});
  const shown = useShown(specs, values);
  const set = (name: string, value: unknown) => {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors(({ [name]: _corrected, ...others }) => others);
  };
  return {
    values,
    errors,
    shown,
    set,
    setValues,
    setErrors,
    /** True when nothing stands against sending it. */
    isValid() {
      const found = check(shown, values, t);
      setErrors(found);
      return Object.keys(found).length === 0;
    },
    showProblem(cause: unknown) {
      if (cause instanceof Problem) setErrors(errorsOf(cause.errors, language));
    },
  };
}
