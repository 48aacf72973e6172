import { STAFF } from '../../db/seed/staff';
import { shipped } from '../workflows/stage';

const groups = new Set(STAFF.flatMap(({ groups = [], roles }) => [...groups, ...roles]));

/** Every queue and pool that a document names, wherever it stands. */
function queuesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(queuesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    (name === 'queue' || name === 'group') && typeof inner === 'string' ? [inner] : queuesIn(inner),
  );
}

test('every queue of a shipped process is served by somebody of the demo company', () => {
  const queues = new Set(
    shipped().flatMap((document) => (document.kind === 'process' ? queuesIn(document) : [])),
  );
  expect(queues.size).toBeGreaterThan(3);
  expect([...queues].filter((queue) => !groups.has(queue))).toEqual([]);
});
