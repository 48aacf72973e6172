import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { dunCustomer } from '../../activities/dunning/dun';
import { createSender, type Sender } from '../../activities/messages/sender';
import { noteDelivery, withdrawIfVoid } from '../../db/dunning/delivery';
import type { Db } from '../../db/connect';
import type { Company } from '../db/company';
import { addCustomer, addInvoice, openDunningCompany, payInvoice } from './fixture';

const at = (text: string) => Date.parse(`2026-${text}:00+08:00`);

describe('reminders by mail', () => {
  let company: Company;
  let db: Db;
  let server: SMTPServer;
  let sender: Sender;
  const mails: ParsedMail[] = [];

  beforeAll(async () => {
    company = await openDunningCompany();
    db = company.db;
    server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: ({ address }, _session, done) =>
        done(
          address.startsWith('nobody')
            ? Object.assign(new Error('no such user'), { responseCode: 550 })
            : undefined,
        ),
      onData: (stream, _session, done) => {
        simpleParser(stream).then((mail) => {
          mails.push(mail);
          done();
        }, done);
      },
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    // a server that listens on a port has an address with one
    const { port } = server.server.address() as AddressInfo;
    sender = createSender(db, {
      smtpUrl: `smtp://127.0.0.1:${port}`,
      from: '华东仪器 <no-reply@guanxi.example>',
      isStillWanted: async (trx, message) => !(await withdrawIfVoid(trx, message)),
      onSent: (trx, message) => noteDelivery(trx, message, 'sent'),
      onFailed: (trx, message) => noteDelivery(trx, message, 'failed'),
    });
  });
  afterAll(async () => {
    sender.close();
    await new Promise<void>((closed) => server.close(() => closed()));
    await company.close();
  });

  const noticesOf = (id: string) =>
    db('dunning_notice').where({ customer_id: id }).orderBy('created_at').pluck('status');

  it('arrive once, with the Message-ID and the text that are kept', async () => {
    const { id } = await addCustomer(company);
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    await Promise.all([sender.drain(), sender.drain()]);
    await dunCustomer(db, id, at('03-10T10:05'));
    await sender.drain();
    expect(mails).toHaveLength(1);
    const kept = await db('message')
      .first('subject', 'text', 'message_id as messageId', 'status')
      .where({ customer_id: id });
    expect(mails[0]).toMatchObject({ subject: kept.subject, messageId: kept.messageId });
    expect(mails[0]?.text?.trim()).toBe(kept.text);
    expect([kept.status, await noticesOf(id)]).toEqual(['sent', ['sent']]);
  });

  it('are not sent when the money comes before the mail goes', async () => {
    const { id } = await addCustomer(company);
    const invoice = await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    await payInvoice(db, invoice);
    const before = mails.length;
    await sender.drain();
    expect(mails).toHaveLength(before);
    expect(await noticesOf(id)).toEqual(['ignored']);
  });

  it('that nobody takes go to a person on the next day, and the account is looked at again', async () => {
    const { id } = await addCustomer(company, { email: 'nobody@jingmi.example' });
    await addInvoice(db, id, '2026-03-05', '5000.00');
    await dunCustomer(db, id, at('03-10T10:00'));
    await db('outbox').delete();
    await sender.drain();
    expect(await noticesOf(id)).toEqual(['failed']);
    expect(await db('outbox').pluck('kind')).toEqual(['dun']);
    await dunCustomer(db, id, at('03-11T10:00'));
    expect(await noticesOf(id)).toEqual(['failed', 'sent']);
    expect(await db('process_instance').where({ customer_id: id }).pluck('definition_key')).toEqual([
      'general.task',
    ]);
  });
});
