import { readConfig } from '#server/config.ts';
import { dataFolders, makeDataFolders } from '#server/start/folders.ts';
import { freePort } from '#server/start/ports.ts';
import { productionServer, serverPart } from '#server/start/server-part.ts';
import { createSupervisor } from '#server/start/supervise.ts';
import { httpGet, waitFor } from '#server/start/wait.ts';
import { whileOpen } from './closing.ts';
import { withFolder } from './installation.ts';

/** A server alone on a database that stands, without an engine: it serves all that reads. */
export function withServer<T>(databaseUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  return withFolder(async (dataDir) => {
    makeDataFolders(dataFolders(dataDir));
    const [port, nobody, feedPort] = [await freePort(), await freePort(), await freePort()];
    const config = readConfig({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, MODE: 'demo' });
    const supervisor = createSupervisor(
      dataDir,
      () => {},
      () => {},
    );
    return whileOpen(
      () => supervisor.stop(['server']),
      async () => {
        const connections = { appUrl: databaseUrl, ownerUrl: null, zeebeAddress: `127.0.0.1:${nobody}`, monitorUrl: null, feedPort };
        await supervisor.run(serverPart(config, connections, productionServer, false));
        const url = `http://127.0.0.1:${port}`;
        // Without an engine it is never ready, yet it serves: the sign-in page needs the database.
        const serves = await waitFor(async () => ((await httpGet(`${url}/sign-in`))?.status === 200 ? true : null), 60_000);
        if (serves === null) throw new Error(`the server on ${databaseUrl} does not answer`);
        return work(url);
      },
    );
  });
}
