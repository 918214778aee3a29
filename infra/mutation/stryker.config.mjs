// What `npm run mutation` changes, one place at a time, to see whether a spec notices: the rules that
// decide who gets in. Takes minutes, so it is no part of `npm test`.
export default {
  packageManager: 'npm',
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    configFile: 'infra/mutation/jest.config.mjs',
    enableFindRelatedTests: false,
  },
  mutate: [
    'services/tokens/src/token/{token.decider,token-evolution,grant,leak,expiry-notice,rekeying}.ts',
    'libs/contracts/src/{address,token-value}.ts',
  ],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 20_000,
  thresholds: { high: 90, low: 85, break: 85 },
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: '.margay/mutation',
  ignorePatterns: ['.margay', '.nx', '**/dist', 'services/*/openapi.json'],
};
