import { create } from 'xmlbuilder2';
import { addEvents } from '../../db/instanceLog';
import { processLog } from '../../db/reports/processLog';
import { xesOf } from '../../domain/process/xes';
import { openCompany, type Company } from './company';

let company: Company;
beforeEach(async () => {
  company = await openCompany();
});
afterEach(() => company.close());

interface Element {
  /** Text has none. */
  tagName?: string;
  getAttribute(name: string): string;
  childNodes: Iterable<Element>;
}

const inside = (element: Element | undefined, name: string) =>
  [...(element?.childNodes ?? [])].filter(({ tagName }) => tagName === name);

/** The keys and values of an element. */
const values = (element: Element | undefined) =>
  Object.fromEntries(
    [...(element?.childNodes ?? [])]
      .filter(({ tagName }) => tagName !== undefined && tagName !== 'event')
      .map((child) => [child.getAttribute('key'), child.getAttribute('value')]),
  );

async function startCase(definition: string, startedAt: string): Promise<string> {
  const id = crypto.randomUUID();
  await company.db('process_instance').insert({
    id,
    workflow_id: id,
    definition_key: definition,
    definition_version: 3,
    definition_sha256: 'x',
    entity_id: id,
    n: 1,
    title: 'x',
    status: 'active',
    started_at: startedAt,
  });
  const person = company.idOf('li');
  await addEvents(company.db, id, [
    { seq: 1, idx: 0, at: new Date('2026-03-02T01:00:00Z'), event: 'stageEntered', stage: 'offer' },
    {
      seq: 1,
      idx: 1,
      at: new Date('2026-03-02T01:00:00Z'),
      event: 'taskOpened',
      stage: 'offer',
      step: 'price',
    },
    {
      seq: 2,
      idx: 0,
      at: new Date('2026-03-02T02:00:00.5Z'),
      event: 'taskCompleted',
      stage: 'offer',
      step: 'price',
      actorId: person,
    },
    { seq: 2, idx: 1, at: new Date('2026-03-02T02:00:00.5Z'), event: 'ended' },
  ]);
  return id;
}

it('writes each process as a trace and each line of its timeline as an event, in order', async () => {
  const { db, as } = company;
  const first = await startCase('a<&"b', '2026-03-01T00:00:00Z');
  const second = await startCase('other', '2026-04-01T00:00:00Z');
  const lines = await processLog(db, as('zhao'), {});
  // the part of its DOM that is read here
  const log = create(xesOf(lines)).root().node as unknown as Element;
  expect(inside(log, 'extension').map((extension) => extension.getAttribute('prefix'))).toEqual([
    'concept',
    'lifecycle',
    'time',
    'org',
  ]);
  const traces = inside(log, 'trace');
  expect(traces.map((trace) => values(trace)['concept:name'])).toEqual([first, second]);
  expect(values(traces[0])['definition']).toBe('a<&"b');
  const events = inside(traces[0], 'event').map(values);
  expect(events).toEqual([
    {
      'concept:name': 'offer',
      'lifecycle:transition': 'start',
      event: 'stageEntered',
      'time:timestamp': '2026-03-02T01:00:00.000Z',
    },
    {
      'concept:name': 'offer/price',
      'lifecycle:transition': 'schedule',
      event: 'taskOpened',
      'time:timestamp': '2026-03-02T01:00:00.000Z',
    },
    {
      'concept:name': 'offer/price',
      'lifecycle:transition': 'complete',
      event: 'taskCompleted',
      'org:resource': '李娜',
      'time:timestamp': '2026-03-02T02:00:00.500Z',
    },
    {
      'concept:name': 'ended',
      'lifecycle:transition': 'complete',
      event: 'ended',
      'time:timestamp': '2026-03-02T02:00:00.500Z',
    },
  ]);
});

it('is bounded by definition, start and number of events, and by what the person may see', async () => {
  const { db, as } = company;
  const first = await startCase('a', '2026-03-01T00:00:00Z');
  await startCase('b', '2026-04-01T00:00:00Z');
  const ids = async (query: Parameters<typeof processLog>[2]) =>
    new Set((await processLog(db, as('zhao'), query)).map(({ instanceId }) => instanceId));
  expect(await ids({ definition: 'a' })).toEqual(new Set([first]));
  expect(await ids({ to: '2026-04-01T00:00:00Z' })).toEqual(new Set([first]));
  expect((await ids({ from: '2026-04-01T00:00:00Z' })).has(first)).toBe(false);
  expect(await processLog(db, as('wu'), {})).toEqual([]);
  expect(await processLog(db, as('zhao'), {}, 8)).toHaveLength(8);
  await expect(processLog(db, as('zhao'), {}, 7)).rejects.toMatchObject({ code: 'LOG_TOO_LARGE' });
});
