import type { Messages } from '#app/lib/i18n.ts';

export const people: Messages['people'] = {
  deputyFor: '{{deputy}} (for {{principal}})',
  actingFor: 'as deputy of {{principal}}',
};
