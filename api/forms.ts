import { createHash } from 'node:crypto';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { DomainError } from '../domain/errors';
import type { TaskItem } from '../db/inbox';
import { fieldErrors } from './http/validate';

const REMEMBERED = 500;
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true, $data: false, addUsedSchema: false }));
const compiled = new Map<string, ValidateFunction>();
const NO_FORM = { type: 'object', additionalProperties: false };

/** Checks what a task is completed with against its form, before the workflow hears of it. VALIDATION_FAILED below `/with`. */
export function checkForm(task: TaskItem, data: unknown): void {
  const validate = validator(task.form?.['schema'] ?? NO_FORM);
  if (!validate(data)) throw new DomainError('VALIDATION_FAILED', {}, fieldErrors(validate, '/with'));
}

/** One of the outcomes that the task offers, and none where it offers none. */
export function checkOutcome(task: TaskItem, outcome: string | undefined): void {
  // openTask writes outcomes as the definition has them
  const known = (task.outcomes as { id: string }[]).map(({ id }) => id);
  if (outcome === undefined ? known.length === 0 : known.includes(outcome)) return;
  const message =
    known.length === 0
      ? { 'zh-CN': '该任务没有可选结果', en: 'the task has no outcomes' }
      : { 'zh-CN': `只能是：${known.join('、')}`, en: `must be one of: ${known.join(', ')}` };
  throw new DomainError('VALIDATION_FAILED', {}, [
    { pointer: '/outcome', code: outcome === undefined ? 'required' : 'choice', message },
  ]);
}

// Compiling takes a hundred times as long as checking; a form's text stands for the form.
function validator(schema: unknown): ValidateFunction {
  const hash = createHash('sha256').update(JSON.stringify(schema)).digest('base64');
  const known = compiled.get(hash);
  if (known) return known;
  // a form's schema was checked to be one when it was published
  const validate = ajv.compile(schema as object);
  if (compiled.size >= REMEMBERED) compiled.clear();
  compiled.set(hash, validate);
  return validate;
}
