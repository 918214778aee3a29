import { type ErrorCode, ServiceError } from '@margay/contracts';

/** What a failed call came to, whichever service it was and whatever that calls it. */
export type FailureKind =
  | 'denied'
  | 'throttled'
  | 'unavailable'
  | 'expired'
  /** Those of the caller itself: none, unknown, or wrongly signed. */
  | 'credentials'
  | 'missing'
  | 'deleted'
  | 'undecryptable'
  | 'invalid'
  | 'region_disabled'
  | 'cancelled';

const KINDS: Readonly<Record<string, FailureKind>> = {
  AccessDenied: 'denied',
  AccessDeniedException: 'denied',
  UnauthorizedOperation: 'denied',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ExpiredToken: 'expired',
  ExpiredTokenException: 'expired',
  InvalidClientTokenId: 'credentials',
  UnrecognizedClientException: 'credentials',
  SignatureDoesNotMatch: 'credentials',
  InvalidSignatureException: 'credentials',
  CredentialsProviderError: 'credentials',
  AuthFailure: 'credentials',
  ResourceNotFoundException: 'missing',
  NoSuchEntity: 'missing',
  NoSuchEntityException: 'missing',
  InvalidRequestException: 'deleted',
  NoSuchKey: 'missing',
  NoSuchBucket: 'missing',
  SlowDown: 'throttled',
  RequestTimeTooSkewed: 'credentials',
  InvalidAccessKeyId: 'credentials',
  DecryptionFailure: 'undecryptable',
  'KMS.DisabledException': 'undecryptable',
  MalformedPolicyDocument: 'invalid',
  PackedPolicyTooLarge: 'invalid',
  ValidationError: 'invalid',
  ValidationException: 'invalid',
  InvalidParameterException: 'invalid',
  RegionDisabledException: 'region_disabled',
  AbortError: 'cancelled',
};

const SAID: Readonly<Record<FailureKind, readonly [ErrorCode, string]>> = {
  denied: ['forbidden', 'AWS does not allow it.'],
  throttled: ['unavailable', 'AWS asks for patience. Try again.'],
  unavailable: ['unavailable', 'AWS does not answer. Try again.'],
  expired: ['unavailable', 'The credentials have expired. Try again.'],
  credentials: ['unavailable', 'AWS does not accept our own credentials.'],
  missing: ['not_found', 'There is no such secret or object, or no such version of it.'],
  deleted: ['not_found', 'The secret is marked for deletion.'],
  undecryptable: ['forbidden', 'The key of the secret does not decrypt it.'],
  invalid: ['bad_request', 'AWS does not take the request.'],
  region_disabled: ['unavailable', 'The region is not enabled in the account.'],
  cancelled: ['unavailable', 'The call was cancelled.'],
};

interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

function kindOf({ name, message, $metadata }: SdkError): FailureKind {
  // What Secrets Manager and S3 say of a key that they may not use on the caller's behalf.
  if (/^AccessDenied(Exception)?$/.test(name) && /\bkms\b/i.test(message)) return 'undecryptable';
  const known = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (known) return known;
  const status = $metadata?.httpStatusCode;
  return status !== undefined && status >= 400 && status < 500 ? 'invalid' : 'unavailable';
}

/**
 * What AWS answered, without a word of the answer: errors of the SDK carry whole responses, and a
 * response can be a secret.
 */
export class AwsFailure extends Error {
  override readonly name = 'AwsFailure';

  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    readonly requestId: string | undefined,
  ) {
    super(`${code}${requestId ? ` (request ${requestId})` : ''}`);
  }

  static from(thrown: unknown): AwsFailure {
    if (thrown instanceof AwsFailure) return thrown;
    if (!(thrown instanceof Error)) return new AwsFailure('unavailable', 'Unknown', undefined);
    const error = thrown as SdkError;
    return new AwsFailure(kindOf(error), error.name.slice(0, 64), error.$metadata?.requestId);
  }

  /** For whoever asked. The failure itself is the cause, for the log. */
  toServiceError(): ServiceError {
    const [code, message] = SAID[this.kind];
    return new ServiceError(code, message, { cause: this });
  }
}

/** Runs a call of the SDK. @throws AwsFailure */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw AwsFailure.from(error);
  }
}
