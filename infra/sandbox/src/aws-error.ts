/** A refusal in AWS's words. Each service has its own code for the same thing. */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** What a service calls the refusals that all of them know. */
export interface Dialect {
  readonly denied: (message: string) => AwsError;
  readonly throttled: () => AwsError;
  readonly unavailable: () => AwsError;
  readonly expired: () => AwsError;
  readonly unknownKey: () => AwsError;
  readonly skewed: () => AwsError;
}

/** STS and IAM. */
export const QUERY_DIALECT: Dialect = {
  denied: (message) => new AwsError('AccessDenied', message, 403),
  throttled: () => new AwsError('Throttling', 'Rate exceeded'),
  unavailable: () => new AwsError('ServiceUnavailable', 'Service is unavailable.', 503),
  expired: () => new AwsError('ExpiredToken', 'The security token is expired.', 403),
  unknownKey: () => new AwsError('InvalidClientTokenId', 'The security token is invalid.', 403),
  skewed: () => new AwsError('SignatureDoesNotMatch', 'Signature expired.', 403),
};

/** EC2. */
export const EC2_DIALECT: Dialect = {
  denied: (message) => new AwsError('UnauthorizedOperation', message, 403),
  throttled: () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
  unavailable: () => new AwsError('Unavailable', 'The server is overloaded.', 503),
  expired: () => new AwsError('ExpiredToken', 'The security token is expired.'),
  unknownKey: () => new AwsError('AuthFailure', 'The credentials are not valid.', 401),
  skewed: () => new AwsError('RequestExpired', 'Request has expired.'),
};

/** S3. */
export const S3_DIALECT: Dialect = {
  denied: (message) => new AwsError('AccessDenied', message, 403),
  throttled: () => new AwsError('SlowDown', 'Please reduce your request rate.', 503),
  unavailable: () => new AwsError('InternalError', 'We encountered an internal error.', 500),
  expired: () => new AwsError('ExpiredToken', 'The provided token has expired.'),
  unknownKey: () => new AwsError('InvalidAccessKeyId', 'The key is not known.', 403),
  skewed: () => new AwsError('RequestTimeTooSkewed', 'The time is too far off.', 403),
};

/** Secrets Manager. */
export const JSON_DIALECT: Dialect = {
  denied: (message) => new AwsError('AccessDeniedException', message),
  throttled: () => new AwsError('ThrottlingException', 'Rate exceeded'),
  unavailable: () => new AwsError('InternalServiceError', 'An internal error occurred.', 500),
  expired: () => new AwsError('ExpiredTokenException', 'The security token is expired.'),
  unknownKey: () => new AwsError('UnrecognizedClientException', 'The security token is invalid.'),
  skewed: () => new AwsError('InvalidSignatureException', 'Signature expired.'),
};
