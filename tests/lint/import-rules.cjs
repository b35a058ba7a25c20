// Imports go one way: forms <- processes <- domain <- db <- auth <- commands, queries <- engine, http <- main;
// screens know the server by its types alone.

/** What each folder of the code may import from the others, itself left out. Packages have rules of their own. */
const mayImport = {
  forms: [],
  processes: ['forms'],
  'server/domain': ['processes', 'forms'],
  'server/db': ['server/domain', 'processes', 'forms'],
  'server/documents': ['server/domain'],
  'server/sheets': ['server/domain', 'processes', 'forms'],
  'server/auth': ['server/db', 'server/domain', 'processes', 'forms'],
  'server/commands': ['server/sheets', 'server/auth', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/queries': ['server/documents', 'server/sheets', 'server/auth', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/engine': ['server/commands', 'server/queries', 'server/auth', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/notices': ['server/auth', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/http': ['server/engine', 'server/commands', 'server/queries', 'server/auth', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/start': [],
  'server/demo': ['server/commands', 'server/queries', 'server/db', 'server/domain', 'processes', 'forms'],
  'server/messages': ['server/domain', 'processes', 'forms'],
};

/** Files at the root of server/ and the texts, open to every folder of the server but the pure domain. */
const common = '^server/(config|log|context)\\.ts$|^server/messages/';

/** Each with its reason. */
const exceptions = {
  // The demo accounts are stored as sign-in stores them.
  'server/db': ['^server/auth/password\\.ts$'],
  // Loading the demo brings up what the server brings up, with another clock and no door.
  'server/demo': ['^server/(open-services|start/demo-folder)\\.ts$'],
};

const folders = Object.keys(mayImport);
const ours = '^(app|forms|processes|server)/';

function folderRule(folder) {
  const allowed = [folder, ...mayImport[folder]].map((name) => `^${name}/`);
  const withCommon = folder.startsWith('server/') && folder !== 'server/domain' ? [...allowed, common] : allowed;
  return {
    name: `${folder.replace('/', '-')}-imports-one-way`,
    comment: `${folder} may import only: ${mayImport[folder].join(', ') || 'itself'}.`,
    severity: 'error',
    from: { path: `^${folder}/` },
    to: { path: ours, pathNot: [...withCommon, ...(exceptions[folder] ?? [])] },
  };
}

module.exports = {
  forbidden: [
    ...folders.map(folderRule),
    {
      name: 'no-circle',
      comment: 'Two files that need each other, be it for a type, are one, or a third is missing.',
      severity: 'error',
      from: { path: ours },
      to: { circular: true },
    },
    {
      name: 'commands-stand-alone',
      comment: 'A command never calls a command: what two share is a rule of the domain or a function of the database.',
      severity: 'error',
      from: { path: '^server/commands/([^/]+)' },
      to: { path: '^server/commands/', pathNot: '^server/commands/$1', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'forms-need-little',
      comment: 'Forms run in the browser, in the server and in tests: zod and FEEL only (load.ts reads the shipped files, in the server).',
      severity: 'error',
      from: { path: '^forms/', pathNot: '^forms/load\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/(zod|feelin)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'No database, network, clock or framework in a rule.',
      severity: 'error',
      from: { path: '^server/domain/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: ['node_modules/(zod|feelin|file-type)/', '^(node:)?crypto$'] },
    },
    {
      name: 'one-engine-client',
      comment: 'Only server/engine speaks to Zeebe.',
      severity: 'error',
      from: { path: ours, pathNot: '^server/engine/' },
      to: { path: 'node_modules/(zeebe-node|@grpc)/' },
    },
    {
      name: 'screens-know-types-only',
      comment: 'Commands and queries come in through the load context: the bundle would carry a second copy of every entity.',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^server/', dependencyTypesNot: ['type-only'], pathNot: '^server/messages/' },
    },
    {
      name: 'routes-stay-apart',
      comment: 'What two routes share lives in app/components or app/lib.',
      severity: 'error',
      from: { path: '^app/(components|lib)/' },
      to: { path: '^app/routes/' },
    },
    {
      name: 'tests-stay-out',
      comment: 'The product never imports a test.',
      severity: 'error',
      from: { path: ours },
      to: { path: '^tests/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  },
};
