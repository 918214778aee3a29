import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ErrorBody } from './paging.schema.js';

const WORDS: Readonly<Record<number, string>> = {
  400: 'bad_request: something in the request is wrong; `errors` says where.',
  401: 'unauthorized: the API key is missing, not valid, or not valid from this address.',
  403: 'forbidden: the API key lacks a permission.',
  404: 'not_found: there is no such thing.',
  409: 'conflict: it is not as the request takes it to be, or it would lock somebody out; `errors` says whom.',
  412: 'precondition_failed: it is no longer as `If-Match` says.',
  413: 'too_large: the body is larger than this route takes.',
  415: 'unsupported: the content type is not one of those listed.',
  422: 'unprocessable: the idempotency key was used for another request.',
};

/** Documents the refusals a route is known for; 429, 500, 503 and 504 are possible everywhere. */
export const ApiRefusals = (...statuses: readonly number[]): MethodDecorator =>
  applyDecorators(
    ...statuses.map((status) =>
      ApiResponse({ status, description: WORDS[status] ?? '', standardSchema: ErrorBody }),
    ),
  );
