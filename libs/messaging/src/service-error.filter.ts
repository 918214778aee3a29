import { ServiceError } from '@margay/contracts';
import { isTransient } from '@margay/event-store';
import { Catch, type ExceptionFilter } from '@nestjs/common';

/**
 * Hands what a handler throws to the server as it is. Nest would replace anything but its own
 * `RpcException` by "Internal server error" before the server sees it. Register it once, globally.
 */
@Catch()
export class ServiceErrorFilter implements ExceptionFilter {
  catch(thrown: unknown): ServiceError {
    // Read models are read by other means than our own `Database`, which says so itself.
    if (isTransient(thrown))
      return new ServiceError('unavailable', 'The database is not available.', { cause: thrown });
    return ServiceError.from(thrown);
  }
}
