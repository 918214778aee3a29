export {
  Breaker,
  BREAKER_DEFAULTS,
  BreakerOpen,
  type BreakerOptions,
  type BreakerState,
} from './breaker.js';
export { Breakers, type BreakersOptions } from './breakers.js';
export { Bulkhead, BulkheadFull, type BulkheadOptions } from './bulkhead.js';
export { DeadlinePassed, withDeadline } from './deadline.js';
export { RetryBudget, type RetryBudgetOptions } from './retry-budget.js';
export { SingleFlight } from './single-flight.js';
export type { Ended, FailureCause, Verdict } from './verdict.js';
