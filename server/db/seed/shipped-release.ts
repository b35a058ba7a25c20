import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { shippedForms } from '#forms/load.ts';
import { requireDefinition } from '#processes/read-definition.ts';
import { drawingPath, PROCESSES } from '#processes/registry.ts';
import type { ShippedProcess } from '#processes/registry.ts';
import { canonicalJson } from '#server/domain/events.ts';
import { insertRows } from './insert-rows.ts';

/** The folders in `processes/` and `forms/` are release 1 of each process: imported once, immutable from then on. */
export async function importShippedRelease(em: EntityManager): Promise<void> {
  const forms = [...shippedForms().values()];
  await insertRows(
    em,
    'form_version',
    forms.map(({ schema, document }) => ({
      key: schema.key,
      version: schema.version,
      schema: document,
      content_hash: sha256(canonicalJson(document)),
    })),
  );
  for (const process of PROCESSES) await importProcess(em, process, new Map(forms.map(({ schema }) => [schema.key, schema.version])));
}

async function importProcess(em: EntityManager, process: ShippedProcess, versions: ReadonlyMap<string, number>): Promise<void> {
  const bpmn = readFileSync(new URL(`../../../processes/${drawingPath(process.key)}`, import.meta.url), 'utf8');
  const definition = await requireDefinition(bpmn);
  const keys = [...new Set([process.startForm, ...definition.steps.map((step) => step.formKey)])];
  const used = keys.map((key) => ({ key, version: versions.get(key) ?? missing(process.key, key) }));
  const calls = Object.fromEntries(definition.calls.map(({ processKey }) => [processKey, 1]));
  await insertRows(em, 'process_release', [
    {
      process_key: process.key,
      number: 1,
      bpmn,
      forms: used,
      calls,
      content_hash: sha256(canonicalJson({ bpmn, forms: used, calls })),
      author_id: null,
      releaser_id: null,
      reason: '随产品发布的第1版',
      effective_from: '2025-08-01T00:00:00+08:00',
    },
  ]);
}

function missing(processKey: string, formKey: string): never {
  throw new Error(`${processKey} names form ${formKey}, which is not shipped`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
