import { createTransport, type Transporter } from 'nodemailer';
import type { Db } from '../../db/connect';
import { claimMessages, markFailedForGood, markRetry, markSent, type MessageRow } from '../../db/messages';

export interface SenderOptions {
  smtpUrl: string;
  from: string;
  /** Asked just before a message goes out, in the same transaction: false = it is not wanted any more. */
  isStillWanted?(trx: Db, message: MessageRow): Promise<boolean>;
  /** Told of a message that can never be delivered, in the same transaction. */
  onFailed?(trx: Db, message: MessageRow): Promise<void>;
  onSent?(trx: Db, message: MessageRow): Promise<void>;
}

export interface Sender {
  /** Sends what is queued now; how many went out. */
  drain(): Promise<number>;
  close(): void;
}

const MOST_ATTEMPTS = 12;

/**
 * Sends queued messages, each in a transaction that holds its row: two senders never send the same one. Between the mail
 * server's 250 and our commit lies the only window in which a crash sends twice; the Message-ID is then the same, so that
 * a mailbox that knows it shows one. See docs/messages.md.
 */
export function createSender(db: Db, options: SenderOptions): Sender {
  const transport = createTransport(options.smtpUrl);
  return {
    async drain() {
      let sent = 0;
      for (
        let next = await sendOne(db, transport, options);
        next !== 'none';
        next = await sendOne(db, transport, options)
      ) {
        if (next === 'sent') sent += 1;
      }
      return sent;
    },
    close: () => transport.close(),
  };
}

async function sendOne(
  db: Db,
  transport: Transporter,
  options: SenderOptions,
): Promise<'none' | 'sent' | 'other'> {
  return db.transaction(async (trx) => {
    const [message] = await claimMessages(trx, 1);
    if (!message) return 'none';
    if (options.isStillWanted && !(await options.isStillWanted(trx, message))) return 'other';
    if (message.channel !== 'email' || !message.toAddress) {
      await giveUp(
        trx,
        message,
        message.toAddress ? `NO_PROVIDER: ${message.channel}` : 'NO_ADDRESS',
        options,
      );
      return 'other';
    }
    try {
      await transport.sendMail(mailOf(message, options.from));
    } catch (error) {
      await failed(trx, message, error, options);
      return 'other';
    }
    await markSent(trx, message.id);
    await options.onSent?.(trx, message);
    return 'sent';
  });
}

function mailOf(message: MessageRow, from: string) {
  return {
    from,
    to: { name: message.toName ?? '', address: message.toAddress ?? '' },
    subject: message.subject ?? '',
    text: message.text ?? '',
    ...(message.html ? { html: message.html } : {}),
    messageId: message.messageId,
    headers: { 'Content-Language': message.locale, 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A 5xx answer is final; everything else is tried again with back-off. */
async function failed(trx: Db, message: MessageRow, error: unknown, options: SenderOptions): Promise<void> {
  const text = error instanceof Error ? error.message : String(error);
  const code =
    typeof error === 'object' && error !== null && 'responseCode' in error ? Number(error.responseCode) : 0;
  if (code >= 500 || message.attempts + 1 >= MOST_ATTEMPTS) await giveUp(trx, message, text, options);
  else await markRetry(trx, message.id, text);
}

async function giveUp(trx: Db, message: MessageRow, reason: string, options: SenderOptions): Promise<void> {
  await markFailedForGood(trx, message.id, reason);
  await options.onFailed?.(trx, message);
}
