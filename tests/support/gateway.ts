import { createServer } from 'node:http';

export type Call = { readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: string };

/** The city's messenger, as far as we know it: it takes posts and answers with a status. */
export type Gateway = {
  readonly url: string;
  readonly calls: Call[];
  /** The status of the next answers; 0 hangs up without one. */
  answer: (status: number) => void;
  close: () => Promise<void>;
};

export async function openGateway(): Promise<Gateway> {
  const calls: Call[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, status === 302 ? { Location: 'http://127.0.0.1:1/' } : {}).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/notices`,
    calls,
    answer: (next) => {
      status = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
