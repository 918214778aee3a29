import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ServiceError } from '@margay/contracts';
import type { FastifyReply } from 'fastify';
import { answerOf, serviceErrorOf } from './http-error.js';

/** What never reaches a route, an address that cannot be decoded for one, in the words of every other refusal. */
export function answerUnrouted(error: unknown, requestId: string, reply: FastifyReply): void {
  const [status, body] = answerOf(serviceErrorOf(error), requestId);
  void reply.header('X-Request-Id', requestId).status(status).send(body);
}

/** By the parser's code; anything else is simply not HTTP. */
const UNREADABLE: Readonly<Record<string, ServiceError>> = {
  HPE_HEADER_OVERFLOW: new ServiceError('too_large', 'The headers are too large.'),
  ERR_HTTP_REQUEST_TIMEOUT: new ServiceError('timeout', 'The request took too long to arrive.'),
};

/** What is not readable as HTTP has no request; it is answered on the socket itself, which is then closed. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const known = UNREADABLE[error.code ?? ''];
  const refusal = known ?? new ServiceError('bad_request', 'The request is not readable.');
  const [status, answer] = answerOf(refusal, randomUUID());
  const body = JSON.stringify(answer);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n` +
      `Content-Type: application/json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
