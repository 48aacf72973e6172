import type { Permission, Route, Schema } from './http/route';
import { components, operationId } from './openapi';

const TAGS: Record<Route['tag'], string> = {
  session: 'Session 登录',
  meta: 'Meta 元数据',
  records: 'Records 资料',
  tasks: 'Tasks 任务',
  processes: 'Processes 流程',
  definitions: 'Definitions 定义',
  reports: 'Reports 报表',
  dunning: 'Payment reminders 催款',
  messages: 'Messages 消息',
  operations: 'Operations 运维',
};

/** The API for people to read: one page without script, from the same routes as `/api/openapi.json`. */
export function docsPage(routes: Route[]): string {
  const tags = [...new Set(routes.map(({ tag }) => tag))];
  const schemas = Object.entries(components());
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Guanxi API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/api-docs.css">
</head>
<body>
<main>
<h1>关系 Guanxi API</h1>
<p>Every route, from the same declarations that check its requests. Programs read <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1).
Sign in with a session cookie, or send <code>Authorization: Bearer gx_…</code>. Errors are problem documents with a code and a text in both languages.</p>
<nav aria-label="Contents"><ul>
${tags.map((tag) => `<li><a href="#${tag}">${TAGS[tag]}</a></li>`).join('\n')}
<li><a href="#schemas">Schemas 数据结构</a></li>
</ul></nav>
${tags.map((tag) => section(tag, TAGS[tag], routes.filter((route) => route.tag === tag).map(operation))).join('\n')}
${section('schemas', 'Schemas 数据结构', schemas.map(schemaEntry))}
</main>
</body>
</html>
`;
}

function section(id: string, title: string, entries: string[]): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${entries.join('\n')}\n</section>`;
}

function operation(route: Route): string {
  const { method, path, summary, query, body, response } = route;
  const parts = [
    `<p>Permission: <code>${escape(permissionText(route.permission))}</code></p>`,
    query ? code('Query', query['properties']) : '',
    body ? code('Body', body) : '',
    response ? code('Answer', response) : '<p>The answer has no body.</p>',
  ];
  return `<details id="${operationId(route)}"><summary><code class="${method}">${method.toUpperCase()}</code> <code>${escape(path)}</code> ${escape(summary)}</summary>
${parts.join('\n')}
</details>`;
}

function schemaEntry([name, schema]: [string, Schema]): string {
  return `<details id="schema-${name}"><summary><code>${escape(name)}</code></summary>\n${code(name, schema)}\n</details>`;
}

function permissionText(permission: Permission): string {
  return typeof permission === 'string' ? permission : `${permission.verb} ${permission.entity}`;
}

function code(title: string, value: unknown): string {
  const text = escape(JSON.stringify(value, null, 2));
  const linked = text.replaceAll(
    /#\/components\/schemas\/([A-Za-z]+)/g,
    (target, name: string) => `<a href="#schema-${name}">${target}</a>`,
  );
  return `<h3>${escape(title)}</h3><pre tabindex="0" role="region" aria-label="${escape(title)}">${linked}</pre>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
