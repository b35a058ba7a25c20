import { StartFailure } from './failure.ts';

/** Reads the words after `npm start --`. */
export function readStartArguments(args: string[]): { dev: boolean; demo: boolean } {
  const unknown = args.find((word) => word !== '--dev' && word !== '--demo');
  if (unknown !== undefined) throw new StartFailure(`不认识的参数:${unknown}。可用:npm start,npm run dev,npm run demo。`);
  return { dev: args.includes('--dev'), demo: args.includes('--demo') };
}
