import type { FactValue } from '#processes/semantics/run.ts';
import type { CaseFacts } from './cases.ts';

/** What the engine is told: written in the transaction that decides, delivered by the relay in order per case. */
export type EngineMessage =
  | { kind: 'case.start'; name: string; correlationKey: string; messageId: string; variables: EngineVariables }
  | { kind: 'job.complete'; jobKey: string; taskId: string; variables: EngineVariables }
  | { kind: 'message.publish'; name: string; correlationKey: string; messageId: string; variables: EngineVariables };

/** Ids, outcomes and facts only: everything else stays in PostgreSQL. */
export type EngineVariables = Readonly<Record<string, FactValue>>;

type Startable = {
  readonly id: string;
  readonly run: number;
  readonly processKey: string;
  readonly release: number;
  readonly facts: CaseFacts;
};

/** The message that starts a case on its own release; its id makes sending twice be once (per run). */
export function startMessage(file: Startable): EngineMessage {
  return {
    kind: 'case.start',
    name: `${file.processKey}.r${file.release}.filed`,
    correlationKey: file.id,
    messageId: `${file.id}:${file.run}`,
    variables: { caseId: file.id, run: file.run, ...file.facts },
  };
}
