import jest from '../../jest.config.mjs';

const [unit] = jest.projects;

/** The specs of the rules that `stryker.config.mjs` changes, and no others. */
export default {
  ...unit,
  rootDir: '../..',
  setupFiles: ['<rootDir>/infra/mutation/properties.setup.mjs'],
  testMatch: ['<rootDir>/infra/mutation/rules.spec.mjs'],
};
