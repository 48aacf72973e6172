import { docsPage } from './docsPage';
import { route } from './http/route';
import { object, TEXT } from './http/schemas';

const page = docsPage([
  route({
    method: 'post',
    path: '/api/things/{id}',
    tag: 'records',
    summary: 'Makes <b>one</b> & "another".',
    permission: { entity: 'customer', verb: 'update' },
    body: object({ name: TEXT }),
    response: { $ref: '#/components/schemas/task' },
    handle: () => Promise.resolve({}),
  }),
]);

test('a route shows with its permission, body and answer', () => {
  expect(page).toContain('<details id="postThingsId">');
  expect(page).toContain('update customer');
  expect(page).toContain('&quot;name&quot;');
});

test('a schema that is referred to can be followed', () => {
  expect(page).toContain('<a href="#schema-task">#/components/schemas/task</a>');
  expect(page).toContain('<details id="schema-task">');
});

test('texts stay texts, and nothing is loaded from elsewhere or runs', () => {
  expect(page).toContain('Makes &lt;b&gt;one&lt;/b&gt; &amp; &quot;another&quot;.');
  expect(page).not.toMatch(/<script|style=|(?:href|src)="(?:https?:)?\/\//);
});
