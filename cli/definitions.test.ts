import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from './command-error';
import { run as diagram } from './diagram';
import { run as diff } from './diff';
import { run as validate } from './validate';

const definitions = join(__dirname, '..', 'definitions');
const invalid = join(definitions, 'invalid', 'unknown-form.json');

async function printed(run: typeof validate, args: string[], options: Record<string, unknown> = {}) {
  let text = '';
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    return { code: await run(args, options), text };
  } finally {
    write.mockRestore();
  }
}

describe('guanxi validate', () => {
  it('accepts everything that is shipped, a folder at a time', async () => {
    expect(await printed(validate, [definitions], { lang: 'en' })).toEqual({ code: 0, text: 'No errors.\n' });
    expect(await printed(validate, [definitions], { json: true })).toEqual({
      code: 0,
      text: `${JSON.stringify({ ok: true, problems: [] }, null, 2)}\n`,
    });
  });

  it('tells file, line, column and code in the language of the terminal', async () => {
    const en = await printed(validate, [invalid], { lang: 'en' });
    expect(en).toEqual({
      code: 1,
      text: `${invalid}:75:19 error unknown-form: There is no form "quotatoin" (quotation?)\n`,
    });
    expect((await printed(validate, [invalid], { lang: 'zh-CN' })).text).toContain('没有表单“quotatoin”');
  });

  it('prints problems as JSON', async () => {
    const { code, text } = await printed(validate, [invalid], { json: true });
    expect(code).toBe(1);
    expect(JSON.parse(text)).toEqual({
      ok: false,
      problems: [
        {
          code: 'unknown-form',
          severity: 'error',
          file: invalid,
          pointer: '/stages/1/steps/0/form',
          line: 75,
          column: 19,
          message: { 'zh-CN': '没有表单“quotatoin”', en: 'There is no form "quotatoin"' },
          hint: 'quotation?',
        },
      ],
    });
  });

  it('passes warnings', async () => {
    const file = join(definitions, 'invalid', 'wait-without-timeout.json');
    const { code, text } = await printed(validate, [file], { json: true });
    expect([code, (JSON.parse(text) as { ok: boolean }).ok]).toEqual([0, true]);
  });

  it('refuses a file that is not there with exit code 2', async () => {
    await expect(validate([join(definitions, 'nothing.json')], {})).rejects.toMatchObject({ exitCode: 2 });
    await expect(validate([join(definitions, 'nothing.json')], {})).rejects.toBeInstanceOf(CommandError);
  });

  it('checks scenarios too, and files of one call may name each other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guanxi-'));
    try {
      const title = { 'zh-CN': '示例', en: 'Example' };
      const save = (name: string, content: object) =>
        writeFileSync(join(folder, name), JSON.stringify(content));
      save('scenario.json', { name: 'x', definition: 'general.task', start: 5, steps: [] });
      save('form.json', { kind: 'form', key: 'own-form', version: 1, title, schema: { type: 'object' } });
      const step = { id: 'a', kind: 'human', title, assign: { employee: 'E1' }, form: 'own-form' };
      save('process.json', {
        kind: 'process',
        key: 'own',
        version: 1,
        category: 'general',
        title,
        stages: [{ id: 's', title, steps: [step] }],
      });
      mkdirSync(join(folder, 'schemas'));
      save('schemas/other.json', { kind: 'nonsense' });
      const { code, text } = await printed(validate, [folder], { json: true });
      const { problems } = JSON.parse(text) as {
        problems: { file: string; code: string; pointer: string }[];
      };
      expect([code, problems.map(({ file, pointer }) => [file, pointer])]).toEqual([
        1,
        [[join(folder, 'scenario.json'), '/start']],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('guanxi diagram', () => {
  it('draws a shipped process by its key', async () => {
    const { code, text } = await printed(diagram, ['sales.project'], { lang: 'zh-CN' });
    expect(code).toBe(0);
    for (const name of ['初次接触', '需求确定', '提交方案', '项目报价', '意向确定', '商务谈判', '合同签订'])
      expect(text).toContain(name);
  });

  it('refuses what is no process', async () => {
    await expect(diagram(['sales.projekt'], {})).rejects.toMatchObject({ exitCode: 2 });
    expect((await printed(diagram, [join(definitions, 'invalid', 'json-syntax.json')])).code).toBe(1);
  });
});

describe('guanxi diff', () => {
  const project = join(definitions, 'processes', 'sales', 'project.json');
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'guanxi-diff-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('says nothing of a file that is the same as what is shipped', async () => {
    expect(await printed(diff, ['sales.project', project])).toEqual({ code: 0, text: '' });
  });

  it('says in sentences, or as JSON, what the second one changes', async () => {
    const changed = join(folder, 'changed.json');
    const text = readFileSync(project, 'utf8');
    writeFileSync(changed, text.replace('初次接触', '首次接触'));
    const { code, text: said } = await printed(diff, [project, changed], { lang: 'zh-CN' });
    expect(code).toBe(1);
    expect(said).toContain('首次接触');
    const json = await printed(diff, [project, changed], { json: true });
    expect(JSON.parse(json.text)).toMatchObject({ same: false });
  });

  it('refuses what is not there, is no definition, or is of another kind', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '[');
    for (const other of ['sales.projekt', broken, 'cn-office'])
      await expect(diff(['sales.project', other], {})).rejects.toMatchObject({ exitCode: 2 });
  });
});
