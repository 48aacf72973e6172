import { applyEdits, modify, parse } from 'jsonc-parser';
import { isObject, valueAt } from './editor/schemaWalk';

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2 } };

/** The scenarios that stand in the document itself, and where. */
export function testsIn(document: unknown): Map<string, number> {
  const tests = valueAt(document, ['tests']);
  if (!Array.isArray(tests)) return new Map();
  return new Map(tests.map((test: unknown, index) => [isObject(test) ? String(test['name']) : '', index]));
}

/**
 * The text with a shipped scenario as one of its own tests, where its author can change what is expected: an own one
 * replaces the shipped one of the same name. What says whose scenario it is belongs to its file alone.
 */
export function withOwnScenario(text: string, shipped: Record<string, unknown>): string {
  const { $schema: _, definition: __, version: ___, ...own } = shipped;
  const { size } = testsIn(parse(text));
  return applyEdits(text, modify(text, ['tests', size], own, FORMAT));
}
