import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createServer, type Server } from 'node:tls';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openClient } from '#server/engine/client.ts';
import { fileSample } from './support/cases.ts';
import { openWorld } from './support/world.ts';

let folder = '';
let gateway: Server;
let address = '';
const certificate = () => path.join(folder, 'gateway.pem');

/** A gateway that speaks TLS, as a reverse proxy gives it: in front of the broker of this run. */
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'gongkai-tls-'));
  const key = path.join(folder, 'key.pem');
  const subject = ['-subj', '/CN=gateway', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', certificate(), ...subject],
    {
      stdio: 'ignore',
    },
  );
  const broker = new URL(`tcp://${inject('broker').address}`);
  gateway = createServer({ key: readFileSync(key), cert: readFileSync(certificate()), ALPNProtocols: ['h2'] }, (secured) => {
    const plain = connect(Number(broker.port), broker.hostname);
    // Either side may hang up at any time.
    pipeline(secured, plain, secured).catch(() => {});
  });
  gateway.on('tlsClientError', () => {});
  gateway.listen(0, 'localhost');
  await once(gateway, 'listening');
  address = `localhost:${(gateway.address() as AddressInfo).port}`;
});
afterAll(() => {
  gateway.close();
  rmSync(folder, { recursive: true });
});

test('calls and streams of jobs go through TLS, with a certificate that the configuration names', async () => {
  const world = await openWorld({ address, feedPort: inject('broker').feedPort, tls: { rootCerts: certificate() } });
  const caseId = await fileSample(world.db, { entryId: 'cat-040' });
  await world.walk(caseId, [['internal_consent', 'agree']]);
  await world.untilAsked(caseId, 'formal_check');
  await world.close();
});

test('a gateway whose certificate nobody vouches for is not trusted', async () => {
  const client = openClient(address, () => undefined, { rootCerts: null });
  await expect(client.topology(4_000)).rejects.toThrow(/UNAVAILABLE|DEADLINE/);
  await client.close();
});
