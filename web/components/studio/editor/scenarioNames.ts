import { ON_STEPS } from '../../../../domain/process/simulate/words';
import { allSteps, listAt, placesOf, stagesOf, stepNamed, stepsOf, textAt, type Name } from './document';
import { formSchemaOf } from './members';
import { PROCESS_ERRORS } from '../../../../domain/processErrors';
import { fieldsOf, outcomesOf, valuesOfField, type Known } from './known';
import { isObject, valueAt } from './schemaWalk';

type Path = readonly (string | number)[];

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];
const ENUMS: Record<string, string[]> = {
  clock: ['calendar', 'business'],
  timers: ['keep', 'recompute'],
  priority: PRIORITIES,
  status: ['active', 'held', 'ended', 'cancelled'],
  notice: ['sent', 'failed', 'ignored'],
};
const PEOPLE = ['managerId', 'deputyId'];
const CLOCK_STATES = ['idle', 'running', 'met', 'missed', 'withdrawn'];
/** What an action of the reminders says, by its name; docs/scenarios.md has the meaning. */
const FIELDS: Record<string, string[]> = {
  fact: ['entity', 'id', 'set'],
  invoice: ['id', 'dueDate', 'amount', 'currency', 'date', 'draft', 'instalments'],
  instalments: ['id', 'dueDate', 'amount'],
  payment: ['id', 'invoice', 'amount', 'instalment', 'date'],
  refund: ['payment', 'amount'],
  creditNote: ['id', 'invoice', 'amount'],
  adjust: ['invoice', 'amount'],
  promise: ['invoice', 'until'],
  delivery: ['notice'],
  notices: ['level', 'invoices', 'date'],
  children: ['total', 'started', 'done', 'cancelled'],
  customer: ['id', 'tags', 'locale', 'category', 'email', 'phone'],
};

/** What an action of a scenario is done to and by whom, and what is expected; null where any word may stand. */
export function namesInScenario(document: unknown, path: Path, known: Known): Name[] | null {
  const test = path.slice(0, 2);
  const holder = path.at(-2);
  if (holder === 'entity' || holder === 'set')
    return valuesOfField(textAt(document, ['entity']), String(path.at(-1)), known);
  if (path[3] === 'people' && PEOPLE.includes(String(path.at(-1)))) return peopleOf(document, test);
  const [part, , word = '', field] = path.slice(2).filter((one, n) => typeof one === 'string' || n === 1);
  if (part !== 'steps' || typeof word !== 'string') return null;
  const step = path.slice(0, 4);
  const plain =
    ENUMS[String(path.at(-1))] ?? (word === 'expect' && field === 'priority' ? PRIORITIES : undefined);
  if (plain) return plain.map((name) => ({ name }));
  if (word === 'expect') return expected(document, path, String(field), peopleOf(document, test), known);
  if (word === 'with') return answersFor(document, step, String(field), known);
  if (field !== undefined) return null;
  if (word === 'refused') return refusals(known);
  if (word === 'jump' || word === 'reopen') return stagesOf(document, known.language);
  if (word === 'by' || word === 'to') return peopleOf(document, test);
  if (word === 'outcome') {
    const done = stepNamed(document, doneIn(valueAt(document, step)));
    return listAt(done, ['outcomes']).map((one) => ({ name: textAt(one, ['id']) }));
  }
  return ON_STEPS.includes(word) ? stepsOf(document, known.language) : null;
}

function expected(document: unknown, path: Path, field: string, people: Name[], known: Known): Name[] | null {
  switch (field) {
    case 'stage':
      return stagesOf(document, known.language);
    case 'open':
      return placesOf(document);
    case 'assigned':
    case 'onBehalfOf':
      return people;
    case 'outcome':
      return outcomesOf(document);
    case 'clocks':
      return CLOCK_STATES.map((name) => ({ name }));
    case 'fired':
      return [...placesOf(document), ...clocksOf(document)].map(({ name }) => ({ name: `${name}#PT0S` }));
    case 'milestones':
      return allSteps(document).flatMap(([, step]) =>
        textAt(step, ['kind']) === 'milestone' ? [{ name: textAt(step, ['id']) }] : [],
      );
    default:
      return null;
  }
}

/** The keys that may stand in an object of a scenario, beside what its schema knows. */
export function keysInScenario(document: unknown, path: Path, known: Known): Name[] {
  const entity = textAt(document, ['entity']);
  const parent = path.findLast((part) => typeof part === 'string');
  const vars = () => propertiesOf(valueAt(document, ['vars']));
  if (path[2] === 'given') {
    if (parent === 'entity') return [{ name: 'id' }, ...fieldsOf(entity, known)];
    return parent === 'vars' ? vars() : fieldNames(parent);
  }
  if (parent === 'set')
    return fieldsOf(textAt(document, [...path.slice(0, 4), 'fact', 'entity']) || entity, known);
  if (parent === 'with') {
    const step = stepNamed(document, doneIn(valueAt(document, path.slice(0, 4))));
    return propertiesOf(formSchemaOf(step, known));
  }
  if (path[4] !== 'expect' || path.length === 5) return fieldNames(parent);
  if (path[5] === 'children') return path.length === 6 ? startersOf(document) : fieldNames('children');
  switch (parent) {
    case 'assigned':
    case 'onBehalfOf':
    case 'priority':
      return placesOf(document);
    case 'due':
      return [...placesOf(document), ...clocksOf(document)];
    case 'clocks':
      return clocksOf(document).map(({ name }) => ({ name: name.replace('clock:', '') }));
    case 'visits':
      return stagesOf(document, known.language);
    case 'vars':
      return vars();
    case 'entity':
      return fieldsOf(entity, known);
    default:
      return fieldNames(parent);
  }
}

/** Steps that start processes, as `stage/step`. */
function startersOf(document: unknown): Name[] {
  return allSteps(document).flatMap(([stage, step]) =>
    textAt(step, ['kind']) === 'process' ? [{ name: `${stage}/${textAt(step, ['id'])}` }] : [],
  );
}

function refusals({ language }: Known): Name[] {
  return Object.entries(PROCESS_ERRORS).map(([name, { title }]) => ({ name, detail: title[language] }));
}

/** The choices of a field of the form that is answered. */
function answersFor(document: unknown, line: Path, field: string, known: Known): Name[] {
  const schema = formSchemaOf(stepNamed(document, doneIn(valueAt(document, line))), known);
  return listAt(schema, ['properties', field, 'enum']).map((choice) => ({ name: String(choice) }));
}

function fieldNames(word: string | number | undefined): Name[] {
  const names = typeof word === 'string' && Object.hasOwn(FIELDS, word) ? FIELDS[word] : undefined;
  return (names ?? []).map((name) => ({ name }));
}

/** The step that the action of this line is done to. */
function doneIn(line: unknown): string {
  if (!isObject(line)) return '';
  const found = Object.entries(line).find(([name]) => ON_STEPS.includes(name));
  return typeof found?.[1] === 'string' ? found[1] : '';
}

function clocksOf(document: unknown): Name[] {
  return listAt(document, ['clocks']).map((clock) => ({ name: `clock:${textAt(clock, ['id'])}` }));
}

function peopleOf(document: unknown, test: Path): Name[] {
  return listAt(document, [...test, 'given', 'people']).map((one) => ({ name: textAt(one, ['id']) }));
}

function propertiesOf(schema: unknown): Name[] {
  const properties = valueAt(schema, ['properties']);
  return isObject(properties) ? Object.keys(properties).map((name) => ({ name })) : [];
}
