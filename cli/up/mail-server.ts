import { simpleParser, type ParsedMail } from 'mailparser';
import { Pool } from 'pg';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

const LIMIT = 20_000_000;

/** A real SMTP server that keeps every mail in table `mailbox`, where the application shows it. Nothing leaves the machine. */
function serve(databaseUrl: string, port: number): void {
  const pool = new Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', (error) => console.error(`mailbox: ${error.message}`));
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: LIMIT,
    banner: 'Guanxi mail',
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (stream.sizeExceeded)
          return done(Object.assign(new Error('The message is too large'), { responseCode: 552 }));
        keep(pool, Buffer.concat(chunks), session).then(
          () => done(),
          (error: Error) => {
            console.error(`mailbox: ${error.message}`);
            done(Object.assign(new Error('The mailbox is not available'), { responseCode: 451 }));
          },
        );
      });
    },
  });
  server.on('error', (error) => {
    console.error(`error: ${error.message}`);
    if ('code' in error && error.code === 'EADDRINUSE') process.exit(1);
  });
  server.listen(port, process.env['HOST'] || '127.0.0.1', () => process.send?.('ready'));
  // clients keep their connections open; a mail without its 250 is sent again by them
  process.once('SIGTERM', () => {
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(0), 1_000);
  });
}

/**
 * The sender gets its 250 only after this row is committed. A sender that died between our 250 and its own record of it
 * sends again under the same Message-ID: like other mail stores we keep that mail once, and count it.
 */
async function keep(pool: Pool, raw: Buffer, session: SMTPServerSession): Promise<void> {
  const mail: ParsedMail = await simpleParser(raw, { skipTextToHtml: true });
  const { mailFrom, rcptTo } = session.envelope;
  await pool.query(
    `insert into mailbox (message_id, envelope_from, envelope_to, subject, text, html, raw)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (message_id, envelope_to) where message_id is not null do update set copies = mailbox.copies + 1`,
    [
      mail.messageId ?? null,
      mailFrom ? mailFrom.address : '',
      rcptTo.map(({ address }) => address),
      mail.subject ?? '',
      mail.text ?? '',
      mail.html || null,
      raw,
    ],
  );
}

serve(process.env['DATABASE_URL'] ?? '', Number(process.env['PORT']));
