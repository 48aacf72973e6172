import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

/** The least that can answer: the row as JSON by a named statement, without asking who wants it. */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const text = 'select row_to_json(c)::text as json from customer c where id = $1';

const server = createServer((request, response) => {
  pool
    .query<{ json: string }>({ name: 'one', text, values: [request.url?.slice(1)] })
    .then(({ rows }) => {
      response.writeHead(rows[0] ? 200 : 404, { 'content-type': 'application/json' });
      response.end(rows[0]?.json);
    })
    .catch(() => response.writeHead(500).end());
});
// it listens on a port
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
