import { httpGet } from '#server/start/wait.ts';

/** Numbers of the server's own /metrics by name with labels; asking for them begins a new window of the event loop's delay. */
export async function readMetrics(url: string): Promise<Map<string, number>> {
  const answer = await httpGet(`${url}/metrics`);
  if (answer?.status !== 200) throw new Error(`${url}/metrics answers ${answer?.status ?? 'nothing'}`);
  const lines = answer.body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}
