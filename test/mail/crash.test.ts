import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createSender } from '../../activities/messages/sender';
import { anyFreePort } from '../../cli/up/ports';
import { connect, type Db } from '../../db/connect';
import { enqueueMessage } from '../../db/messages';
import { examine } from '../../db/doctor/doctor';
import { createTestDatabase } from '../support/servers';

const ROOT = join(__dirname, '../..');

describe('a crash between the 250 of the mail server and our record of it', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let db: Db;
  let server: ChildProcess;
  let smtpUrl: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    db = connect(database.url, { max: 4 });
    const port = await anyFreePort();
    smtpUrl = `smtp://127.0.0.1:${port}`;
    server = fork(join(ROOT, 'cli/up/mail-server.ts'), {
      execArgv: ['-r', join(ROOT, 'scripts/register-ts.cjs')],
      env: { ...process.env, DATABASE_URL: database.url, PORT: String(port) },
    });
    await once(server, 'message');
  });
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    await db.destroy();
    await database.drop();
  });

  it('sends the mail again, and the mailbox keeps it once and counts it', async () => {
    const message = {
      channel: 'email',
      toName: '王芳',
      toAddress: 'wang.fang@customer.example',
      locale: 'zh-CN',
      subject: '付款提醒',
      text: '您好',
      messageId: '<dunning.1.1@guanxi>',
    };
    const { id } = await enqueueMessage(db, { ...message, dedupeKey: 'one' });
    const from = '华东仪器 <no-reply@guanxi.example>';
    const dying = createSender(db, { smtpUrl, from, onSent: () => Promise.reject(new Error('killed')) });
    await expect(dying.drain()).rejects.toThrow('killed');
    dying.close();
    expect(await db('message').where({ id }).pluck('status')).toEqual(['queued']);

    const next = createSender(db, { smtpUrl, from });
    expect(await next.drain()).toBe(1);
    next.close();
    expect(await db('message').where({ id }).pluck('status')).toEqual(['sent']);
    expect(await db('mailbox').select('subject', 'copies')).toEqual([{ subject: '付款提醒', copies: 2 }]);
    const mails = (await examine(db, null)).filter(({ id }) => id === 'I4');
    expect(mails.every(({ ok }) => ok)).toBe(true);
    expect(mails.flatMap(({ violations }) => violations)).toEqual(['mail <dunning.1.1@guanxi> came 2 times']);
  });
});
