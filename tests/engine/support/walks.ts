import { requestExtension } from '#server/commands/request-extension.ts';
import { Task } from '#server/db/entities/task.ts';
import type { Db } from '#server/db/transact.ts';
import { isRefusal } from '#server/domain/refusal.ts';
import { memberOf } from './cases.ts';
import type { World } from './world.ts';

type Step = readonly [element: string, outcome: string] | 'extension';

const CONSENTED: Step[] = [['internal_consent', 'agree']];
const CHECKED: Step[] = [...CONSENTED, ['formal_check', 'pass']];
const DECIDED: Step[] = [...CHECKED, ['provider_decision', 'partly']];
const SIGNED: Step[] = [...DECIDED, ['confidentiality_opinion', 'agree'], ['leader_approval', 'agree']];

/** Ways into a conditional share of level 4, and who is asked at the end of each. */
export const WALKS: readonly { readonly steps: readonly Step[]; readonly asked: readonly string[] }[] = [
  { steps: [], asked: ['internal_consent'] },
  { steps: CONSENTED, asked: ['formal_check'] },
  { steps: [['internal_consent', 'return']], asked: ['revise'] },
  {
    steps: [
      ['internal_consent', 'return'],
      ['revise', 'done'],
    ],
    asked: ['internal_consent'],
  },
  { steps: [...CONSENTED, ['formal_check', 'return']], asked: ['revise'] },
  { steps: CHECKED, asked: ['provider_decision'] },
  { steps: [...CHECKED, 'extension'], asked: ['extension_consent', 'provider_decision'] },
  { steps: [...CHECKED, 'extension', ['extension_consent', 'agree']], asked: ['provider_decision'] },
  { steps: [...CHECKED, 'extension', ['extension_consent', 'refuse'], 'extension'], asked: ['extension_consent', 'provider_decision'] },
  { steps: [...CHECKED, ['provider_decision', 'supplement']], asked: ['supplement'] },
  { steps: [...CHECKED, ['provider_decision', 'supplement'], ['supplement', 'done']], asked: ['provider_decision'] },
  { steps: DECIDED, asked: ['confidentiality_opinion'] },
  { steps: [...DECIDED, ['confidentiality_opinion', 'return']], asked: ['provider_decision'] },
  { steps: [...DECIDED, ['confidentiality_opinion', 'agree']], asked: ['leader_approval'] },
  { steps: SIGNED, asked: ['terms_applicant', 'terms_provider'] },
  { steps: [...SIGNED, ['terms_applicant', 'confirm']], asked: ['terms_provider'] },
  { steps: [...SIGNED, ['terms_applicant', 'confirm'], ['terms_provider', 'confirm']], asked: ['provision'] },
];

export async function takeWalk(world: World, caseId: string, walk: (typeof WALKS)[number]): Promise<void> {
  for (const step of walk.steps) {
    if (step === 'extension') await askForExtension(world, caseId);
    else await world.walk(caseId, [step]);
  }
  for (const element of walk.asked) await world.untilAsked(caseId, element);
}

async function askForExtension(world: World, caseId: string): Promise<void> {
  await world.untilAsked(caseId, 'provider_decision');
  const task = await openTaskOf(world.db, caseId, 'provider_decision');
  const asked = await requestExtension(world.db, await memberOf(world.db, task.candidates), {
    taskId: task.id,
    days: 3,
    reason: '需会同多处室核对',
  });
  if (isRefusal(asked)) throw new Error(`no extension: ${JSON.stringify(asked)}`);
  await world.untilAsked(caseId, 'extension_consent');
}

function openTaskOf(db: Db, caseId: string, element: string): Promise<Task> {
  return db.orm.em.fork().findOneOrFail(Task, { caseId, element, state: 'open' });
}
