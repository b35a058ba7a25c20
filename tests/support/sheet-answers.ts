import type { Answers } from '#forms/answers.ts';

/** The eight questions of a confidentiality sheet, none of them raised: nobody has to be consulted. */
export const NO_QUESTION: Answers = {
  ...Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`q${index + 1}`, 'no'])),
  importantData: 'no',
};
