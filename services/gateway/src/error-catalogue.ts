import { type ErrorCode, HTTP_STATUS } from '@margay/contracts';

interface Entry {
  readonly means: string;
  /** Whether the same request may be sent again as it is. */
  readonly retry: 'no' | 'later' | 'if it may be done twice';
  readonly todo: string;
}

const ENTRIES: Readonly<Record<ErrorCode, Entry>> = {
  bad_request: {
    means: 'Something in the request is wrong. Nothing was done.',
    retry: 'no',
    todo: '`errors` names every field that is wrong, by its path. Mend them all.',
  },
  unauthorized: {
    means: 'The API key is missing, unknown, expired, disabled, or not valid from this address.',
    retry: 'no',
    todo: 'Send a valid key in X-API-Key. Which of these it was is in the audit log and not in the answer.',
  },
  forbidden: {
    means: 'The API key is valid and lacks a permission, or one person must not do both steps.',
    retry: 'no',
    todo: 'The message names the permission. GET /api-tokens/self shows what the key has.',
  },
  not_found: {
    means: 'There is no such thing, or nothing at this address.',
    retry: 'no',
    todo: 'Compare the address with /docs; look the id up in the list.',
  },
  conflict: {
    means: 'It is not, or no longer, as the request takes it to be. Nothing was done.',
    retry: 'no',
    todo: 'Read it again, decide anew.',
  },
  precondition_failed: {
    means: 'It has changed since the revision that If-Match names. Nothing was done.',
    retry: 'no',
    todo: 'Read it again; the answer has the revision to send.',
  },
  too_large: {
    means: 'Body, headers or address are larger than this route takes.',
    retry: 'no',
    todo: 'Send less at once. Log events of any number travel as NDJSON.',
  },
  unsupported: {
    means: 'The content type is none that this route takes.',
    retry: 'no',
    todo: '/docs lists those that it takes.',
  },
  unprocessable: {
    means:
      'The request is readable and cannot be carried out as it is: an idempotency key that was used for another request, a stored secret that is no JSON.',
    retry: 'no',
    todo: 'The message says what does not fit.',
  },
  rate_limited: {
    means: 'Too many requests of this key, or from this address without a valid one.',
    retry: 'later',
    todo: 'Wait as long as Retry-After says.',
  },
  internal: {
    means: 'A defect of ours. The request may have been carried out.',
    retry: 'if it may be done twice',
    todo: 'Report the requestId: the log of the service has the cause under it.',
  },
  unavailable: {
    means: 'A service that is needed is away or is stopping.',
    retry: 'if it may be done twice',
    todo: 'Try again after a pause. /readyz of the services says who waits for what.',
  },
  timeout: {
    means: 'There was no answer in time. The request may have been carried out.',
    retry: 'if it may be done twice',
    todo: 'Read before you write again; with an Idempotency-Key the same request is done once.',
  },
};

export interface CatalogueEntry extends Entry {
  readonly code: ErrorCode;
  readonly status: number;
}

/** Every code that an answer may have, by status. */
export const ERROR_CATALOGUE: readonly CatalogueEntry[] = (
  Object.entries(HTTP_STATUS) as [ErrorCode, number][]
).map(([code, status]) => ({ code, status, ...ENTRIES[code] }));
