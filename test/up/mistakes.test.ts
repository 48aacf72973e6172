import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guanxi } from '../support/system';

const ROOT = join(__dirname, '..', '..');

jest.setTimeout(120_000);

describe('a wrong or missing part', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guanxi-mistakes-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [
      'no database there',
      { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/x' },
      /127\.0\.0\.1:9\/x \(DATABASE_URL\)/,
    ],
    ['a database setting that is no URL', { DATABASE_URL: 'over there' }, /DATABASE_URL is not a URL/],
  ])('%s is told in one sentence', async (_name, env, sentence) => {
    const up = guanxi(['up', '--data', join(folder, 'data'), '--port', '0'], env);
    expect(await up.exit).toBe(1);
    expect(up.output()).toMatch(sentence);
    expect(up.output()).not.toMatch(/\n\s+at |secret/);
  });

  it('a data directory that cannot be one', async () => {
    writeFileSync(join(folder, 'file'), '');
    const up = guanxi(['up', '--data', join(folder, 'file', 'data')]);
    expect(await up.exit).toBe(1);
    expect(up.output()).toMatch(/guanxi: The data directory .* cannot be written/);
  });

  it.each([
    [['up', '--port', 'many'], /"many" is not a port/],
    [['up', '--port', '70000'], /"70000" is not a port/],
    [['dance'], /unknown command 'dance'/],
    [['token'], /Whose token\? Give --user <login>/],
    [['token', '--user', 'li', '--data', folder], /No system runs on/],
    [['simulate', 'nothing'], /There is neither a file nor a definition nothing/],
    [['simulate', 'nothing', '--lang', 'zh-CN'], /既没有文件也没有定义 nothing/],
  ])('guanxi %j', async (args, sentence) => {
    const wrong = guanxi(args, { DATABASE_URL: '' });
    expect(await wrong.exit).not.toBe(0);
    expect(wrong.output()).toMatch(sentence);
    expect(wrong.output()).not.toMatch(/\n\s+at /);
  });

  it('nobody who reads to the end', () => {
    const command = 'bin/guanxi simulate sales.project --json | head -c 1';
    const { stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: ROOT, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['[', expect.not.stringContaining('EPIPE')]);
  });
});
