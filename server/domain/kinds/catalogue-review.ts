import type { Answers } from '#forms/answers.ts';
import type { CatalogueFacts } from '#processes/catalogue-review/process.ts';
import { CONFIDENTIALITY_FACTS_AT_START } from '#processes/confidentiality-review/process.ts';
import type { CaseKind, CaseSoFar, Filing, JudgedAct, Options, Subject } from '../case-kinds.ts';
import { BUREAU, PLANNING, SECRECY } from '../cases.ts';
import { checkEntry, errorsIn } from '../catalogue-checks.ts';
import { ITEM_FLAGS, openTypeOf, reviewLevel } from '../catalogue.ts';
import type { ItemGrade } from '../catalogue.ts';
import type { EntryContent } from '../entry-content.ts';
import { answersOfContent, entryContentOf, isMinor, levelOf } from '../entry-content.ts';
import { linesOf, refuseVerdicts } from '../line-review.ts';
import type { Register } from '../one-source.ts';
import type { FieldRefusal } from '../refusal.ts';

/** A department compiles an entry, or changes one that is published (DOMAIN §4.1, §4.5 d). */
export const catalogueReviewKind: CaseKind = {
  numberWord: '目录编制',
  subject: 'entry_or_new',
  fileAct: 'compile',
  partyRoles: ['catalogue_compiler', 'catalogue_reviewer', 'data_steward', 'dept_leader', 'dept_confidentiality_reviewer'],
  title: ({ answers }) => entryContentOf(answers).name,
  providerId: ({ subject, applicantId }) => subject.entry?.providerId ?? applicantId,
  facts,
  startOptions,
  beginning: ({ entry, published }) => (entry === null || !published ? {} : { ...answersOfContent(published), entryId: entry.id }),
  judge,
  stepContext(soFar, formKey) {
    const context = { options: startOptions(soFar.subject), known: {} };
    if (formKey !== 'catalogue_review') return context;
    // The reviewer speaks to every line, and to no other.
    const verdicts = linesOf(entryContentOf(soFar.application)).map((element) => ({ element }));
    return { ...context, rights: { '*': 'edit', 'verdicts.element': 'read' }, stored: { verdicts } };
  },
  beginWith(formKey, soFar) {
    switch (formKey) {
      case 'catalogue_entry':
        return soFar.application;
      case 'catalogue_review':
        return { verdicts: earlierVerdicts(soFar) };
      default:
        return {};
    }
  },
};

function startOptions({ entry }: Subject): Options {
  return { entryId: entry === null ? [] : [entry.id] };
}

function facts({ subject, applicantId, answers }: Filing): Omit<CatalogueFacts, 'caseId'> {
  const content = entryContentOf(answers);
  const provider = subject.entry?.providerId ?? applicantId;
  return {
    applicant: applicantId,
    provider,
    bureau: BUREAU,
    secrecy: SECRECY,
    coordination: PLANNING,
    change: changeOf({ subject, answers }),
    openType: openTypeOf(content.openType),
    level: levelOf(content),
    reviewLevel: reviewLevel(gradesOf(content)),
    importantData: false,
    ...CONFIDENTIALITY_FACTS_AT_START,
    bureauOwn: provider === BUREAU,
    designation: content.designation,
  };
}

function gradesOf({ items }: EntryContent): ItemGrade[] {
  return items.map(({ level, flags }) => ({ level, flags: ITEM_FLAGS.filter((flag) => flags.includes(flag)) }));
}

function changeOf({ subject: { entry, published }, answers }: Pick<Filing, 'subject' | 'answers'>): CatalogueFacts['change'] {
  if (entry === null || !published || entry.state !== 'published') return 'new';
  return isMinor(published, entryContentOf(answers)) ? 'minor' : 'update';
}

function judge(act: JudgedAct, register: Register): Readonly<Record<string, FieldRefusal>> {
  switch (act.formKey) {
    case 'catalogue_entry': {
      if (act.outcome === 'return') return {};
      const findings = errorsIn(checkEntry(entryContentOf(act.answers), register));
      return Object.fromEntries(findings.map(({ path, code, params }) => [path, { code, params }]));
    }
    case 'catalogue_review':
      return refuseVerdicts(act.answers, linesOf(entryContentOf(act.application)));
    default:
      return {};
  }
}

/** A second reading starts from the first: what was said of lines that stand as they did is still there to be confirmed. */
function earlierVerdicts(soFar: CaseSoFar): Answers['verdicts'] & object {
  const earlier = soFar.latest('catalogue_review')?.['verdicts'];
  const known = new Map(
    (Array.isArray(earlier) ? earlier : []).flatMap((row) => (typeof row === 'object' ? [[row['element'], row] as const] : [])),
  );
  return linesOf(entryContentOf(soFar.application)).map((element) => known.get(element) ?? { element });
}
