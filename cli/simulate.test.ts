import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as simulate } from './simulate';
import { run as validate } from './validate';

const title = { 'zh-CN': '示例', en: 'Example' };
const calendar = {
  kind: 'calendar',
  key: 'own.hours',
  version: 1,
  title,
  timezone: 'Asia/Shanghai',
  week: { mon: [['09:00', '12:00']] },
};
const scenario = {
  name: 'own hours',
  start: '2026-03-02T09:00:00+08:00',
  given: { documents: [calendar] },
  steps: [{ complete: 'a', by: 'E1' }, { expect: { status: 'ended', open: [] } }],
};
const definition = {
  kind: 'process',
  key: 'own',
  version: 1,
  category: 'general',
  title,
  calendar: 'own.hours',
  stages: [{ id: 's', title, steps: [{ id: 'a', kind: 'human', title, assign: { employee: 'E1' } }] }],
  tests: [scenario],
};

describe('guanxi simulate', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'guanxi-simulate-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  function save(name: string, content: unknown): string {
    writeFileSync(join(folder, name), JSON.stringify(content, null, 1));
    return join(folder, name);
  }

  async function printed(args: string[], options: Record<string, unknown>, run = simulate) {
    let text = '';
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    try {
      const code = await run(args, { json: true, ...options });
      return { code, answer: JSON.parse(text) as unknown };
    } finally {
      write.mockRestore();
    }
  }

  it('knows what the scenarios of a definition bring along', async () => {
    const { code, answer } = await printed([save('own.json', definition)], {});
    expect([code, answer]).toEqual([0, expect.objectContaining({ ok: true, scenario: 'own hours' })]);
  });

  it('answers a program with a problem when there is nothing to read', async () => {
    const nothing = join(folder, 'nothing.json');
    const problem = { code: 'bad-input', severity: 'error', file: nothing, line: 1, column: 1 };
    const expected = { code: 2, answer: { ok: false, problems: [expect.objectContaining(problem)] } };
    expect(await printed([nothing], {})).toEqual(expected);
    expect(await printed([nothing], {}, validate)).toEqual(expected);
    expect(await printed(['sales.project'], { scenario: nothing })).toEqual(expected);
  });

  it('says at which line a scenario makes no sense', async () => {
    const steps = [{ complete: 'a' }, { advance: 'P1D', clock: 'lunar' }];
    const file = save('bad.scenario.json', { ...scenario, steps });
    const { code, answer } = await printed([save('own.json', definition)], { scenario: file });
    const problem = { code: 'scenario-invalid', file, pointer: '/steps/1/clock', line: 32, column: 13 };
    expect([code, answer]).toEqual([2, { ok: false, problems: [expect.objectContaining(problem)] }]);
  });
});
