import type { Answers, FormContext } from '#forms/answers.ts';
import { parseForm, type FormSchema } from '#forms/schema.ts';
import { shippedForms } from '#forms/load.ts';

export const today = '2026-11-23';

/** Choices for every shipped form. */
export const options = {
  entryId: ['cat-040'],
  itemId: ['cat-040-01', 'cat-040-04'],
  grantId: ['9f0a2c60-0000-4000-8000-000000000001'],
  providerId: ['civil', 'edu'],
  targetOrganisation: ['civil', 'edu'],
  itemIds: ['cat-040-01', 'cat-040-04', 'cat-040-06'],
  approvedItems: ['cat-040-01', 'cat-040-04'],
  reviewedItems: ['cat-040-01', 'cat-040-04'],
  orderedItems: ['cat-040-01', 'cat-040-04'],
  allowedItems: ['救助服务记录'],
  responsiblePerson: ['housing-steward'],
  attachments: ['file-1', 'file-2'],
  piImpactFiles: ['file-1'],
  evidence: ['file-1'],
  rectificationFiles: ['file-2'],
  qualificationFiles: ['file-1'],
  clauses: ['privacy'],
  coAuthorOrgs: ['health'],
  otherOrgs: ['police'],
  ...Object.fromEntries(
    ['jointItems', 'otherItems', 'holderItems', 'doubtfulItems', 'openItems', 'withheldItems'].map((key) => [
      key,
      ['cat-040-01', 'cat-040-04'],
    ]),
  ),
  maskedSample: ['file-1'],
  letter: ['file-1'],
};

/** What a case says that nothing stands against. */
const known = { screening: 'clear', releasable: 'yes' };

export const context: FormContext = { today, options, known };
export const forms = shippedForms();

export function shipped(key: string): FormSchema {
  const form = forms.get(key);
  if (!form) throw new Error(`no form ${key}`);
  return form.schema;
}

/** A form document with these components after its title. */
export function documentOf(components: readonly object[]): object {
  return {
    type: 'default',
    id: 'trial',
    versionTag: '1',
    schemaVersion: 18,
    components: [{ id: 'title', type: 'text', text: '# 试' }, ...components],
  };
}

export function formOf(...components: object[]): FormSchema {
  const parsed = parseForm(documentOf(components));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.schema;
}

/** A field of this type with key `it`. */
export function field(type: string, more: object = {}): object {
  return { id: 'it', key: 'it', type, label: '事项', ...(type === 'datetime' ? { dateLabel: '事项', subtype: 'date' } : {}), ...more };
}

export const application: Answers = {
  entryId: 'cat-040',
  itemIds: ['cat-040-01'],
  method: 'verify_api',
  dutyBasis: '《条例》第二条',
  scenario: '公共租赁住房资格审核',
  purpose: '核对是否在保',
  scope: '本市',
  frequency: 200,
  frequencyUnit: 'per_day',
  validFrom: '2026-12-01',
  validTo: '2027-11-30',
  systemName: '住房保障系统',
  systemLevel: 'level_2',
  network: 'gov_extranet',
  securityMeasures: '留痕',
  handlerName: '示例',
  handlerPhone: '0891-6320000',
  commitment: true,
};
