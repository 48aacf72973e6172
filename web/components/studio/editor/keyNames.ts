import { ACTIONS, isActionName } from '../../../../domain/actions';
import { keysOf, listAt, placesOf, stagesOf, textAt, type Name } from './document';
import { pointersOf, publishedOf, type Known } from './known';
import { keysInScenario } from './scenarioNames';
import { valueAt } from './schemaWalk';

type Path = readonly (string | number)[];

/** Their values are the author's own: any JSON, or `{"cel": …}`. */
const VALUES = ['set', 'with', 'input', 'data', 'then', 'rules'];
const CURRENCIES = ['CNY', 'USD', 'EUR', 'HKD', 'JPY'];

/** Keys that the schema does not know but other parts of the document do: fields of a form, parameters of an action. */
export function keyNamesAt(document: unknown, path: Path, known: Known): Name[] {
  const parent = path.at(-1);
  if (path[0] === 'tests') return keysInScenario(document, path, known);
  switch (textAt(document, ['kind'])) {
    case 'form':
      if (path[0] === 'ui' && path.length === 1) return keysOf(document, ['schema', 'properties']);
      return parent === 'options' ? choicesOf(document, path[1]) : [];
    case 'dunning':
      return parent === 'fee' || parent === 'minimum' ? CURRENCIES.map((name) => ({ name })) : [];
    case 'process':
      return ofProcess(document, path, known);
    default:
      return [];
  }
}

function ofProcess(document: unknown, path: Path, known: Known): Name[] {
  const parent = path.at(-1);
  const owner = valueAt(document, path.slice(0, -1));
  if (parent === 'set')
    return pointersOf(document, known).map(({ name, detail }) => ({ name, detail, insert: CEL }));
  if (parent === 'with') return parametersOf(owner);
  if (path[0] === 'migrations' && (parent === 'map' || parent === 'ifActive')) {
    const before = known.bodies.get(publishedOf(document)) ?? document;
    return [...(parent === 'map' ? stagesOf(before, known.language) : []), ...placesOf(before)];
  }
  if (parent === 'input') {
    const process = textAt(owner, ['process']) || textAt(owner, ['start']);
    const vars = valueAt(known.bodies.get(`process/${process}`), ['vars', 'properties']);
    return keysOf(vars, []).map(({ name }) => ({ name, insert: CEL }));
  }
  return path.some((part) => VALUES.includes(String(part))) ? [{ name: 'cel' }] : [];
}

const CEL = '{ "cel": "${}" }';

function parametersOf(owner: unknown): Name[] {
  const action = textAt(owner, ['action']);
  if (!isActionName(action)) return [];
  const { properties } = ACTIONS[action].params;
  return Object.keys(properties ?? {}).map((name) => ({ name }));
}

function choicesOf(document: unknown, field: string | number | undefined): Name[] {
  const schema = valueAt(document, ['schema', 'properties', field ?? '']);
  const choices = [...listAt(schema, ['enum']), ...listAt(schema, ['items', 'enum'])];
  return choices.map((code) => ({ name: String(code), insert: LABEL }));
}

const LABEL = '{ "zh-CN": "${}", "en": "" }';
