import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ErrorSchema, ServiceError, isErrorCode } from '@margay/contracts';

/** The public part of an error. Its cause stays here. */
export const errorToWire = ({ code, message, fields }: ServiceError): Uint8Array =>
  toBinary(ErrorSchema, create(ErrorSchema, { code, message, fields: [...fields] }));

/** The error as the callee meant it; a code that we do not know is `internal`. */
export function errorFromWire(body: Uint8Array): ServiceError {
  try {
    const { code, message, fields } = fromBinary(ErrorSchema, body);
    return new ServiceError(isErrorCode(code) ? code : 'internal', message, {
      fields: fields.map(({ path, message }) => ({ path, message })),
    });
  } catch (cause) {
    return new ServiceError('internal', 'The answer is not readable.', { cause });
  }
}
