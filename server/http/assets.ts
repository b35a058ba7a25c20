import express from 'express';
import type { RequestHandler } from 'express';
import { nameRoute } from './request-scope.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/** The build's files: those under /assets carry a hash in their names and never change. */
export function buildAssets(folder: string): RequestHandler {
  const files = express.Router();
  const named: RequestHandler = (_request, response, next) => {
    nameRoute(response.locals, 'asset');
    next();
  };
  files.use('/assets', named, express.static(`${folder}/assets`, { immutable: true, maxAge: YEAR_MS, fallthrough: false, index: false }));
  files.use(express.static(folder, { maxAge: 3_600_000, index: false, redirect: false }));
  return files;
}
