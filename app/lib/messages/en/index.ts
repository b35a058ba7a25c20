import type { Messages } from '#app/lib/i18n.ts';
import { codes } from './codes.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { refusal } from './refusal.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';

export const en: Messages = { codes, common, errors, refusal, shell, signIn };
