import type { Server } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import type { RequestHandler } from 'express';
import { createServer } from 'vite';
import { z } from 'zod';

const buildModule = z.custom<ServerBuild>((value) => typeof value === 'object' && value !== null && 'entry' in value && 'routes' in value);

/** The screens read anew at each change, for developers only. */
export async function developmentScreens(server: Server): Promise<{ assets: RequestHandler; build: () => Promise<ServerBuild> }> {
  const vite = await createServer({ server: { middlewareMode: true, hmr: { server } }, appType: 'custom' });
  return {
    assets: vite.middlewares,
    build: async () => buildModule.parse(await vite.ssrLoadModule('virtual:remix/server-build')),
  };
}
