import { create, toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from '@jest/globals';
import { type ErrorCode, ErrorSchema, HTTP_STATUS, ServiceError } from '@margay/contracts';
import { errorFromWire, errorToWire } from './error-wire.js';

describe('an error on the bus', () => {
  it.each(Object.keys(HTTP_STATUS) as ErrorCode[])(
    'keeps its code %s, message and fields',
    (code) => {
      const fields = [{ path: 'permissions[2]', message: 'Unknown.' }];
      const sent = new ServiceError(code, 'No. 🦝', { fields, cause: new Error('inside') });
      const got = errorFromWire(errorToWire(sent));
      expect(got).toMatchObject({ code, message: 'No. 🦝', fields });
      expect(got.cause).toBeUndefined();
    },
  );

  it('is internal if its code is none of ours', () => {
    const body = toBinary(ErrorSchema, create(ErrorSchema, { code: 'toString', message: 'x' }));
    expect(errorFromWire(body).code).toBe('internal');
  });

  it('is internal if it cannot be read', () => {
    expect(errorFromWire(new Uint8Array([255, 255])).code).toBe('internal');
  });
});
