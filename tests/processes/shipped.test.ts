import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readDefinition, requireDefinition } from '#processes/read-definition.ts';
import { DUTY_KEYS } from '#processes/duties.ts';
import { evaluateFeel } from '#processes/feel.ts';
import { EFFECT_KEYS, effectOf, preconditionSentence } from '#processes/effects.ts';
import { OUTCOME_KEYS, allOutcomes } from '#processes/outcomes.ts';
import outcomeRows from '#processes/outcomes.json' with { type: 'json' };
import { POLICIES } from '#processes/policies.ts';
import type { ProcessDefinition } from '#processes/definition.ts';
import { PROCESSES } from '#processes/registry.ts';
import type { ProcessKey } from '#processes/registry.ts';
import { shippedDrawing } from './drawings.ts';

const root = new URL('../../', import.meta.url);
const limits = new Set(
  [...readFileSync(new URL('server/db/seed/deadlines.json', root), 'utf8').matchAll(/"key": "([^"]+)"/g)].map(([, key]) => key ?? ''),
);
const forms = new Set(
  readdirSync(new URL('forms/', root))
    .filter((name) => name.endsWith('.form'))
    .map((name) => name.slice(0, -'.form'.length)),
);
const organisations = readFileSync(new URL('server/db/seed/organisations.json', root), 'utf8');

describe.each(PROCESSES)('$key', (shipped) => {
  test('has a folder of its name, and no folder lacks a registration', () => {
    expect(existsSync(new URL(`processes/${shipped.key}/process.bpmn`, root))).toBe(true);
  });

  test('has no finding: everything named in it exists', async () => {
    expect(
      (
        await readDefinition(shippedDrawing(shipped.key), {
          limits,
          forms,
          facts: new Set(Object.keys(shipped.factsSchema.shape)),
          called: await calledBy(shipped.key),
        })
      ).findings,
    ).toEqual([]);
  });

  test('is named in Chinese throughout, branches with a choice included', async () => {
    const { title, elements, flows } = await requireDefinition(shippedDrawing(shipped.key));
    const choices = flows.filter(({ condition, isDefault }) => condition !== null || isDefault).map(({ name }) => name);
    for (const name of [title, ...elements.map((element) => element.name), ...choices]) expect(name).toMatch(/\p{Script=Han}/u);
  });

  test('has snake_case ids on its branches too', async () => {
    const { flows } = await requireDefinition(shippedDrawing(shipped.key));
    for (const { id } of flows) expect(id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
  });

  test('uses each effect that it registers, and no other', async () => {
    const { serviceTasks } = await requireDefinition(shippedDrawing(shipped.key));
    expect([...new Set(serviceTasks.map(({ jobType }) => jobType))].toSorted()).toEqual([...shipped.effects].toSorted());
  });

  test('starts by a form that exists', () => {
    expect([...forms]).toContain(shipped.startForm);
  });

  test('is acted on by roles that exist', async () => {
    const { steps } = await requireDefinition(shippedDrawing(shipped.key));
    const groups = [false, true].flatMap((same) => steps.flatMap((step) => groupsOf(step.candidateGroups, same)));
    for (const role of [...groups.map((group) => group.split(':')[1] ?? ''), ...shipped.startRoles])
      expect(organisations).toContain(`"${role}"`);
  });

  test('gives every step that people do its time limit (requirement 5)', async () => {
    const { steps } = await requireDefinition(shippedDrawing(shipped.key));
    for (const { element, limit } of steps) expect(limits.has(limit), element).toBe(true);
  });

  test('shows every element and branch in its diagram', async () => {
    const drawing = shippedDrawing(shipped.key);
    const { elements, flows } = await requireDefinition(drawing);
    for (const { id } of [...elements, ...flows]) expect(drawing).toContain(`bpmnElement="${id}"`);
  });

  test('draws its branches with right angles only', () => {
    for (const [edge] of shippedDrawing(shipped.key).matchAll(/<bpmndi:BPMNEdge[\s\S]*?<\/bpmndi:BPMNEdge>/g)) {
      const points = [...edge.matchAll(/<di:waypoint x="(-?\d+)" y="(-?\d+)" \/>/g)].map(([, x, y]) => ({ x, y }));
      points.slice(1).forEach((point, index) => expect(point.x === points[index]?.x || point.y === points[index]?.y, edge).toBe(true));
    }
  });
});

test('every effect, and every duty, is fulfilled in some process', async () => {
  const definitions = await Promise.all(PROCESSES.map(({ key }) => requireDefinition(shippedDrawing(key))));
  expect([...new Set(definitions.flatMap(({ serviceTasks }) => serviceTasks.map(({ jobType }) => jobType)))].toSorted()).toEqual(
    EFFECT_KEYS.toSorted(),
  );
  const duties = new Set(definitions.flatMap(({ steps }) => steps.flatMap(({ duty }) => duty ?? [])));
  expect([...duties].toSorted()).toEqual(DUTY_KEYS.toSorted());
});

test('every folder of processes/ with a drawing is registered', () => {
  const folders = readdirSync(new URL('processes/', root), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(new URL(`processes/${entry.name}/process.bpmn`, root)),
  );
  expect(folders.map(({ name }) => name).toSorted()).toEqual(PROCESSES.map(({ key }): string => key).toSorted());
});

test('outcomes.json and the outcome keys of the program are the same', () => {
  expect(outcomeRows.outcomes.map(({ key }) => key)).toEqual([...OUTCOME_KEYS]);
});

test('an outcome that refuses demands reason and basis, one that returns a reason and a list (requirement 60)', () => {
  for (const outcome of allOutcomes()) {
    if (outcome.effect === 'refuses') expect(outcome).toMatchObject({ reason: true, basis: true });
    if (outcome.effect === 'returns') expect(outcome).toMatchObject({ reason: true, list: true });
  }
});

test('every effect says in words what it needs', () => {
  for (const precondition of EFFECT_KEYS.flatMap((key) => effectOf(key).preconditions)) {
    expect(preconditionSentence(precondition, 'zh')).toMatch(/\p{Script=Han}/u);
    expect(preconditionSentence(precondition, 'en')).not.toMatch(/\p{Script=Han}/u);
  }
});

test('every policy has its own id, a sentence in both languages and a source', () => {
  expect(new Set(POLICIES.map(({ id }) => id)).size).toBe(POLICIES.length);
  for (const { sentence, source } of POLICIES) {
    expect(sentence.zh).toMatch(/\p{Script=Han}/u);
    expect(sentence.en).not.toMatch(/\p{Script=Han}/u);
    expect(source).not.toBe('');
  }
});

/** What it may call: every other process that is shipped. */
async function calledBy(caller: ProcessKey): Promise<Map<string, ProcessDefinition>> {
  const others = PROCESSES.filter(({ key }) => key !== caller);
  return new Map(await Promise.all(others.map(async ({ key }) => [key, await requireDefinition(shippedDrawing(key))] as const)));
}

function groupsOf(expression: string, sameDepartment: boolean): string[] {
  const value = evaluateFeel(expression, {
    applicant: 'housing',
    provider: 'civil',
    bureau: 'bdb',
    secrecy: 'secrecy',
    relatedGroups: ['samr:data_steward', 'bdb:security_supervisor'],
    sameDepartment,
    coAuthorGroups: ['health:data_steward'],
  });
  if (!Array.isArray(value) || value.length === 0) throw new Error(`no list of groups: ${expression}`);
  return value.map(String);
}
