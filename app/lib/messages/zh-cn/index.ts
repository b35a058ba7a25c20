import { codes } from './codes.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { refusal } from './refusal.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';

/** Plain official Chinese in the words of the glossary: one word for one thing, the same as in law and drawing. */
export const zhCN = { codes, common, errors, refusal, shell, signIn } as const;
