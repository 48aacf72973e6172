import { getDefinition, newest, publish, syncShipped } from '../../db/definitions';
import { getTask } from '../../db/inbox';
import { shipped } from '../workflows/stage';
import { openCompany, type Company } from './company';

let company: Company;
beforeAll(async () => {
  company = await openCompany();
});
afterAll(() => company.close());

const properties = { zulu: { type: 'string' }, a: { type: 'string' }, middle: { type: 'number' } };
const title = { 'zh-CN': '顺序', en: 'Order' };
const FORM = {
  kind: 'form',
  key: 'test-order',
  version: 1,
  title,
  schema: { type: 'object', properties },
  ui: { zulu: { title } },
};
const fieldsOf = (document: unknown) => Object.keys(JSON.parse(JSON.stringify(document)).schema.properties);
const WRITTEN = ['zulu', 'a', 'middle'];

test('a definition is read as it was written, its members in order', async () => {
  const { db } = company;
  await publish(db, FORM, null);
  expect(fieldsOf((await newest(db, 'form', FORM.key))?.body)).toEqual(WRITTEN);
  expect(fieldsOf((await getDefinition(db, 'form', FORM.key, 1))?.body)).toEqual(WRITTEN);
  const again = {
    ...FORM,
    schema: {
      type: 'object',
      properties: { a: properties.a, zulu: properties.zulu, middle: properties.middle },
    },
  };
  // Another order is the same content: what was published stays.
  expect(await publish(db, again, null)).toMatchObject({ published: false });
  expect(fieldsOf((await newest(db, 'form', FORM.key))?.body)).toEqual(WRITTEN);
});

test('shipped ones from before their order was kept receive it at the next start', async () => {
  const { db } = company;
  await syncShipped(db, shipped());
  const key = 'service-allocate';
  const written = shipped().find((document) => document.kind === 'form' && document.key === key);
  await db('definition').where({ kind: 'form', key }).update({ source: null });
  expect(fieldsOf((await newest(db, 'form', key))?.body)).not.toEqual(fieldsOf(written));
  expect(await syncShipped(db, shipped())).toEqual({ published: [], different: [] });
  expect(fieldsOf((await newest(db, 'form', key))?.body)).toEqual(fieldsOf(written));
});

test.each([
  ['by its key', { form_key: FORM.key, form: null }],
  ['written in the process', { form_key: null, form: JSON.stringify({ schema: FORM.schema, ui: {} }) }],
])('a task has the fields of its form in order, %s', async (_, form) => {
  const { db } = company;
  const [instance] = await db('process_instance')
    .insert({
      workflow_id: `order:${String(form.form_key)}`,
      definition_key: 'general.task',
      definition_version: 1,
      definition_sha256: '',
      entity_id: company.idOf('li'),
      n: form.form_key === null ? 1 : 2,
      title: '顺序',
      status: 'active',
      input: '{}',
    })
    .returning('id');
  const [task] = await db('task')
    .insert({
      instance_id: instance.id,
      key: 'do/1',
      stage: 'do',
      step: 'do',
      kind: 'human',
      title: JSON.stringify(title),
      status: 'prepare',
      ...form,
    })
    .returning('id');
  expect(fieldsOf((await getTask(db, task.id, new Date()))?.form)).toEqual(WRITTEN);
});
