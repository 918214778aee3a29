import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerOf, serviceErrorOf } from './http-error.js';

/** The only place where an error becomes an answer. What it was caused by stays in the log. */
@Catch()
export class ServiceErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('gateway');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = serviceErrorOf(thrown);
    const [status, body] = answerOf(error, request.id);
    if (status >= 500)
      this.logger.error(error.message, {
        requestId: request.id,
        code: error.code,
        error: error.cause ?? error,
      });
    request.failure = error;
    if (reply.sent) return;
    if (status === 401) void reply.header('WWW-Authenticate', 'ApiKey realm="margay"');
    void reply.status(status).send(body);
  }
}
