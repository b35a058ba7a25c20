export const people = {
  deputyFor: '{{deputy}}(代{{principal}})',
  actingFor: '代理{{principal}}',
} as const;
