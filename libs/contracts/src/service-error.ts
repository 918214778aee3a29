/** Every way a call can fail, and the HTTP status the gateway answers with. */
export const HTTP_STATUS = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  unprocessable: 422,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS;

/** Whether a word from outside is one of our codes. */
export const isErrorCode = (word: string): word is ErrorCode => Object.hasOwn(HTTP_STATUS, word);

/** What is wrong with one field of a request. */
export interface FieldError {
  /** `permissions[2]`; empty when it is about the whole. */
  readonly path: string;
  readonly message: string;
}

/**
 * A failure the caller is meant to see.
 *
 * `message` and `fields` are public: they cross the bus and reach the HTTP client. Anything else
 * worth knowing belongs in `cause`, which is logged and goes no further.
 */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly fields: readonly FieldError[];

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions & { readonly fields?: readonly FieldError[] },
  ) {
    super(message, options);
    this.fields = options?.fields ?? [];
  }

  /** What an unexpected throw looks like from outside: nothing leaks but the fact. */
  static from(thrown: unknown): ServiceError {
    if (thrown instanceof ServiceError) return thrown;
    return new ServiceError('internal', 'Something went wrong on our side.', { cause: thrown });
  }
}
