export { deciderSpec } from './decider-spec.js';
export { FakeClock } from './clock.js';
export { eventually } from './eventually.js';
export { natsUrl, type OwnNats, startOwnNats, startOwnNatsCluster, testNats } from './nats.js';
export { testDatabase, type TestDatabase } from './postgres.js';
export { startTestSandbox, type TestSandbox } from './sandbox.js';
export {
  type FailedStackTree,
  failedStackTree,
  type Trap,
  TRAPS,
} from './stack-trees/failed-stack-tree.js';
