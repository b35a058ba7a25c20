import type { ProcessDefinition } from '#processes/definition.ts';

/**
 * A definition with the processes it calls drawn into it: one whole for whoever walks a case, since a case's steps are
 * its own wherever they were drawn. A called process belongs to its call activity (`call`) and starts by its none start.
 * Throws where a called process is not given, has no none start, calls on itself, or shares an id with its caller: every
 * step of a case must be one by its id.
 */
export function expandCalls(definition: ProcessDefinition, called: ReadonlyMap<string, ProcessDefinition>): ProcessDefinition {
  return definition.calls.reduce((whole, call) => {
    const inner = called.get(call.processKey);
    if (inner === undefined) throw new Error(`${definition.key} calls ${call.processKey}, which is not given`);
    if (inner.calls.length > 0) throw new Error(`${call.processKey} is called and calls another process itself`);
    if (!inner.elements.some(({ type, event, parent }) => type === 'start' && event === 'none' && parent === null))
      throw new Error(`${call.processKey} has no start by which it can be called`);
    const drawn = drawInto(whole, call.element, inner);
    const twice = [...drawn.elements, ...drawn.flows].map(({ id }) => id).find((id, index, ids) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new Error(`${definition.key} and ${call.processKey} both have an element ${twice}`);
    return drawn;
  }, definition);
}

/** Only the caller is filed and withdrawn: how the called one is on its own stays out, with the ways from there. */
function drawInto(whole: ProcessDefinition, call: string, inner: ProcessDefinition): ProcessDefinition {
  const starts = inner.elements.filter(({ type, event, parent }) => type === 'start' && event === 'message' && parent === null);
  const withdrawals = inner.messages.filter(({ name }) => name === 'case.withdrawn').map(({ element }) => element);
  const within = inner.elements.filter(({ id }) => withdrawals.includes(id)).map(({ parent }) => parent);
  const withdrawn = inner.elements.filter(({ id, parent }) => within.includes(id) || (parent !== null && within.includes(parent)));
  const left = new Set([...starts, ...withdrawn].map(({ id }) => id));
  return {
    ...whole,
    elements: [...whole.elements, ...inner.elements.filter(({ id }) => !left.has(id)).map((element) => ({ ...element, call }))],
    steps: [...whole.steps, ...inner.steps],
    serviceTasks: [...whole.serviceTasks, ...inner.serviceTasks],
    messages: [...whole.messages, ...inner.messages.filter(({ element }) => !left.has(element))],
    flows: [...whole.flows, ...inner.flows.filter(({ from }) => !left.has(from))],
  };
}
