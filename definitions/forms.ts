import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, $data: false }));
const validators = new Map<string, ValidateFunction>();
const MOST = 500;

/** What is wrong with the answers to a form, given as its JSON Schema; empty when they fit. */
export function checkAnswers(form: unknown, answers: unknown): string[] {
  const key = JSON.stringify(form);
  let validate = validators.get(key);
  if (!validate) {
    // A form's schema is an object by its definition's schema.
    validate = ajv.compile(form as object);
    if (validators.size < MOST) validators.set(key, validate);
  }
  return validate(answers)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? error.keyword}`);
}
