import { Readable } from 'node:stream';
import { isWithin, permits } from '@margay/contracts';
import type { Caller } from '@margay/messaging';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticator } from './authenticator.service.js';
import type { Visit } from './visit.js';

/** Nothing for longer than this, and whoever stands between us would take the connection for dead. */
export const HEARTBEAT_MS = 15_000;

/** Aborts when whoever listens has gone. */
export function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

/** Answers with server-sent events, for as long as there are any. A slow reader is asked for no more. */
export async function sendEvents(reply: FastifyReply, events: AsyncIterable<string>) {
  void reply
    .type('text/event-stream; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .header('X-Accel-Buffering', 'no');
  await reply.send(Readable.from(events, { objectMode: false }));
}

/** Whoever may no longer come in may no longer listen. */
export async function isStillIn(
  authenticator: Authenticator,
  request: FastifyRequest,
  caller: Caller,
  permission: string,
): Promise<boolean> {
  const visit = request.visit as Visit;
  try {
    const key = String(request.headers['x-api-key']);
    const token = authenticator.known(key) ?? (await authenticator.ask(key, caller));
    const isNear =
      token.networks.length === 0 ||
      (visit.address !== undefined && isWithin(visit.address, token.networks));
    return isNear && permits(token.permissions, permission);
  } catch {
    return false;
  }
}
