import { type ErrorCode, HTTP_STATUS, ServiceError } from '@margay/contracts';
import { HttpException } from '@nestjs/common';

/** The body of every answer that is not a success. */
export interface ErrorAnswer {
  readonly message: string;
  readonly code: ErrorCode;
  readonly requestId: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** What the framework says with a status of its own, in our words. */
const BY_STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  400: ['bad_request', 'The request is not readable.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['not_found', 'There is nothing at this address.'],
  408: ['timeout', 'The request took too long to arrive.'],
  413: ['too_large', 'The request is too large.'],
  414: ['too_large', 'The address is too long.'],
  415: ['unsupported', 'The content type is not supported here.'],
  431: ['too_large', 'The headers are too large.'],
  503: ['unavailable', 'The service is stopping.'],
};

/** The framework's words that say more than its status. */
const BY_CODE: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_BAD_URL: ['bad_request', 'The address is not readable.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at this address.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['bad_request', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['bad_request', 'The body is not as long as announced.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported', 'The content type is not supported here.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['too_large', 'The body is too large.'],
};

const fieldOf = (error: object, name: string): unknown =>
  (error as Readonly<Record<string, unknown>>)[name];

/** Whatever was thrown, as a failure that may be shown. What is not foreseen becomes `internal`. */
export function serviceErrorOf(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError || typeof thrown !== 'object' || thrown === null)
    return ServiceError.from(thrown);
  if (thrown instanceof SyntaxError && fieldOf(thrown, 'statusCode') === 400)
    return new ServiceError('bad_request', 'The body is not valid JSON.');
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : fieldOf(thrown, 'statusCode');
  const known =
    BY_CODE[String(fieldOf(thrown, 'code'))] ??
    (typeof status === 'number' ? BY_STATUS[status] : undefined);
  return known ? new ServiceError(...known) : ServiceError.from(thrown);
}

export const answerOf = (error: ServiceError, requestId: string): [number, ErrorAnswer] => [
  HTTP_STATUS[error.code],
  {
    message: error.message,
    code: error.code,
    requestId,
    ...(error.fields.length > 0 ? { errors: error.fields } : {}),
  },
];
