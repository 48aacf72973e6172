import { celType, type TypeSchema } from '../expression/check';
import type { EntityDefinition } from '../generated/entity';
import type { FormDefinition } from '../generated/form';
import type { ListDefinition } from '../generated/list';
import type { Catalogue } from './catalogue';
import { checkExpression } from './expressions';
import { lookUp } from './lookup';
import { patternRisks } from './patterns';
import { finding, pointer, type Finding } from './problem';

export function lintForm(form: FormDefinition, catalogue: Catalogue): Finding[] {
  // The form's schema demands a JSON Schema of an object, which has properties or none.
  const schema = form.schema as TypeSchema;
  const fields = Object.keys(schema.properties ?? {});
  const env = { form: celType({ ...schema, properties: schema.properties ?? {} }) };
  return [
    ...patternRisks(form.schema, '/schema'),
    ...Object.entries(form.ui ?? {}).flatMap(([name, ui]) => {
      const at = pointer('ui', name);
      return [
        ...lookUp('unknown-field', name, at, fields),
        ...(ui.showWhen === undefined ? [] : checkExpression(ui.showWhen, `${at}/showWhen`, env, 'bool')),
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

export function lintEntity(entity: EntityDefinition, catalogue: Catalogue): Finding[] {
  const groups = [
    { fields: entity.fields, at: '/fields' },
    ...Object.entries(entity.collections ?? {}).map(([name, { fields }]) => ({
      fields,
      at: pointer('collections', name, 'fields'),
    })),
  ];
  return groups.flatMap(({ fields, at }) =>
    Object.entries(fields).flatMap(([name, field]) => {
      const here = at + pointer(name);
      return [
        ...patternRisks(field, here),
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
}
