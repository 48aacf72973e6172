import { Problem } from '../api';
import { errorsOf, type Errors } from '../forms/check';
import { useText } from '../i18n';

/** What the server says about single fields of what was sent, by their names. */
export function useFieldErrors(cause: unknown): Errors {
  const { language } = useText();
  return cause instanceof Problem ? errorsOf(cause.errors, language) : {};
}
