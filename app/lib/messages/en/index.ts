import type { Messages } from '#app/lib/i18n.ts';
import { calendar } from './calendar.ts';
import { codes } from './codes.ts';
import { common } from './common.ts';
import { errors } from './errors.ts';
import { form } from '#app/components/form/messages.en.ts';
import { inbox } from './inbox.ts';
import { applyForm, caseFile, cases, catalogue, drafts, grants, workbench } from './pages.ts';
import { opening } from './opening.ts';
import { operations } from './operations.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { task } from './task.ts';

export const en: Messages = {
  applyForm,
  calendar,
  caseFile,
  cases,
  catalogue,
  codes,
  common,
  drafts,
  errors,
  form,
  grants,
  inbox,
  opening,
  operations,
  shell,
  signIn,
  task,
  workbench,
};
