export interface FieldProblem {
  /** `permissions[2]` */
  readonly path: string;
  readonly message: string;
}

/** An answer that is not a success. */
export class MargayError extends Error {
  override readonly name = 'MargayError';

  constructor(
    readonly status: number,
    /** `bad_request`, …: GET /docs/errors explains each. `unknown` where somebody else answered. */
    readonly code: string,
    message: string,
    /** Under which the audit log and the logs of the services know it. */
    readonly requestId: string,
    readonly fields: readonly FieldProblem[] = [],
    /** When to ask again, in milliseconds from now; undefined if nothing was said. */
    readonly retryAfterMs?: number,
  ) {
    super(message);
  }
}

/** Nobody answered: the address is wrong, the gateway is away, or it took too long. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const TEXT_MAX = 300;

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const secondsOf = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : undefined;

/** @param text the body of the answer */
export function errorOf(
  { status, headers }: { readonly status: number; readonly headers: Pick<Headers, 'get'> },
  text: string,
): MargayError {
  const { message, code, requestId, errors } = parsed(text);
  return new MargayError(
    status,
    typeof code === 'string' ? code : 'unknown',
    typeof message === 'string' ? message : text.slice(0, TEXT_MAX) || `Status ${status}.`,
    typeof requestId === 'string' ? requestId : '',
    Array.isArray(errors) ? (errors as FieldProblem[]) : [],
    secondsOf(headers.get('retry-after')),
  );
}
