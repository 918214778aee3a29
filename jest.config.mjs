const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@margay/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.margay/', '<rootDir>/.nx/'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
};

// Servers are started once a run, before any spec, and only where specs need them.
const withServers = {
  globalSetup: '<rootDir>/infra/local/test-servers.setup.mjs',
  globalTeardown: '<rootDir>/infra/local/test-servers.teardown.mjs',
};

export default {
  randomize: true,
  testTimeout: 60_000,
  // Two cores run the servers as well.
  maxWorkers: 2,
  projects: [
    { ...base, displayName: 'unit', testMatch: ['**/src/**/*.spec.ts'] },
    { ...base, ...withServers, displayName: 'int', testMatch: ['**/test/**/*.int.spec.ts'] },
    { ...base, ...withServers, displayName: 'e2e', testMatch: ['**/test/**/*.e2e.spec.ts'] },
  ],
};
