export { hasWildcard, matchesPattern } from './pattern.js';
export {
  type ConditionOutcome,
  type Context,
  evaluateCondition,
  type Operator,
  operatorOf,
  spellingOf,
} from './policy-condition.js';
export {
  type Condition,
  DEPTH_MAX,
  DOCUMENT_BYTES_MAX,
  type Finding,
  type PolicyDocument,
  type PrincipalMap,
  readDocument,
  type Report,
  type Statement,
} from './policy-document.js';
export { type Decision, evaluate, type PolicyRequest, type Verdict } from './policy-evaluator.js';
