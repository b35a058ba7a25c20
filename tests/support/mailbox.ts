import { SMTPServer } from 'smtp-server';

export type Mail = { readonly headers: ReadonlyMap<string, string>; readonly to: readonly string[]; readonly text: string };

/** A mail server that keeps what it takes. */
export type Mailbox = {
  readonly url: string;
  readonly mails: Mail[];
  /** How it answers the next recipients and messages: not at all, for now, for good, or by hanging up once it has the message. */
  behave: (how: 'take' | 'later' | 'never' | 'hang_up') => void;
  close: () => Promise<void>;
};

export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  let how: Parameters<Mailbox['behave']>[0] = 'take';
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      if (how === 'later' || how === 'never') callback(Object.assign(new Error('mailbox'), { responseCode: how === 'later' ? 451 : 550 }));
      else callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push({ ...readMail(Buffer.concat(chunks).toString('latin1')), to: session.envelope.rcptTo.map(({ address }) => address) });
        if (how === 'hang_up') for (const connection of server.connections) connection.close();
        else callback();
      });
    },
  });
  // A client that is hung up on is no fault of the server.
  server.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: (next) => {
      how = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(raw: string): Pick<Mail, 'headers' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 2))]),
  );
  return { headers, text: decodeBody(rest.join('\r\n\r\n'), headers.get('content-transfer-encoding') ?? '').trim() };
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return unquote(body.replace(/=\r\n/g, ''));
  return Buffer.from(body, 'latin1').toString('utf8');
}

/** Encoded words side by side belong together. */
function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : unquote(word.replaceAll('_', ' ')),
    );
}

function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
