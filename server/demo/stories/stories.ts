import type { Story } from '../story.ts';
import { complaintOfRefusal, doubts, unlisted } from './around.ts';
import { returnedEntry, secondSource } from './catalogue.ts';
import { misuse, refusal, renewal } from './grants-in-use.ts';
import { lateAnswers } from './late-answers.ts';
import { lowIncome } from './low-income.ts';
import { busPositions, dishonest, emissions, incomplete } from './openings.ts';
import { busLines, storehouse, visitorFlow } from './reviews.ts';

/** In the order of the dossier; what it does not number comes last. */
export const STORIES: readonly Story[] = [
  lowIncome,
  busPositions,
  emissions,
  incomplete,
  dishonest,
  visitorFlow,
  returnedEntry,
  secondSource,
  storehouse,
  misuse,
  lateAnswers,
  renewal,
  refusal,
  busLines,
  doubts,
  complaintOfRefusal,
  unlisted,
];
