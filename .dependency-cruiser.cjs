/** Who may import whom: the table of docs/architecture.md, nothing more. */
const SIBLINGS = [
  'definitions',
  'workflows',
  'temporal',
  'activities',
  'db',
  'api',
  'cli',
  'web',
  'test',
  'bench',
];
const but = (...names) => `^(${SIBLINGS.filter((name) => !names.includes(name)).join('|')})/`;
const PURE_LIBRARIES = [
  '@marcbachmann/cel-js',
  'croner',
  'decimal\\.js',
  'luxon',
  'ajv',
  'ajv-formats',
  'liquidjs',
  'pinyin-pro',
  'jsonc-parser',
];
const CODE = { pathNot: '\\.test\\.tsx?$' };
const library = (...names) => `^node_modules/(@types/)?(${names.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'domain imports itself only',
      from: { path: '^domain/', ...CODE },
      to: { path: but() },
    },
    {
      name: 'domain-libraries',
      severity: 'error',
      comment: 'small pure libraries on the allow-list, no node builtins',
      from: { path: '^domain/', ...CODE },
      to: {
        dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: library(...PURE_LIBRARIES),
      },
    },
    {
      name: 'workflows',
      severity: 'error',
      comment: 'domain and types of activities; Temporal bundles the rest away or fails',
      from: { path: '^workflows/', ...CODE },
      to: { path: but('workflows', 'activities') },
    },
    {
      name: 'workflows-activities-by-type',
      severity: 'error',
      from: { path: '^workflows/', ...CODE },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-libraries',
      severity: 'error',
      from: { path: '^workflows/', ...CODE },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev'], pathNot: library('@temporalio/(workflow|common)') },
    },
    {
      name: 'temporal',
      severity: 'error',
      from: { path: '^temporal/', ...CODE },
      to: { path: but('temporal') },
    },
    { name: 'db', severity: 'error', from: { path: '^db/', ...CODE }, to: { path: but('db') } },
    {
      name: 'db-without-temporal',
      severity: 'error',
      from: { path: '^db/', ...CODE },
      to: { path: library('@temporalio/.*') },
    },
    {
      name: 'activities',
      severity: 'error',
      from: { path: '^activities/', pathNot: ['\\.test\\.ts$', '^activities/worker\\.ts$'] },
      to: { path: but('activities', 'db', 'workflows', 'temporal') },
    },
    {
      name: 'worker-may-load-definitions',
      severity: 'error',
      from: { path: '^activities/worker\\.ts$' },
      to: { path: but('activities', 'db', 'workflows', 'temporal', 'definitions') },
    },
    {
      name: 'activities-know-only-messages',
      severity: 'error',
      from: { path: '^activities/', ...CODE },
      to: {
        path: '^workflows/',
        pathNot: '^workflows/\\w*[mM]essages\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'activities-without-client',
      severity: 'error',
      from: { path: '^activities/', ...CODE },
      to: { path: library('@temporalio/client') },
    },
    {
      name: 'api',
      severity: 'error',
      from: { path: '^api/', ...CODE },
      to: { path: but('api', 'db', 'workflows', 'temporal', 'definitions') },
    },
    {
      name: 'api-knows-only-messages',
      severity: 'error',
      from: { path: '^api/', ...CODE },
      to: {
        path: '^workflows/',
        pathNot: '^workflows/\\w*[mM]essages\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'one-temporal-client',
      severity: 'error',
      from: { path: '^api/', pathNot: ['\\.test\\.ts$', '^api/(temporal|relay|schedules)\\.ts$'] },
      to: { path: library('@temporalio/client'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'definitions',
      severity: 'error',
      from: { path: '^definitions/', ...CODE },
      to: { path: but('definitions') },
    },
    { name: 'cli', severity: 'error', from: { path: '^cli/', ...CODE }, to: { path: '^(web|test|bench)/' } },
    { name: 'web', severity: 'error', from: { path: '^web/', ...CODE }, to: { path: but('web') } },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(domain|definitions|workflows|temporal|activities|db|api|cli|web)/', ...CODE },
      to: { path: ['\\.test\\.tsx?$', '^test/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|var)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
