import type { AppLoadContext } from '@remix-run/node';
import type { Answers } from '#forms/answers.ts';
import type { Operation } from '#server/domain/operations.ts';

/** The operations that have a form of their own on the task's page. Deciding is the page itself; a case is urged on its own page. */
export const FORM_OPERATIONS = [
  'claim',
  'release',
  'transfer',
  'delegate',
  'recall',
  'hand_back',
  'add_signer',
  'remove_signer',
  'return',
  'take_back',
  'copy',
] as const satisfies readonly Operation[];
export type FormOperation = (typeof FORM_OPERATIONS)[number];

export function isFormOperation(name: string | null): name is FormOperation {
  return FORM_OPERATIONS.some((operation) => operation === name);
}

/** The operation whose form the address asks for, where the person may carry it out. */
export function chosenOperation(request: Request, allowed: readonly Operation[]): FormOperation | null {
  const name = new URL(request.url).searchParams.get('do');
  return isFormOperation(name) && allowed.includes(name) ? name : null;
}

/** What the form of an operation says, carried out. */
export function carryOut(commands: AppLoadContext['commands'], operation: FormOperation, taskId: string, form: FormData) {
  const to = textOf(form, 'to');
  const reason = textOf(form, 'reason');
  switch (operation) {
    case 'claim':
      return commands.claimTask({ taskId });
    case 'release':
      return commands.releaseTask({ taskId });
    case 'transfer':
      return commands.transferTask({ taskId, to, reason });
    case 'delegate':
      return commands.delegateTask({ taskId, to, reason });
    case 'recall':
      return commands.recallDelegation({ taskId });
    case 'hand_back':
      return commands.handBackTask({ taskId, reason });
    case 'add_signer':
      return commands.addSigner({ taskId, to, place: textOf(form, 'place') === 'after' ? 'after' : 'before', reason });
    case 'remove_signer':
      return commands.removeSigner({ taskId, signerId: textOf(form, 'signerId'), reason });
    case 'return':
      return commands.returnTask({ taskId, to, straightBack: textOf(form, 'way') === 'straight', reason });
    case 'take_back':
      return commands.takeBackTask({ taskId });
    case 'copy':
      return commands.copyTask({ taskId, to: form.getAll('to').map(String), reason });
    default:
      return operation satisfies never;
  }
}

/** Word for word, to be drawn anew. */
export function typedOperation(form: FormData): Answers {
  const names = ['reason', 'place', 'way', 'signerId'] as const;
  return { ...Object.fromEntries(names.map((name) => [name, textOf(form, name)])), to: form.getAll('to').map(String) };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
