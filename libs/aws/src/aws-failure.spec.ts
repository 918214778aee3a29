import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { AwsFailure } from './aws-failure.js';

const CANARY = 'canary-81b2';

const sdkError = (name: string, more: object = {}) =>
  Object.assign(new Error(`Could not parse ${CANARY}`), {
    name,
    $response: { body: CANARY },
    $responseBodyText: CANARY,
    $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    ...more,
  });

describe('a call that AWS did not answer as hoped', () => {
  it.each([
    ['AccessDenied', 'denied', 'forbidden'],
    ['AccessDeniedException', 'denied', 'forbidden'],
    ['ThrottlingException', 'throttled', 'unavailable'],
    ['ExpiredToken', 'expired', 'unavailable'],
    ['ResourceNotFoundException', 'missing', 'not_found'],
    ['InvalidRequestException', 'deleted', 'not_found'],
    ['DecryptionFailure', 'undecryptable', 'forbidden'],
    ['PackedPolicyTooLarge', 'invalid', 'bad_request'],
    ['RegionDisabledException', 'region_disabled', 'unavailable'],
    ['CredentialsProviderError', 'credentials', 'unavailable'],
    ['SomethingNew', 'invalid', 'bad_request'],
    ['toString', 'invalid', 'bad_request'],
  ])('%s is %s, and %s for whoever asked', (name, kind, code) => {
    const failure = AwsFailure.from(sdkError(name));
    expect(failure.kind).toBe(kind);
    expect(failure.toServiceError().code).toBe(code);
  });

  it('tells a key that may not be used from a secret that may not', () => {
    const error = new Error('Access to KMS is not allowed');
    error.name = 'AccessDeniedException';
    expect(AwsFailure.from(error).kind).toBe('undecryptable');
  });

  it.each([500, 503, undefined])('takes status %s for an AWS that is away', (httpStatusCode) => {
    const error = sdkError('Whatever', { $metadata: { httpStatusCode } });
    expect(AwsFailure.from(error).kind).toBe('unavailable');
  });

  it('keeps nothing of the answer, which may be a secret', () => {
    const failure = AwsFailure.from(sdkError('SyntaxError'));
    const shown = inspect([failure, failure.toServiceError()], { depth: 9, showHidden: true });
    expect(shown).toContain('r-1');
    expect(shown).not.toContain(CANARY);
  });
});
