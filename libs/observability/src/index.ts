export { type Check, Health, type Report } from './health.js';
export { type HealthServer, startHealthServer } from './health-server.js';
export { JsonLogger } from './logger.js';
export {
  LATENCY_BUCKETS,
  boundedLabel,
  counter,
  gauge,
  histogram,
  metrics,
  seriesOf,
  startDefaultMetrics,
} from './metrics.js';
export { redact, redactText } from './redact.js';
export { type RequestContext, currentRequest, inRequest } from './request-context.js';
export {
  type BegunSpan,
  type Span,
  type SpanAttributes,
  beginSpan,
  beginSpanOf,
  isTracing,
  startTracing,
} from './tracing.js';
export {
  type Traceparent,
  childTraceparent,
  formatTraceparent,
  newTraceparent,
  parseTraceparent,
} from './traceparent.js';
