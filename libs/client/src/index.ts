export type { components, paths } from './gen/openapi.js';
export { OPERATIONS } from './gen/operations.js';
export {
  type ClientOptions,
  MargayClient,
  type Sending,
  type StreamEvent,
} from './margay-client.js';
export { type FieldProblem, MargayError, Unreachable } from './margay-error.js';
export type { FieldKind, Operation, OperationField, OperationParameter } from './operation.js';
export { type Patience, PATIENCE } from './retry.js';
