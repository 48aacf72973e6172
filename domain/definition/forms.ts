import { celType, type TypeSchema } from '../expression/check';
import { shapeOf } from '../expression/shape';
import type { EntityDefinition } from '../generated/entity';
import type { FormDefinition } from '../generated/form';
import type { ListDefinition } from '../generated/list';
import type { Catalogue } from './catalogue';
import { checkExpression } from './expressions';
import { lookUp } from './lookup';
import { patternRisks } from './patterns';
import { comparedInVain } from './places';
import { finding, pointer, type Finding } from './problem';
import type { Names } from './values';

export function lintForm(form: FormDefinition, catalogue: Catalogue): Finding[] {
  // The form's schema demands a JSON Schema of an object, which has properties or none.
  const schema = form.schema as TypeSchema;
  const fields = Object.keys(schema.properties ?? {});
  const answers = { ...schema, properties: schema.properties ?? {} };
  const names = { env: { form: celType(answers) }, shapes: { form: shapeOf(answers) } };
  return [
    ...patternRisks(form.schema, '/schema'),
    ...Object.entries(form.ui ?? {}).flatMap(([name, ui]) => {
      const at = pointer('ui', name);
      return [
        ...lookUp('unknown-field', name, at, fields),
        ...(ui.showWhen === undefined ? [] : shown(ui.showWhen, `${at}/showWhen`, names)),
        ...(ui.showWhen !== undefined && schema.required?.includes(name)
          ? [finding('hidden-required', `${at}/showWhen`, { name })]
          : []),
        ...needed(ui.widget === 'list' && ui.list === undefined, at, 'list'),
        ...needed(ui.widget === 'ref' && ui.entity === undefined, at, 'entity'),
        ...optionsOf(schema.properties?.[name], ui.options ?? {}, `${at}/options`),
        ...(ui.list === undefined
          ? []
          : lookUp('unknown-list', ui.list, `${at}/list`, catalogue.keys('list'))),
        ...(ui.entity === undefined
          ? []
          : lookUp('unknown-entity', ui.entity, `${at}/entity`, catalogue.keys('entity'))),
      ];
    }),
  ];
}

function shown(condition: string, at: string, { env, shapes }: Names): Finding[] {
  const wrong = checkExpression(condition, at, env, 'bool');
  return wrong.length > 0 ? wrong : comparedInVain(condition, at, shapes);
}

function needed(isMissing: boolean, at: string, name: string): Finding[] {
  return isMissing ? [finding('missing-property', at, { name })] : [];
}

/** Words for choices that the field has not. */
function optionsOf(field: TypeSchema | undefined, options: object, at: string): Finding[] {
  const choices = (field?.enum ?? field?.items?.enum)?.map(String);
  return choices
    ? Object.keys(options).flatMap((code) =>
        lookUp('not-allowed-value', code, at + pointer(code), choices, { expected: choices.join(', ') }),
      )
    : [];
}

export function lintList({ items }: ListDefinition): Finding[] {
  const codes = items.map(({ code }) => code);
  const first = new Map(codes.map((code, n): [string, number] => [code, n]).reverse());
  return items.flatMap(({ code, parent }, n) => [
    ...((first.get(code) ?? n) < n
      ? [finding('duplicate-id', pointer('items', n, 'code'), { name: code })]
      : []),
    ...(parent === undefined || first.has(parent)
      ? []
      : lookUp('unknown-list-item', parent, pointer('items', n, 'parent'), codes)),
  ]);
}

/** Fields that an entity names for what they mean, and where they are shown. */
function fieldsNamed(entity: EntityDefinition): Finding[] {
  const { statusField, titleField, currencyField, owner, views = {} } = entity;
  const own = Object.keys(entity.fields);
  const shown = [...own, ...OF_EVERY_RECORD, ...Object.keys(entity.collections ?? {})];
  const one = (name: string | undefined, at: string, known: string[]) =>
    name === undefined ? [] : lookUp('unknown-field', name, at, known);
  const all = (names: string[] | undefined, at: string) =>
    (names ?? []).flatMap((name, n) => one(name, `${at}/${n}`, shown));
  return [
    ...one(statusField, '/statusField', own),
    ...one(titleField, '/titleField', shown),
    ...one(currencyField, '/currencyField', own),
    ...(typeof owner === 'object' && 'field' in owner ? one(owner.field, '/owner/field', shown) : []),
    ...(typeof owner === 'object' && 'via' in owner ? one(owner.via, '/owner/via', own) : []),
    ...all(views.list, '/views/list'),
    ...all(views.filters, '/views/filters'),
    ...(views.form ?? []).flatMap((row, n) => all(row, `/views/form/${n}`)),
    ...one(views.board?.by, '/views/board/by', shown),
    ...one(views.board?.sum, '/views/board/sum', shown),
  ];
}

const OF_EVERY_RECORD = ['id', 'number', 'version', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy'];

export function lintEntity(entity: EntityDefinition, catalogue: Catalogue): Finding[] {
  const groups = [
    { fields: entity.fields, at: '/fields' },
    ...Object.entries(entity.collections ?? {}).map(([name, { fields }]) => ({
      fields,
      at: pointer('collections', name, 'fields'),
    })),
  ];
  const inFields = groups.flatMap(({ fields, at }) =>
    Object.entries(fields).flatMap(([name, field]) => {
      const here = at + pointer(name);
      return [
        ...patternRisks(field, here),
        ...needed(field.type === 'list' && field.list === undefined && !field.options, here, 'list'),
        ...needed(field.type === 'ref' && field.entity === undefined, here, 'entity'),
        ...(field.list === undefined
          ? []
          : lookUp('unknown-list', field.list, `${here}/list`, catalogue.keys('list'))),
        ...(field.entity === undefined
          ? []
          : lookUp('unknown-entity', field.entity, `${here}/entity`, [
              ...catalogue.keys('entity'),
              entity.key,
            ])),
      ];
    }),
  );
  return [...fieldsNamed(entity), ...inFields];
}
