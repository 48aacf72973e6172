import { ACTIONS } from '../../../../domain/actions';
import { keysOf, listAt, placesOf, stagesOf, stepsOf, textAt, textsUnder, type Name } from './document';
import {
  codesOf,
  companyRoles,
  definitionsOf,
  fieldsOf,
  outcomesOf,
  pointersOf,
  statusesOf,
  valuesOfField,
  type Known,
} from './known';
import { namesInScenario } from './scenarioNames';

type Path = (string | number)[];

/** A name that stands under this property is one of another definition. */
const OF_KIND: Record<string, string> = {
  form: 'form',
  process: 'process',
  start: 'process',
  template: 'template',
  calendar: 'calendar',
  entity: 'entity',
  list: 'list',
};
/** In a report they name a field of its entity. */
const FIELDS = ['field', 'sum', 'average', 'least', 'most'];
const STEPS = [
  'needs',
  'reopen',
  'open',
  'completerOf',
  'step',
  'complete',
  'approve',
  'reject',
  'claim',
  'skip',
];
const ROLES = [
  'assign',
  'managerOf',
  'role',
  'else',
  'approvers',
  'notify',
  'escalate',
  'reassign',
  'permissions',
];
/** A queue is read by a group, so it is mostly called like one. */
const GROUPS = ['group', 'pool', 'queue'];
const ZONES = [
  'Asia/Shanghai',
  'Asia/Hong_Kong',
  'Asia/Tokyo',
  'Asia/Singapore',
  'Europe/Berlin',
  'Europe/London',
];

/** The names that may stand at a place: the document's own, and those of other definitions. */
export function namesAt(document: unknown, path: Path, known: Known): Name[] {
  const words = path.filter((part) => typeof part === 'string');
  const word = words.at(-1) ?? '';
  if (path[0] === 'tests')
    return namesInScenario(document, path, known) ?? ofWord(document, path, word, known);
  const ofKind = OF_THE_KIND[textAt(document, ['kind'])]?.(document, path, word, known);
  if (ofKind) return ofKind;
  if (words.at(-2) === 'permissions') return [...rolesOf(document), ...companyRoles(known)];
  return ofWord(document, path, word, known);
}

function ofWord(document: unknown, path: Path, word: string, known: Known): Name[] {
  const { language } = known;
  const kind = OF_KIND[word];
  if (kind) return definitionsOf(kind, known);
  if (word === 'action')
    return Object.entries(ACTIONS).map(([name, { title }]) => ({ name, detail: title[language] }));
  if (word === 'to' && path.includes('do')) return rolesOf(document);
  if (word === 'to' || word === 'jump' || word === 'stage')
    return [...stagesOf(document, language), ...(word === 'to' ? [{ name: 'next' }] : [])];
  if (STEPS.includes(word)) return stepsOf(document, language, word === 'needs' ? path : []);
  if (ROLES.includes(word))
    return [...rolesOf(document), ...(path.includes('do') ? [{ name: 'assignee' }] : [])];
  if (word === 'sla' || word === 'extends' || word === 'target') return keysOf(document, ['slas']);
  if (word === 'end') return outcomesOf(document);
  if (GROUPS.includes(word)) return codesOf('employee-group', known);
  if (word === 'employee' || (word === 'code' && path.includes('roles'))) return known.people;
  return word === 'event' ? textsUnder(document, 'event').map((name) => ({ name })) : [];
}

type Names = (document: unknown, path: Path, word: string, known: Known) => Name[] | null;

/** Words that mean something else in one kind of definition. */
const OF_THE_KIND: Record<string, Names> = {
  process: (document, path, word, known) => {
    if (word === 'activity') return codesOf('sales-activity', known);
    if (word === 'status' && path[0] === 'stages') return statusesOf(document, known);
    if (path.at(-2) === 'set' && word.startsWith('/entity/'))
      return valuesOfField(textAt(document, ['entity']), word.slice('/entity/'.length), known);
    if (path[0] === 'migrations' && path.includes('map'))
      return [...stagesOf(document, known.language), ...placesOf(document)];
    if (word === 'path' || (word === 'field' && path[0] !== 'trigger')) return pointersOf(document, known);
    return path.includes('required')
      ? keysOf(document, [...path.slice(0, path.indexOf('required')), 'properties'])
      : null;
  },
  form: (document, path) => (path.includes('required') ? keysOf(document, ['schema', 'properties']) : null),
  list: (document, _path, word) =>
    word === 'parent' ? listAt(document, ['items']).map((item) => ({ name: textAt(item, ['code']) })) : null,
  calendar: (_document, _path, word) => (word === 'timezone' ? ZONES.map((name) => ({ name })) : null),
  dunning: (_document, path, word) =>
    word === 'assign' || path.includes('escalate') ? [{ name: 'owner' }, { name: 'manager' }] : null,
  report: (document, _path, word, known) => {
    if (FIELDS.includes(word)) return fieldsOf(textAt(document, ['entity']), known);
    const ids = ['by', 'measures'].flatMap((part) =>
      listAt(document, [part]).map((one) => textAt(one, ['id'])),
    );
    return word === 'sort' ? ids.flatMap((name) => [{ name }, { name: `-${name}` }]) : null;
  },
};

function rolesOf(document: unknown): Name[] {
  return keysOf(document, ['roles']);
}
