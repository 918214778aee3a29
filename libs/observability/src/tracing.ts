/** Kinds of spans, as OpenTelemetry knows them. */
export type SpanKind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** Small, and nobody's secret: names of methods and routes, codes, counts. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

/** Part of a trace, from when it was begun. */
export interface Span {
  /** For what is done on its behalf elsewhere. */
  readonly traceparent: string;
  /** @param problem code of what went wrong */
  end(problem?: string, attributes?: SpanAttributes): void;
}

export interface BegunSpan {
  readonly kind: SpanKind;
  readonly name: string;
  /** Traceparent; without one, or with one that is none, a trace of its own begins. */
  readonly parent: string | undefined;
  readonly attributes?: SpanAttributes;
  /** Now, unless it began earlier. */
  readonly startedAt?: Date;
}

export interface Tracing {
  begin(span: BegunSpan): Span;
  /** Sends what was not sent yet, and nothing any more. */
  stop(): Promise<void>;
}

/** What is done over is not traced once more. */
const RECENT_MS = 60_000;

let tracing: Tracing | undefined;

/** Whether spans go anywhere. */
export const isTracing = (): boolean => tracing !== undefined;

/** @returns undefined while nobody is told of spans, which then costs nothing */
export const beginSpan = (span: BegunSpan): Span | undefined => tracing?.begin(span);

/** What is done for a fact of the past; a log that is read once more belongs to no trace. */
export const beginSpanOf = (span: BegunSpan, at: Date): Span | undefined =>
  tracing && span.parent && Date.now() - at.getTime() < RECENT_MS ? tracing.begin(span) : undefined;

/**
 * Tells a collector of spans from now on.
 *
 * @param endpoint of OTLP over HTTP, without `/v1/traces`; undefined: nobody is told
 * @returns how to stop
 */
export async function startTracing(
  service: string,
  endpoint: string | undefined,
): Promise<() => Promise<void>> {
  if (endpoint === undefined) return () => Promise.resolve();
  // Loaded by those alone who want it.
  const { otlpTracing } = await import('./otlp-tracing.js');
  const started = otlpTracing(service, endpoint);
  tracing = started;
  return async () => {
    tracing = undefined;
    await started.stop();
  };
}
