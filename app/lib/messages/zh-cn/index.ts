import { around } from './around.ts';
import { basket } from './basket.ts';
import { calendar } from './calendar.ts';
import { cards } from './cards.ts';
import { codes } from './codes.ts';
import { common } from './common.ts';
import { documents } from './documents.ts';
import { errors } from './errors.ts';
import { form } from '#app/components/form/messages.zh-cn.ts';
import { help } from './help.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { applyForm, caseFile, cases, catalogue, drafts, grants, workbench } from './pages.ts';
import { noticeSettings, notices } from './notices.ts';
import { opening } from './opening.ts';
import { operations } from './operations.ts';
import { search } from './search.ts';
import { people } from './people.ts';
import { review } from './review.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { supervision } from './supervision.ts';
import { task } from './task.ts';
import { work } from './work.ts';

/** Plain official Chinese in the words of the glossary: one word for one thing, the same as in law and drawing. */
export const zhCN = {
  applyForm,
  around,
  basket,
  calendar,
  cards,
  caseFile,
  cases,
  catalogue,
  codes,
  common,
  documents,
  drafts,
  errors,
  form,
  grants,
  help,
  imports,
  inbox,
  noticeSettings,
  notices,
  opening,
  operations,
  search,
  people,
  review,
  shell,
  signIn,
  supervision,
  task,
  work,
  workbench,
} as const;
