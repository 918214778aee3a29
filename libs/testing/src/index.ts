export { deciderSpec } from './decider-spec.js';
export { eventually } from './eventually.js';
export { testDatabase, type TestDatabase } from './postgres.js';
